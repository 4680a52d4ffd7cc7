import { addWorkingDays, localDate, plusLocalDays, startOfLocalDate } from '#kit/calendar.ts'
import { actorRef, command } from '#server/command/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import { announceStep, checkPerson, keepCase, loadCase, takeCase } from './case-in-hand.ts'
import * as contract from './contract.ts'
import { answerWithCase } from './show.ts'
import * as store from './store.ts'
import { conductSection } from './terms.ts'
import { TIMERS } from './timers.ts'

/** Tells the partner what was seen. From here on it sees the case, and has its days to answer. */
export const notifyCase = command(contract.notifyCase, {
  load: (ctx, { params }) => loadCase(ctx, params.id),
  async gather(ctx, _, loaded) {
    checkPerson(ctx.actor)
    return takeCase(ctx, loaded.id, 'notify')
  },
  async write(ctx, { input: { body }, facts: before }) {
    const [calendar, { process }] = await Promise.all([ctx.terms(calendarSection), ctx.terms(conductSection)])
    const last = addWorkingDays(localDate(ctx.now, calendar.zone), process.answer_within_working_days, calendar)
    const reply_due_at = startOfLocalDate(plusLocalDays(last, 1), calendar.zone)
    const c = await keepCase(ctx, before, {
      status: 'notified',
      partner_id: before.about_id,
      notified_at: ctx.now,
      notified_by: actorRef(ctx.actor),
      notice: body.words,
      reply_due_at,
    })
    store.showSeen(ctx.tx, ctx.org_id, c.id, c.about_id)
    ctx.setTimer({ kind: TIMERS.reply_due, subject_id: c.id, account_id: null, due_at: reply_due_at })
    await announceStep(ctx, c, 'notified', { body: { reply_due_at } })
    return answerWithCase(ctx, c.id)
  },
})
