import { z } from 'zod'
import type { OrgRole } from '#kit/roles.ts'
import { defineSection, keySchema, lineOfText, setOf, uniqueBy } from '#kit/section.ts'
import { checkDisputeTerms } from './terms-check.ts'
import { disputeSentences, disputeWording } from './terms-words.ts'

/** The disputes section of the program document: on what grounds one can disagree, who settles it, and how fast. */

/** What stands still from the moment somebody disagrees. */
export const HELD = ['account', 'money'] as const

const number = (most: number, about: string) =>
  z
    .int({ error: 'expected a whole number' })
    .min(1, { error: 'expected 1 or more' })
    .max(most, { error: `expected ${most} or fewer` })
    .describe(about)

/** Roles that may settle a disagreement at all; a level names some of them. */
export const DECIDING_ROLES = ['partner_manager', 'channel_ops', 'admin'] as const satisfies readonly OrgRole[]

const levelSchema = z.strictObject({
  key: keySchema,
  /** Read by partners: "Channel operations". */
  name: lineOfText(60),
  roles: setOf(z.enum(DECIDING_ROLES)).min(1, { error: 'expected at least one role' }),
})

const groundSchema = z.strictObject({
  key: keySchema,
  name: lineOfText(80).describe('as somebody who disagrees would say it'),
})

const LEVELS: z.input<typeof levelSchema>[] = [
  { key: 'manager', name: 'Partner management', roles: ['partner_manager'] },
  { key: 'operations', name: 'Channel operations', roles: ['channel_ops'] },
  { key: 'direction', name: 'Direction', roles: ['admin'] },
]

const GROUNDS: z.input<typeof groundSchema>[] = [
  { key: 'earlier', name: 'We were there first' },
  { key: 'facts', name: 'Something in the decision is not as it was' },
  { key: 'rule', name: 'The rule was applied wrongly' },
  { key: 'customer', name: 'The customer says otherwise' },
  { key: 'contact', name: 'Somebody else sold there while it was protected' },
  { key: 'other', name: 'Something else' },
]

const disputesSchema = z
  .strictObject({
    acknowledge_within_working_hours: number(80, 'working hours until somebody says that it has arrived').default(8),
    decide_within_working_days: number(60, 'working days until it is decided').default(5),
    remind_working_days_before: number(10, 'working days before that, whoever has it is reminded').default(1),
    answer_within_working_days: number(30, 'working days that a party has for its side').default(5),
    appeal_within_days: number(90, 'calendar days in which a decision can be appealed').default(14),
    grounds: z
      .array(groundSchema)
      .min(1, { error: 'expected at least one ground' })
      .max(20, { error: 'expected 20 grounds or fewer' })
      .check(uniqueBy('key', 'name'))
      .default(GROUNDS),
    /** From the first to the last; admins are always the last resort. */
    levels: z
      .array(levelSchema)
      .min(1, { error: 'expected at least one level' })
      .max(6, { error: 'expected 6 levels or fewer' })
      .check(uniqueBy('key', 'name'))
      .default(LEVELS),
    /** What a disagreement holds at once, by who opened it. */
    holds: z
      .strictObject({
        partner: setOf(z.enum(HELD)).default(['account', 'money']),
        org: setOf(z.enum(HELD)).default(['account', 'money']),
      })
      .prefault({}),
  })
  .prefault({})

export type DisputeTerms = z.output<typeof disputesSchema>

export const disputesSection = defineSection({
  key: 'disputes',
  name: 'Disputes',
  schema: disputesSchema,
  sentences: disputeSentences,
  check: checkDisputeTerms,
  wording: disputeWording,
})
