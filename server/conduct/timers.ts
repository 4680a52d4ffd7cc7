/** Timers of a case, by what they do; who fires them stands in `clock.ts`. */
export const TIMERS = {
  reply_due: 'conduct_case.reply_due',
  lapse: 'conduct_case.lapse',
  lift: 'conduct_case.lift',
} as const
