import { endOfLocalDayPlusDays } from '#kit/calendar.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { command } from '#server/command/index.ts'
import { findOpportunity, openOpportunityFor } from '#server/opportunities/index.ts'
import * as contract from './contract-life.ts'
import { checkMove, checkSeen, loadRegistration, lockRegistration } from './decide-by-person.ts'
import { gatherTerms } from './gather.ts'
import { lapseExtension, prolongProtection } from './life-store.ts'
import { REGISTRATION_REFUSALS as R, type Registration } from './registration.ts'
import { timeProtection, TIMERS } from './settle.ts'
import { answerRegistration } from './show.ts'
import * as store from './store.ts'

/** Ties a registration to an open opportunity of its account: protection lasts while that is open, up to the cap. */
export const convertRegistration = command(contract.convertRegistration, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, { body }, loaded) => {
    const [r, { terms }] = await Promise.all([lockRegistration(ctx, loaded), gatherTerms(ctx)])
    checkMove('convert', r)
    checkSeen(r, body.seen_revision)
    if ((body.opportunity_id === undefined) === (body.opportunity === undefined))
      throw new Refused(R.opportunity_needed)
    if (!body.opportunity_id) return { r, terms, opportunity_id: null }
    const it = await findOpportunity(ctx.tx, ctx.org_id, uuidOf('opportunity', body.opportunity_id))
    if (!it) throw new Refused(COMMON.not_found, { noun: 'opportunity' })
    if (it.account_id !== r.account_id) throw new Refused(R.not_at_account)
    if (it.stage !== 'open') throw new Refused(R.opportunity_closed, { stage: it.stage })
    return { r, terms, opportunity_id: it.id }
  },
  write: async (ctx, { input: { body }, facts: { r, terms, opportunity_id: named } }) => {
    if (!r.account_id || !r.starts_at || !r.ends_at) throw new Error(`registration ${r.id} is approved and unprotected`)
    const account_id = toWireId('account', r.account_id)
    const opportunity_id =
      named ?? (await openOpportunityFor(ctx, r.id, { name: r.account_name, ...body.opportunity, account_id }))
    const cap = endOfLocalDayPlusDays(r.starts_at, terms.registration.converted_cap_days, terms.calendar.zone)
    // What was granted is never taken back: a cap that is shorter than the protection changes nothing.
    const ends_at = cap > r.ends_at ? cap : r.ends_at
    const next: Registration = { ...r, status: 'converted', opportunity_id, converted_at: ctx.now }
    if ((await store.moveRegistration(ctx.tx, ctx.org_id, next, r.status)) === undefined)
      throw new Refused(COMMON.stale)
    prolongProtection(ctx.tx, ctx.org_id, r.id, ends_at)
    lapseExtension(ctx.tx, ctx.org_id, r.id, ctx.now)
    ctx.clearTimers([TIMERS.extension_due], r.id)
    timeProtection(ctx, next, ends_at, terms)
    const subject = { noun: 'registration' as const, id: r.id }
    ctx.record(
      'registration.converted',
      { ...subject, partner_id: r.partner_id },
      { before: r.status, after: next.status, opportunity: opportunity_id, ends_at },
    )
    await ctx.emit('registration.converted', subject, r.partner_id, {
      before: r.status,
      ends_at,
      opportunity_id: toWireId('opportunity', opportunity_id),
    })
    return answerRegistration(ctx, r.id)
  },
})
