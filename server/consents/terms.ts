import { z } from 'zod'
import { defineSection } from '#kit/section.ts'
import { checkEngagementTerms } from './terms-check.ts'
import { engagementSentences, engagementWording, type EngagementAround } from './terms-words.ts'

/** The rules of engagement: when the org's own sales may contact an account that a partner holds. */

const MOST_DAYS = 730
const days = (about: string) =>
  z
    .int({ error: 'expected a whole number of days' })
    .min(1, { error: 'expected 1 day or more' })
    .max(MOST_DAYS, { error: `expected ${MOST_DAYS} days or fewer` })
    .describe(about)
const workingDays = (about: string) =>
  z
    .int({ error: 'expected a whole number of working days' })
    .min(1, { error: 'expected 1 working day or more' })
    .max(60, { error: 'expected 60 working days or fewer' })
    .describe(about)

const engagementSchema = z
  .strictObject({
    contact: z
      .strictObject({
        /** REG-5: direct sales leaves a protected account alone. */
        needs_consent: z
          .boolean()
          .default(true)
          .describe('does direct sales contact a protected account only with the partner’s consent?'),
        /** Does a follow-up that the partner let slip free the contact? */
        free_after_slip: z
          .boolean()
          .default(true)
          .describe('may direct sales contact the account once the partner let its follow-up slip?'),
        /**
         * Calendar days without a follow-up, counted from the approval or the last one: the same clock as that of
         * `registration.follow_up`, never one behind the other. None: as long as that, or 14 days where the program
         * asks for no follow-up.
         */
        slip_days: days(
          'calendar days without a follow-up that free the contact; null: those of registration.follow_up, or 14',
        )
          .nullable()
          .default(null),
        /** Calendar days before that on which the partner is warned. Zero: not at all. */
        warn_days_before: z
          .int({ error: 'expected a whole number of days' })
          .min(0, { error: 'expected 0 or more' })
          .max(365, { error: 'expected 365 days or fewer' })
          .default(3)
          .describe('calendar days before a slip on which the partner is warned; 0: not at all'),
      })
      .prefault({}),
    consent: z
      .strictObject({
        /** What a partner's screen offers first. */
        days: days('calendar days that a consent lasts unless the partner says otherwise').default(30),
        /** No consent lasts longer; a new one can be asked for. */
        at_most_days: days('calendar days that a consent lasts at most').default(90),
        /** Silence grants nothing; the partner's manager is asked to look into it. */
        answer_within_working_days: workingDays(
          'working days within which a partner answers when it is asked for consent',
        ).default(5),
        /** Calendar days before its end on which whoever asked is reminded. Zero: not at all. */
        remind_days_before: z
          .int({ error: 'expected a whole number of days' })
          .min(0, { error: 'expected 0 or more' })
          .max(365, { error: 'expected 365 days or fewer' })
          .default(3)
          .describe('calendar days before the end of a consent on which both sides are reminded; 0: not at all'),
      })
      .prefault({}),
    conflict: z
      .strictObject({
        /** Both sides are asked at the same time. Silence grants nothing; the manager is asked to decide. */
        answer_within_working_days: workingDays('working days within which both sides say what they know').default(3),
      })
      .prefault({}),
  })
  .prefault({})

export type EngagementTerms = z.output<typeof engagementSchema>

export const engagementSection = defineSection({
  key: 'engagement',
  name: 'Rules of engagement',
  schema: engagementSchema,
  sentences: (terms, program: EngagementAround) => engagementSentences(terms, program),
  check: (terms, program: EngagementAround) => checkEngagementTerms(terms, program),
  wording: engagementWording,
})
