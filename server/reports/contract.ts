import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { moneySchema } from '#kit/money.ts'
import { dateSchema } from '#kit/time-schema.ts'
import { REPORT_REFUSALS as R } from './report.ts'

/** What a report is sliced by. */
export const SLICES = ['month', 'partner', 'track', 'tier', 'manager', 'country'] as const
export type Slice = (typeof SLICES)[number]

/** A slice's rows that have no value: no tier, no manager, no country. */
export const NONE = 'none'

const orNone = <T extends z.ZodType<string>>(schema: T) => z.union([z.literal(NONE), schema]).optional()
const keyOf = z.string().min(1).max(40)

/** Which registrations are counted: those registered in the period, with these properties. */
const cohort = {
  from: dateSchema.optional().meta({
    description: 'first day of the period, in the program’s zone; the first of the month eleven months ago by default',
  }),
  to: dateSchema.optional().meta({ description: 'last day of the period; today by default' }),
  partner_id: idSchema('partner').optional(),
  track: keyOf.optional(),
  tier: orNone(keyOf).meta({ description: 'tier on the day of registering, or "none"' }),
  manager_id: orNone(idSchema('membership')).meta({ description: 'who looks after the registration, or "none"' }),
  country: orNone(z.string().regex(/^[A-Z]{2}$/)).meta({ description: 'country of the account, or "none"' }),
}

const count = (description: string) => z.number().int().meta({ description })
const value = (description: string) => z.array(moneySchema).meta({ description: `${description}, by currency` })

const figures = z
  .object({
    registered: count('registrations made in the period'),
    approved: count('of those, ever approved'),
    rejected: count('of those, turned down'),
    converted: count('of those, ever tied to an opportunity'),
    won: count('of those, won'),
    lost: count('of those, lost'),
    registered_value: value('sum of the amounts registered'),
    approved_value: value('of the approved ones'),
    won_value: value('of the won ones'),
    decided: count('with a first answer, by rule or by a person'),
    decided_by_rule: count('answered at once by a rule of the program'),
    decision_hours_median: z.number().nullable().meta({
      description: 'working hours in review until a person’s first answer, the median; null where nobody answered',
    }),
    decision_hours_p90: z.number().nullable().meta({ description: 'nine in ten were answered within this' }),
    promise_kept: count('answered within the working hours that the program promised'),
    conflicts: z.object({
      claim: count('met an earlier claim of another partner'),
      opportunity: count('met an open opportunity of direct sales'),
      customer: count('met a customer'),
      house: count('met an account that the org keeps for itself'),
    }),
    protections_ended: count('protections that are over'),
    protections_unused: count('of those, without an opportunity'),
  })
  .meta({ id: 'RegistrationFigures' })

export type Figures = z.output<typeof figures>

export const reportRegistrations = route({
  id: 'report.registrations',
  method: 'GET',
  path: '/reports/registrations',
  summary: 'Registered, approved, converted, won, value, time to decision, conflicts, unused protections, by a slice',
  permission: 'report:read',
  side: 'org',
  query: z.object({
    ...cohort,
    by: z.enum(SLICES).default('month'),
    limit: z.coerce.number().int().min(1).max(500).default(60).meta({ description: 'slices shown, the largest first' }),
  }),
  answer: z.object({
    from: z.string(),
    to: z.string(),
    by: z.enum(SLICES),
    zone: z.string(),
    promised_hours: z.number().int().meta({ description: 'working hours that the program in force promises' }),
    behind: z.boolean().meta({ description: 'events of the last moment are not counted yet' }),
    total: figures,
    before: figures.meta({ description: 'the same of the period of equal length just before' }),
    slices: z.array(figures.extend({ key: z.string(), name: z.string().nullable() })),
    more: count('slices left out by the limit'),
  }),
  refusals: [R.period],
})

/** Figures whose rows can be listed. */
export const DRILLS = [
  'registered',
  'approved',
  'rejected',
  'converted',
  'won',
  'lost',
  'decided_by_rule',
  'decided_by_person',
  'promise_kept',
  'promise_missed',
  'conflict',
  'claim',
  'opportunity',
  'customer',
  'house',
  'protections_ended',
  'protections_unused',
] as const
export type Drill = (typeof DRILLS)[number]

export const reportRows = route({
  id: 'report.registration_rows',
  method: 'GET',
  path: '/reports/registrations/rows',
  summary: 'The registrations behind a figure of the report, the latest first',
  permission: 'report:read',
  side: 'org',
  query: pageQuery.extend({ ...cohort, figure: z.enum(DRILLS).default('registered') }),
  answer: pageOf(
    z.object({
      id: idSchema('registration'),
      account_name: z.string(),
      partner: z.object({ id: idSchema('partner'), name: z.string() }),
      status: z.string(),
      amount: moneySchema.nullable(),
      submitted_on: z.string(),
      review_hours: z.number().nullable().meta({ description: 'working hours in review until the first answer' }),
    }),
  ),
  refusals: [R.period],
})

export const reportContracts = [reportRegistrations, reportRows]
