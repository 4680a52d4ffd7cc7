import { localDate } from '#kit/calendar.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { spoken } from '#kit/words.ts'
import { actorRef, command } from '#server/command/index.ts'
import { attachFile } from '#server/files/index.ts'
import * as contract from './contract-life.ts'
import { loadRegistration, lockRegistration } from './decide-by-person.ts'
import { followUpDueAt } from './follow-up.ts'
import { gatherTerms } from './gather.ts'
import { insertActivity, type Activity } from './life-store.ts'
import { HOLDING, isOpen, REGISTRATION_REFUSALS as R } from './registration.ts'
import { timeFollowUp } from './settle.ts'
import { showActivities } from './show-life.ts'
import * as store from './store.ts'

/** What was done about a deal is put on record. What counts as a follow-up starts that clock anew. */
export const logActivity = command(contract.logActivity, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, { body }, loaded) => {
    const [r, { terms }] = await Promise.all([lockRegistration(ctx, loaded), gatherTerms(ctx)])
    if (!isOpen(r.status)) throw new Refused(R.wrong_state, { status: spoken(r.status) })
    const { zone } = terms.calendar
    const [from, today] = [localDate(r.submitted_at, zone), localDate(ctx.now, zone)]
    if (body.happened_on < from || body.happened_on > today)
      throw new Refused(
        R.activity_date,
        { from, today },
        { fields: [{ path: 'happened_on', message: `expected a day from ${from} to ${today}` }] },
      )
    return { r, terms }
  },
  write: async (ctx, { input: { body }, facts: { r, terms } }) => {
    const counts = terms.registration.follow_up.counts.includes(body.kind)
    const activity: Activity = {
      id: ctx.newId(),
      registration_id: r.id,
      partner_id: r.partner_id,
      kind: body.kind,
      happened_on: body.happened_on,
      note: body.note || null,
      counts,
      logged_at: ctx.now,
      logged_by: actorRef(ctx.actor),
      side: ctx.actor.side,
    }
    insertActivity(ctx.tx, ctx.org_id, activity)
    const subject = { noun: 'registration' as const, id: r.id }
    for (const file_id of body.file_ids ?? [])
      await attachFile(ctx, { file_id, subject, partner_id: r.partner_id, kind: 'evidence', visibility: 'both' })
    const due_at = counts && HOLDING.includes(r.status) ? followUpDueAt(body.happened_on, terms) : null
    // An older follow-up, logged late, does not bring the next one forward.
    if (due_at && (!r.follow_up_due_at || due_at > r.follow_up_due_at)) {
      const next = {
        ...r,
        follow_up_due_at: due_at,
        follow_up_slipped_at: due_at > ctx.now ? null : r.follow_up_slipped_at,
      }
      if ((await store.moveRegistration(ctx.tx, ctx.org_id, next, r.status)) === undefined)
        throw new Refused(COMMON.stale)
      timeFollowUp(ctx, next, terms)
    }
    ctx.record(
      'registration.activity_logged',
      { ...subject, partner_id: r.partner_id },
      { activity: activity.id, kind: body.kind, happened_on: body.happened_on, counts },
    )
    await ctx.emit('registration.activity_logged', subject, r.partner_id, {
      activity_id: activity.id,
      kind: body.kind,
      counts,
      by: ctx.actor.side,
    })
    const [shown] = await showActivities(ctx.tx, [activity], ctx.actor.side)
    if (!shown) throw new Error('one activity was shown')
    return shown
  },
})
