import { z } from 'zod'
import { defineSection, setOf } from '#kit/section.ts'
import { PARTICIPANT_ROLES } from '#server/participants/participant.ts'
import { CONSEQUENCES } from './conduct.ts'
import { checkConductTerms } from './terms-check.ts'
import { conductSentences, conductWording } from './terms-words.ts'

/** The conduct section of the program document: what breaks the rules, and what that leads to. */

const whole = (from: number, to: number, about: string) =>
  z
    .int({ error: 'expected a whole number' })
    .min(from, { error: `expected ${from} or more` })
    .max(to, { error: `expected ${to} or fewer` })
    .describe(about)

/** How far back facts reach: no term can ask for more. */
export const IDLE_DAYS_LEAST = 7
export const WINDOW_DAYS_MOST = 365
export const PROBE_HOURS_MOST = 168
export const GRACE_DAYS_MOST = 90

const consequence = (about: string) => z.enum(CONSEQUENCES).describe(about)

/** The section as it is written. */
export const conductFields = z.strictObject({
  parking: z
    .strictObject({
      on: z.boolean().default(true).describe('are parked protections looked for?'),
      /** Calendar days that a protection is held without an activity that counts. */
      idle_days: whole(IDLE_DAYS_LEAST, WINDOW_DAYS_MOST, 'calendar days without an activity that counts').default(60),
      idle_at_least: whole(1, 100, 'protections held like that at the same time').default(3),
      /** Of the protections that ran out in the window, the share that never saw an activity. */
      expired_percent: whole(1, 100, 'percent of the protections that ran out without any activity').default(75),
      expired_at_least: whole(1, 100, 'protections that ran out without any activity').default(6),
      window_days: whole(30, WINDOW_DAYS_MOST, 'calendar days back in which they ran out').default(180),
    })
    .prefault({}),
  probing: z
    .strictObject({
      on: z.boolean().default(true).describe('is probing for accounts looked for?'),
      within_hours: whole(1, PROBE_HOURS_MOST, 'hours in which so many companies are asked for').default(24),
      companies_at_least: whole(3, 400, 'different companies asked for in these hours').default(25),
      times_usual: whole(1, 50, 'times as many as the partner asks for otherwise').default(5),
      held_percent_at_most: whole(0, 100, 'percent of them that became claims of the partner, at most').default(20),
      /** Many spellings of one name. */
      spellings_at_least: whole(3, 100, 'spellings of one name in these hours').default(6),
    })
    .prefault({}),
  unregistered: z
    .strictObject({
      on: z.boolean().default(true).describe('is selling without a registration looked for?'),
      roles: setOf(z.enum(PARTICIPANT_ROLES))
        .min(1, { error: 'expected at least one role' })
        .default(['sourced', 'resells'])
        .describe('roles on an opportunity that count as selling'),
      grace_days: whole(0, GRACE_DAYS_MOST, 'calendar days to register after it began').default(14),
      customers: z.boolean().default(false).describe('do existing customers and house accounts count too?'),
    })
    .prefault({}),
  process: z
    .strictObject({
      answer_within_working_days: whole(2, 60, 'working days that the partner has to answer').default(5),
      first: consequence('what a first finding leads to at most').default('notice'),
      second: consequence('what a second finding leads to at most').default('warning'),
      third: consequence('what a third or further finding leads to at most').default('suspension'),
      counts_days: whole(30, 1095, 'calendar days that a finding counts').default(180),
      /** Null: until somebody lifts it. */
      suspension_days: whole(1, 1095, 'calendar days that a suspension lasts; null: until it is lifted')
        .nullable()
        .default(90),
    })
    .prefault({}),
})
const conductSchema = conductFields.prefault({})

export type ConductTerms = z.output<typeof conductSchema>

export const conductSection = defineSection({
  key: 'conduct',
  name: 'Conduct',
  schema: conductSchema,
  sentences: conductSentences,
  check: checkConductTerms,
  wording: conductWording,
})
