import { endOfLocalDayPlusDays } from '#kit/calendar.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command } from '#server/command/index.ts'
import * as contract from './contract-life.ts'
import { checkMove, checkSeen, loadRegistration, lockRegistration } from './decide-by-person.ts'
import { morningBefore } from './follow-up.ts'
import { gatherTerms } from './gather.ts'
import { insertMessage } from './life-store.ts'
import type { Registration } from './registration.ts'
import { TIMERS } from './settle.ts'
import { answerRegistration } from './show.ts'
import * as store from './store.ts'

/** A person of the org asks the partner in words: its time to answer begins, and the org's own stands still. */
export const askRegistration = command(contract.askRegistration, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, { body }, loaded) => {
    const [r, { terms }] = await Promise.all([lockRegistration(ctx, loaded), gatherTerms(ctx)])
    checkMove('ask', r)
    checkSeen(r, body.seen_revision)
    return { r, terms }
  },
  write: async (ctx, { input: { body }, facts: { r, terms } }) => {
    const { partner_answers_within_days, remind_partner_days_before } = terms.registration.review
    const { zone } = terms.calendar
    const reply_due_at = endOfLocalDayPlusDays(ctx.now, partner_answers_within_days, zone)
    const next: Registration = { ...r, status: 'info_requested', answer_due_at: null, reply_due_at }
    if ((await store.moveRegistration(ctx.tx, ctx.org_id, next, r.status)) === undefined)
      throw new Refused(COMMON.stale)
    const fields = [...new Set(body.fields)]
    const message_id = ctx.newId()
    insertMessage(ctx.tx, ctx.org_id, {
      id: message_id,
      registration_id: r.id,
      partner_id: r.partner_id,
      kind: 'question',
      body: body.question,
      fields,
      said_at: ctx.now,
      said_by: actorRef(ctx.actor),
      side: 'org',
    })
    const timer = { subject_id: r.id, account_id: r.account_id }
    ctx.clearTimers([TIMERS.answer_due], r.id)
    ctx.setTimer({ ...timer, kind: TIMERS.reply_due, due_at: reply_due_at })
    const due_at = morningBefore(ctx.now, reply_due_at, remind_partner_days_before, zone)
    if (due_at) ctx.setTimer({ ...timer, kind: TIMERS.reply_remind, due_at })
    const subject = { noun: 'registration' as const, id: r.id }
    ctx.record(
      'registration.info_requested',
      { ...subject, partner_id: r.partner_id },
      { before: r.status, after: next.status, message: message_id, fields },
    )
    await ctx.emit('registration.info_requested', subject, r.partner_id, {
      before: r.status,
      message_id,
      fields,
      reply_due_at,
    })
    return answerRegistration(ctx, r.id)
  },
})
