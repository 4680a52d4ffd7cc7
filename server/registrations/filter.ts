import { z } from 'zod'
import { idSchema } from '#kit/ids.ts'
import { currencySchema } from '#kit/money.ts'
import { dateSchema, instantSchema } from '#kit/time-schema.ts'
import { STATUSES, type Status } from './registration.ts'

/** What a list of registrations can be narrowed by: one schema for the list, its sums, and decisions in bulk. */

const minorSchema = z
  .string()
  .regex(/^\d{1,18}$/, { error: 'expected whole minor units as digits, for example 125000' })

/** Values with commas between. */
function several<T extends string>(allowed: (text: string) => text is T, error: string) {
  return z
    .string()
    .max(400)
    .refine((text) => text.split(',').every(allowed), { error })
}

const isStatus = (text: string): text is Status => STATUSES.some((status) => status === text)
const isCountry = (text: string): text is string => /^[A-Z]{2}$/.test(text)

const DUES = ['overdue', 'today', 'week', 'ending', 'missed', 'follow_up'] as const
export type Due = (typeof DUES)[number]

export const listFilter = z.object({
  status: several(isStatus, `expected states with commas between, out of ${STATUSES.join(', ')}`)
    .optional()
    .meta({ description: 'states with commas between', example: 'in_review,info_requested' }),
  partner_id: idSchema('partner').optional(),
  account_id: idSchema('account').optional(),
  manager_id: z
    .union([z.enum(['me', 'none']), idSchema('membership')], { error: 'expected the id of a membership, me, or none' })
    .optional()
    .meta({ description: 'whoever looks after it; me: the caller, none: nobody' }),
  track: z.string().max(40).optional(),
  country: several(isCountry, 'expected countries as two capital letters with commas between, for example DE,AT')
    .optional()
    .meta({ example: 'DE,AT' }),
  currency: currencySchema
    .optional()
    .meta({ description: 'of the amounts; the program’s own where only a range is given' }),
  amount_from: minorSchema.optional().meta({ description: 'at least so many minor units', example: '100000' }),
  amount_to: minorSchema.optional().meta({ description: 'at most so many minor units', example: '5000000' }),
  submitted_from: dateSchema.optional().meta({ description: 'on that day or later, in the program’s zone' }),
  submitted_to: dateSchema.optional().meta({ description: 'on that day or earlier' }),
  decided_from: dateSchema.optional(),
  decided_to: dateSchema.optional(),
  due: z.enum(DUES).optional().meta({
    description:
      'overdue: in review past its deadline; today, week: due by the end of the day, of the week; ending: a protection that ends within 14 days; missed: answered in the last 30 days later than promised (people of the org only); follow_up: a follow-up that is due within 7 days, or has slipped',
  }),
  changed_since: instantSchema.optional().meta({ description: 'changed after this instant, in wall time' }),
  q: z.string().max(300).optional().meta({ description: 'the beginning of the account’s name, or its domain' }),
})
export type ListFilterInput = z.output<typeof listFilter>

export const ORDERS = [
  'newest',
  'oldest',
  'deadline',
  'ending',
  'decided',
  'changed',
  'amount',
  'amount_least',
  'name',
  'name_last',
] as const
export type ListOrder = (typeof ORDERS)[number]

/** The states that a filter names; the parts were checked when it was parsed. */
export function statusesOf(filter: Pick<ListFilterInput, 'status'>): Status[] {
  return [...new Set((filter.status ?? '').split(',').filter(isStatus))]
}
