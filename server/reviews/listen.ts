import { workingMinutesBetween } from '#kit/calendar.ts'
import type { Context, Event, Listener } from '#server/command/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import { ENDS } from './review.ts'
import * as store from './store.ts'

async function begin(ctx: Context, event: Event): Promise<void> {
  store.beginReview(ctx.tx, ctx.org_id, event.subject.id, event.at)
}

async function end(ctx: Context, event: Event): Promise<void> {
  // What the program decided at once was never reviewed.
  if (event.body['before'] === null) return
  const outcome = ENDS[event.type]
  const open = await store.findOpenReview(ctx.tx, ctx.org_id, event.subject.id)
  if (!open || !outcome) return
  const minutes = workingMinutesBetween(open.began_at, event.at, await ctx.terms(calendarSection))
  store.endReview(ctx.tx, ctx.org_id, event.subject.id, {
    at: event.at,
    outcome,
    minutes,
    manager_id: open.manager_id,
  })
}

/** Reviews follow from what registrations announce. */
export const reviewListeners: { type: string; listen: Listener }[] = [
  { type: 'registration.in_review', listen: begin },
  { type: 'registration.answered', listen: begin },
  ...Object.keys(ENDS).map((type) => ({ type, listen: end })),
]
