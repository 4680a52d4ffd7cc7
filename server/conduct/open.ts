import { localDate } from '#kit/calendar.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { survivorOf } from '#server/accounts/index.ts'
import { actorRef, command, lockAccounts } from '#server/command/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import { announceStep, checkPerson } from './case-in-hand.ts'
import { CONDUCT_REFUSALS as R, type ConductCase, type Seen } from './conduct.ts'
import * as contract from './contract.ts'
import { listLive } from './facts-store.ts'
import { newCase, UNTOUCHED } from './new-case.ts'
import { answerWithCase } from './show.ts'
import * as store from './store.ts'

/** Somebody reports what no look can find, or has found by themselves. */
export const openCase = command(contract.openCase, {
  async gather(ctx, { body }) {
    checkPerson(ctx.actor)
    const about_id = uuidOf('partner', body.partner_id)
    // One that was merged means the account that stands for it, and nobody merges that away meanwhile.
    const account_id = body.account_id
      ? ((await survivorOf(ctx.tx, ctx.org_id, uuidOf('account', body.account_id))) ?? null)
      : null
    if (body.account_id && !account_id) throw new Refused(COMMON.not_found, { noun: 'account' })
    if (!body.words && body.registration_ids.length === 0)
      throw new Refused(
        R.nothing_seen,
        {},
        { fields: [{ path: 'words', message: 'expected what was seen, in words', code: 'required' }] },
      )
    if (account_id) await lockAccounts(ctx, [account_id])
    const ids = body.registration_ids.map((id) => uuidOf('registration', id))
    const [partner, named, live, { zone }] = await Promise.all([
      store.findPartnerNamed(ctx.tx, ctx.org_id, about_id),
      store.listNamed(ctx.tx, ctx.org_id, about_id, ids),
      listLive(ctx.tx, ctx.org_id, [about_id]),
      ctx.terms(calendarSection),
    ])
    if (!partner) throw new Refused(COMMON.not_found, { noun: 'partner' })
    if (named.length < new Set(ids).size) throw new Refused(COMMON.not_found, { noun: 'registration' })
    const standing = live.find((one) => one.kind === body.kind && one.account_id === account_id)
    if (standing) throw new Refused(R.live, { case: toWireId('conduct_case', standing.id) })
    return { about_id, account_id, named, zone }
  },
  async write(ctx, { input: { body }, facts: { about_id, account_id, named, zone } }) {
    const today = localDate(ctx.now, zone)
    const seen: Seen[] = [
      ...(body.words
        ? [{ noun: 'words' as const, subject_id: null, label: body.words, since: today, code: 'reported' }]
        : []),
      ...named.map((r) => ({
        noun: 'registration' as const,
        subject_id: r.id,
        label: r.account_name,
        since: localDate(r.submitted_at, zone),
        code: 'named',
      })),
    ]
    const c: ConductCase = {
      ...UNTOUCHED,
      ...newCase(ctx, { about_id, kind: body.kind, account_id }, zone),
      opened_by: actorRef(ctx.actor),
      seen_count: seen.length,
      ruling_id: null,
    }
    // The look, or a colleague, opened it at this moment.
    if (!(await store.insertCase(ctx.tx, ctx.org_id, c))) throw new Refused(COMMON.busy)
    const rows = seen.map((row) => ({ ...row, id: ctx.newId() }))
    await store.insertSeen(ctx.tx, ctx.org_id, c.id, rows, ctx.now)
    await announceStep(ctx, c, 'found', { body: { about_id, count: seen.length }, is_own: true })
    return answerWithCase(ctx, c.id)
  },
})
