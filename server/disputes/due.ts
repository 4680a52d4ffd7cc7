import {
  addWorkingDays,
  addWorkingHours,
  endOfLocalDayPlusDays,
  localDate,
  startOfLocalDate,
  workingMinutesBetween,
  type Calendar,
} from '#kit/calendar.ts'
import type { Instant } from '#kit/instant.ts'
import type { DisputeTerms } from './terms.ts'

/** When things of a dispute are due, in the working time of the program. */

/** Working hours of one working day. */
function hoursOfDay({ working_hours: { from, to } }: Calendar): number {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
  return (minutes(to) - minutes(from)) / 60
}

/** The end of the so-manieth working day after today. */
export function endOfWorkingDayAfter(now: Instant, days: number, calendar: Calendar): Instant {
  const date = addWorkingDays(localDate(now, calendar.zone), days, calendar)
  return addWorkingHours(startOfLocalDate(date, calendar.zone), hoursOfDay(calendar), calendar)
}

export function acknowledgeDueAt(now: Instant, terms: DisputeTerms, calendar: Calendar): Instant {
  return addWorkingHours(now, terms.acknowledge_within_working_hours, calendar)
}

export function decisionDueAt(now: Instant, terms: DisputeTerms, calendar: Calendar): Instant {
  return endOfWorkingDayAfter(now, terms.decide_within_working_days, calendar)
}

export function answerDueAt(now: Instant, terms: DisputeTerms, calendar: Calendar): Instant {
  return endOfWorkingDayAfter(now, terms.answer_within_working_days, calendar)
}

export function appealUntil(now: Instant, terms: DisputeTerms, calendar: Calendar): Instant {
  return endOfLocalDayPlusDays(now, terms.appeal_within_days, calendar.zone)
}

/** When the clock goes on: as much working time as was left when it was stopped. What was late then is due now. */
export function resumedAt(due_at: Instant, paused_at: Instant, now: Instant, calendar: Calendar): Instant {
  return addWorkingHours(now, workingMinutesBetween(paused_at, due_at, calendar) / 60, calendar)
}

/** So much working time before it is due; nothing where that is over already. */
export function reminderAt(now: Instant, due_at: Instant, terms: DisputeTerms, calendar: Calendar): Instant | null {
  const left =
    workingMinutesBetween(now, due_at, calendar) - terms.remind_working_days_before * hoursOfDay(calendar) * 60
  return left > 0 ? addWorkingHours(now, left / 60, calendar) : null
}
