import { z } from 'zod'
import { idSchema } from '#kit/ids.ts'
import { compareMoney, moneySchema } from '#kit/money.ts'
import { ORG_ROLES } from '#kit/roles.ts'
import { defineSection, keySchema, lineOfText, setOf, uniqueBy } from '#kit/section.ts'
import { REGISTERING_ROLES } from '#server/registrations/terms.ts'
import { checkRequestTerms } from './terms-check.ts'
import { requestSentences, requestWording } from './terms-words.ts'

/** The requests section of the program document: what can be asked for, by whom, and who answers it in which order. */

/** What a request can be asked to say. */
export const REQUEST_FIELDS = [
  'discount_bps',
  'margin_bps',
  'amount',
  'environment_days',
  'needed_on',
  'clause',
  'reason',
] as const
export type RequestField = (typeof REQUEST_FIELDS)[number]

const MOST_DAYS = 1095
const hours = (about: string) =>
  z
    .int({ error: 'expected a whole number of working hours' })
    .min(1, { error: 'expected 1 working hour or more' })
    .max(400, { error: 'expected 400 working hours or fewer' })
    .describe(about)
const bps = (least: number, about: string) =>
  z
    .int({ error: 'expected whole basis points: 1000 is 10%' })
    .min(least, { error: `expected ${least} or more` })
    .max(10_000, { error: 'expected 10000 (100%) or less' })
    .describe(about)
const days = (about: string) =>
  z
    .int({ error: 'expected a whole number of days' })
    .min(1, { error: 'expected 1 day or more' })
    .max(MOST_DAYS, { error: `expected ${MOST_DAYS} days or fewer` })
    .describe(about)
const tracks = setOf(keySchema).min(1, { error: 'expected at least one track' })
const tiers = setOf(keySchema).min(1, { error: 'expected at least one tier' })

const kindSchema = z
  .strictObject({
    /** Stands in rules, requests and links. */
    key: keySchema,
    name: lineOfText(60).describe('what partners call it'),
    purpose: lineOfText(300).optional().describe('what it is for, in one line for partners'),
    /** What the form shows. */
    fields: setOf(z.enum(REQUEST_FIELDS)).default(['reason']).describe('fields that the form shows'),
    /** What it insists on. */
    required: setOf(z.enum(REQUEST_FIELDS)).default(['reason']).describe('fields that have to be filled'),
    /** Only on a registration, or also without one. */
    needs_registration: z.boolean().default(false).describe('can it only be asked for on a registration?'),
    may_ask: z
      .strictObject({
        tracks: tracks.optional(),
        tiers: tiers.optional(),
        /** Roles among the partner's people; the org's own people may always ask on a partner's behalf. */
        roles: setOf(z.enum(REGISTERING_ROLES))
          .min(1, { error: 'expected at least one role' })
          .default(['partner_admin', 'partner_seller']),
      })
      .prefault({})
      .describe('who may ask for it; no tracks or tiers means all'),
    /** Calendar days that what was approved holds; an environment lasts as long as was asked for. None: for good. */
    valid_days: days('calendar days that what was approved holds').optional(),
  })
  .check((ctx) => {
    for (const [place, field] of ctx.value.required.entries()) {
      if (ctx.value.fields.includes(field)) continue
      const message = `expected "${field}" among the fields too, else nobody can fill it`
      ctx.issues.push({ code: 'custom', message, path: ['required', place], input: field })
    }
  })

const approversSchema = z
  .strictObject({
    /** Everybody of the org with one of these roles. */
    roles: setOf(z.enum(ORG_ROLES)).optional(),
    /** Members by id, as the people's page shows it. */
    members: setOf(idSchema('membership')).optional(),
    /** Whoever looks after the partner. */
    partner_manager: z.boolean().optional(),
    /** Whoever answers the registration that it is about. */
    registration_manager: z.boolean().optional(),
  })
  .refine(
    (who) =>
      (who.roles ?? []).length + (who.members ?? []).length > 0 || who.partner_manager || who.registration_manager,
    {
      error: 'expected somebody: roles, members, `partner_manager` or `registration_manager`',
    },
  )

const needsSchema = z.union(
  [
    z.literal('any'),
    z.literal('all'),
    z.strictObject({ at_least: z.int().min(2, { error: 'expected 2 or more; for 1 say "any"' }).max(20) }),
  ],
  { error: 'expected "any", "all" or {at_least: 2}' },
)

const stepSchema = z.strictObject({
  key: keySchema,
  /** Read by the partner: "Channel operations". */
  name: lineOfText(60).describe('what partners call who is asked'),
  approvers: approversSchema.describe('who is asked'),
  needs: needsSchema.default('any').describe('whose yes it takes: any, all, or at least so many'),
  within_working_hours: hours('working hours in which this step answers').optional(),
})

const stageSchema = z.strictObject({
  steps: z
    .array(stepSchema)
    .min(1, { error: 'expected at least one step' })
    .max(6, { error: 'expected at most 6 steps side by side' })
    .check(uniqueBy('key'))
    .describe('steps asked at the same time; all have to say yes'),
})

const stagesSchema = z
  .array(stageSchema)
  .max(8, { error: 'expected at most 8 stages' })
  .describe('stages one after the other')

const amount = z.strictObject(moneySchema.shape).refine((money) => !money.amount_minor.startsWith('-'), {
  path: ['amount_minor'],
  error: 'expected an amount of zero or more',
})

const whenSchema = z
  .strictObject({
    kinds: setOf(keySchema).min(1, { error: 'expected at least one kind' }).optional(),
    tracks: tracks.optional(),
    tiers: tiers.optional(),
    /** The amount of the request, else that of its registration. In another currency, or none, it meets no condition. */
    amount_at_least: amount.optional(),
    amount_below: amount.optional(),
    discount_up_to_bps: bps(0, 'the discount is this or less').optional(),
    discount_above_bps: bps(0, 'the discount is more than this').optional(),
    margin_at_least_bps: bps(-10_000, 'the margin left is this or more').optional(),
    margin_below_bps: bps(-10_000, 'the margin left is less than this').optional(),
    environment_days_up_to: days('the environment is asked for so many days or fewer').optional(),
  })
  .check((ctx) => {
    const { amount_at_least: least, amount_below: below } = ctx.value
    if (!least || !below) return
    const order = compareMoney(least, below)
    if (order !== null && order < 0) return
    const message =
      order === null
        ? 'expected the same currency as `amount_at_least`'
        : 'expected more than `amount_at_least`, else the rule never applies'
    ctx.issues.push({ code: 'custom', message, path: ['amount_below'], input: below })
  })

const ruleSchema = z
  .strictObject({
    /** Stands in rulings: a rule keeps its key while it means the same. */
    key: keySchema,
    when: whenSchema.prefault({}).describe('conditions, all of which have to be met'),
    /** `ask` the people of the stages; or the program answers by itself. */
    // oxlint-disable-next-line unicorn/no-thenable -- its value is a word, never a function
    then: z.enum(['ask', 'approve', 'reject']).default('ask').describe('what the rule answers'),
    /** Read by the partner. */
    reason: lineOfText(300).describe('why, in words for the partner'),
    stages: stagesSchema.optional(),
  })
  .check((ctx) => {
    const { then, stages = [] } = ctx.value
    if ((then === 'ask') === stages.length > 0) return
    const message = then === 'ask' ? 'expected the stages that are asked' : 'expected no stages: nobody is asked'
    ctx.issues.push({ code: 'custom', message, path: ['stages'], input: stages })
  })

const DEFAULT_KINDS = [
  {
    key: 'discount',
    name: 'Discount',
    purpose: 'A price below your usual one, to win a deal.',
    fields: ['discount_bps', 'amount', 'needed_on', 'reason'],
    required: ['discount_bps', 'reason'],
    needs_registration: true,
    valid_days: 90,
  },
  {
    key: 'contract-change',
    name: 'Contract change',
    purpose: 'Terms other than those of the standard contract.',
    fields: ['clause', 'amount', 'needed_on', 'reason'],
    required: ['clause', 'reason'],
  },
  {
    key: 'legal-help',
    name: 'Legal help',
    purpose: 'Somebody of our legal team for a question of yours or your customer’s.',
    fields: ['needed_on', 'reason'],
    required: ['reason'],
  },
  {
    key: 'sandbox',
    name: 'Demo environment',
    purpose: 'A sandbox of our product, to show or to try.',
    fields: ['environment_days', 'needed_on', 'reason'],
    required: ['environment_days', 'reason'],
  },
] satisfies z.input<typeof kindSchema>[]

const requestsSchema = z
  .strictObject({
    kinds: z
      .array(kindSchema)
      .max(20, { error: 'expected at most 20 kinds' })
      .check(uniqueBy('key', 'name'))
      .prefault(DEFAULT_KINDS)
      .describe('what can be asked for'),
    /** Read from the top: the first rule whose conditions are all met says who is asked. */
    rules: z
      .array(ruleSchema)
      .max(50, { error: 'expected at most 50 rules' })
      .check(uniqueBy('key'))
      .default([])
      .describe('rules in order; the first that applies says who is asked'),
    /** Who is asked when no rule applies. */
    otherwise: stagesSchema
      .min(1, { error: 'expected at least one stage' })
      .prefault([{ steps: [{ key: 'manager', name: 'Partner management', approvers: { partner_manager: true } }] }])
      .describe('who is asked when no rule applies'),
    answers: z
      .strictObject({
        within_working_hours: hours('working hours in which a step answers, where it says nothing itself').default(16),
        /** Working hours after which whoever has not answered is reminded, and again after as many. */
        remind_after_working_hours: hours('working hours after which a reminder is sent').default(8),
        /** Working hours after which others are asked too. */
        escalate_after_working_hours: hours('working hours after which others are asked too').default(24),
        /** Who they are; also who is asked when nobody of a step is there. */
        escalate_to: setOf(z.enum(ORG_ROLES))
          .min(1, { error: 'expected at least one role' })
          .default(['admin'])
          .describe('roles asked when a step takes too long, or when nobody of it is there'),
      })
      .prefault({}),
    /** Otherwise partners read what the steps are called, not who the people are. */
    partners_see_names: z.boolean().default(false).describe('may partners read the names of who is asked?'),
  })
  .prefault({})

export type RequestTerms = z.output<typeof requestsSchema>
export type KindTerms = z.output<typeof kindSchema>
export type ChainRule = z.output<typeof ruleSchema>
export type StageTerms = z.output<typeof stageSchema>
export type Approvers = z.output<typeof approversSchema>
export type Needs = z.output<typeof needsSchema>

export const requestsSection = defineSection({
  key: 'requests',
  name: 'Special requests',
  schema: requestsSchema,
  sentences: requestSentences,
  check: checkRequestTerms,
  wording: requestWording,
})
