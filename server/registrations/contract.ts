import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { moneySchema, salesAmountSchema } from '#kit/money.ts'
import { COMMON } from '#kit/refusal.ts'
import { dateSchema } from '#kit/time-schema.ts'
import { companyNameSchema, countrySchema } from '#server/accounts/contract.ts'
import { ACCOUNT_REFUSALS } from '#server/accounts/account.ts'
import { REGISTRATION_REFUSALS as R, STATUSES } from './registration.ts'

const params = z.object({ id: idSchema('registration') })
const freeText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: `expected at most ${most} characters` })
/** A written reason that somebody else will read. */
const reasonSchema = freeText(2000).min(1, { error: 'expected a reason in words' })

const reasonAnswer = z
  .object({
    check: z.string(),
    title: z.string().meta({ description: 'what the check asks' }),
    verdict: z.enum(['answered', 'passed', 'noted', 'not_reached']),
    text: z.string(),
    evidence: z.array(z.string()).meta({ description: 'ids the check looked at; people of the org only' }),
  })
  .meta({ id: 'Reason' })

const namedSchema = z.object({ id: z.string(), name: z.string() })

export const registrationRow = z
  .object({
    id: idSchema('registration'),
    status: z.enum(STATUSES),
    claim_no: z.string().nullable().meta({ description: 'rank among claims; people of the org only' }),
    partner: namedSchema,
    track: z.object({ key: z.string(), name: z.string() }),
    account: z.object({
      id: idSchema('account')
        .nullable()
        .meta({ description: 'null until it is known which account it is; people of the org only' }),
      name: z.string().meta({ description: 'as the partner wrote it' }),
      domain: z.string().nullable(),
      country: z.string().nullable(),
    }),
    amount: moneySchema.nullable(),
    expected_close_on: z.string().nullable(),
    submitted_at: z.string(),
    manager: namedSchema.nullable(),
    recommendation: z
      .enum(['approve', 'reject', 'pick_account'])
      .nullable()
      .meta({ description: 'people of the org only' }),
    answer_due_at: z.string().nullable().meta({ description: 'by when a person decides' }),
    decided_at: z.string().nullable(),
    protection: z.object({ starts_at: z.string(), ends_at: z.string(), days_left: z.number().int() }).nullable(),
    revision: z.number().int(),
  })
  .meta({ id: 'RegistrationRow' })

export const registrationAnswer = registrationRow
  .extend({
    tax_id: z.string().nullable(),
    contact_name: z.string().nullable(),
    contact_email: z.string().nullable(),
    product_lines: z
      .array(z.object({ id: z.number().int(), name: z.string() }))
      .meta({ description: 'none: the whole account' }),
    use_case: z.string().nullable(),
    notes: z.string().nullable(),
    submitted_by: z.string(),
    on_behalf: z.boolean().meta({ description: 'registered by the org for the partner' }),
    decided_by: z.string().nullable().meta({ description: 'people of the org only' }),
    decision_reason: z.string().nullable(),
    ruling: z.object({
      id: idSchema('ruling'),
      kind: z.string(),
      decider: z.string(),
      program_version: z.number().int(),
      now: z.string(),
      because: z.array(reasonAnswer),
    }),
    next_step: z.object({
      text: z.string().meta({ description: 'what happens next, in words for the reader' }),
      due_at: z.string().nullable(),
      way_to_yes: z.string().nullable().meta({ description: 'what would turn a no into a yes' }),
    }),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Registration' })

export const submitBody = z
  .strictObject({
    partner_id: idSchema('partner')
      .optional()
      .meta({ description: 'for whom; only and always when the org registers on a partner’s behalf' }),
    track: z
      .string()
      .max(40)
      .optional()
      .meta({ description: 'key of the track; needed when the partner is in several', example: 'reseller' }),
    account_name: companyNameSchema.optional(),
    account_domain: freeText(2000)
      .optional()
      .meta({ description: 'website, domain or work e-mail of the company', example: 'example.com' }),
    account_country: countrySchema.optional(),
    account_tax_id: freeText(60).optional(),
    account_id: idSchema('account').optional().meta({ description: 'people of the org only' }),
    contact_name: freeText(200).optional(),
    contact_email: z.email({ error: 'expected an e-mail address' }).max(320).optional(),
    amount: salesAmountSchema.optional(),
    expected_close_on: dateSchema.optional(),
    product_lines: z
      .array(z.int().min(1))
      .max(50)
      .optional()
      .meta({ description: 'numbers of product lines; none is all' }),
    use_case: freeText(4000).optional(),
    notes: freeText(4000).optional(),
  })
  .meta({ id: 'RegistrationInput' })

export const submitRegistration = route({
  id: 'registration.submit',
  method: 'POST',
  path: '/registrations',
  summary: 'Register a deal',
  permission: 'registration:submit',
  side: 'both',
  body: submitBody,
  answer: registrationAnswer,
  status: 201,
  refusals: [
    COMMON.not_found,
    R.incomplete,
    R.past_close,
    R.unknown_line,
    R.partner_needed,
    R.no_track,
    R.track_needed,
    R.already_open,
    ACCOUNT_REFUSALS.domain,
    ACCOUNT_REFUSALS.not_an_account,
  ],
  dry_run: true,
})

export const approveRegistration = route({
  id: 'registration.approve',
  method: 'POST',
  path: '/registrations/{id}/approve',
  summary: 'Approve a registration in review',
  permission: 'registration:approve',
  side: 'org',
  params,
  body: z.strictObject({
    reason: freeText(2000).optional().meta({ description: 'read by the partner' }),
    override_reason: freeText(2000)
      .optional()
      .meta({ description: 'why an earlier open claim is passed over; people of the org only' }),
  }),
  answer: registrationAnswer,
  refusals: [R.wrong_state, R.account_not_picked, R.second_person, R.protected, R.override_needed],
  dry_run: true,
})

export const rejectRegistration = route({
  id: 'registration.reject',
  method: 'POST',
  path: '/registrations/{id}/reject',
  summary: 'Reject a registration in review',
  permission: 'registration:reject',
  side: 'org',
  params,
  body: z.strictObject({ reason: reasonSchema.meta({ description: 'read by the partner' }) }),
  answer: registrationAnswer,
  refusals: [R.wrong_state],
  dry_run: true,
})

export const withdrawRegistration = route({
  id: 'registration.withdraw',
  method: 'POST',
  path: '/registrations/{id}/withdraw',
  summary: 'Withdraw a registration and release its account',
  permission: 'registration:withdraw',
  side: 'both',
  params,
  body: z.strictObject({ reason: freeText(2000).optional() }),
  answer: registrationAnswer,
  refusals: [R.wrong_state],
  dry_run: true,
})

export const pickAccount = route({
  id: 'registration.pick_account',
  method: 'POST',
  path: '/registrations/{id}/pick-account',
  summary: 'Say which account it is; the registration is decided again',
  permission: 'registration:pick_account',
  side: 'org',
  params,
  body: z.strictObject({
    account_id: idSchema('account').nullable().meta({ description: 'null: none of those known, make a new one' }),
  }),
  answer: registrationAnswer,
  refusals: [R.wrong_state, R.already_open, ACCOUNT_REFUSALS.not_an_account],
  dry_run: true,
})

export const listRegistrations = route({
  id: 'registration.list',
  method: 'GET',
  path: '/registrations',
  summary: 'Registrations, the newest claim first',
  permission: 'registration:read',
  side: 'both',
  query: pageQuery.extend({
    status: z.enum(STATUSES).optional(),
    partner_id: idSchema('partner').optional(),
    account_id: idSchema('account').optional(),
    manager_id: idSchema('membership').optional(),
    due: z
      .enum(['overdue', 'ending'])
      .optional()
      .meta({ description: 'overdue: in review past its deadline; ending: a protection that ends within 14 days' }),
    order: z.enum(['newest', 'deadline', 'ending', 'decided']).default('newest').meta({
      description:
        'newest claim first; or the soonest deadline, the soonest end of protection, the latest decision first (rows that have one)',
    }),
    q: z.string().max(300).optional().meta({ description: 'the beginning of the account’s name, or its domain' }),
  }),
  answer: pageOf(registrationRow),
})

export const countRegistrations = route({
  id: 'registration.count',
  method: 'GET',
  path: '/registrations/counts',
  summary: 'How many registrations stand in each state',
  permission: 'registration:read',
  side: 'both',
  answer: z.object({
    counts: z.record(z.enum(STATUSES), z.number().int()),
    overdue: z.number().int().meta({ description: 'in review past their deadline' }),
    protections_ending: z.number().int().meta({ description: 'protections that end within 14 days' }),
  }),
})

export const getRegistration = route({
  id: 'registration.get',
  method: 'GET',
  path: '/registrations/{id}',
  summary: 'One registration with its ruling',
  permission: 'registration:read',
  side: 'both',
  params,
  answer: registrationAnswer,
  etag: 'answers',
})

export const partnerView = route({
  id: 'registration.partner_view',
  method: 'GET',
  path: '/registrations/{id}/partner-view',
  summary: 'The registration exactly as the partner sees it',
  permission: 'ruling:read',
  side: 'org',
  params,
  answer: registrationAnswer,
})

export const getConflicts = route({
  id: 'registration.conflicts',
  method: 'GET',
  path: '/registrations/{id}/conflicts',
  summary: 'Accounts it could mean, other claims, and open opportunities',
  permission: 'registration:approve',
  side: 'org',
  params,
  answer: z.object({
    candidates: z.array(
      z.object({
        account_id: idSchema('account'),
        name: z.string(),
        domain: z.string().nullable(),
        country: z.string().nullable(),
        city: z.string().nullable(),
        is_customer: z.boolean(),
        same: z.array(z.enum(['id', 'tax_id', 'domain', 'name'])),
        other_country: z.boolean(),
      }),
    ),
    claims: z.array(
      z.object({
        id: idSchema('registration'),
        partner: namedSchema,
        status: z.enum(STATUSES),
        claim_no: z.string(),
        is_earlier: z.boolean(),
        protected_until: z.string().nullable(),
      }),
    ),
    opportunities: z.array(
      z.object({
        id: idSchema('opportunity'),
        name: z.string(),
        amount: moneySchema.nullable(),
        opened_on: z.string().nullable(),
      }),
    ),
  }),
})

export const suggestAccounts = route({
  id: 'registration.suggest_accounts',
  method: 'GET',
  path: '/registrations/suggestions',
  summary: 'Accounts the caller’s own registrations named, and the domain that was typed',
  permission: 'registration:submit',
  side: 'both',
  query: z.object({ q: z.string().min(1).max(300), partner_id: idSchema('partner').optional() }),
  answer: z.object({
    own: z.array(z.object({ name: z.string(), domain: z.string().nullable(), country: z.string().nullable() })),
    domain: z.string().nullable().meta({ description: 'the registrable domain in what was typed' }),
    domain_problem: z.string().nullable().meta({ description: 'why what was typed identifies no company' }),
  }),
})

export const getForm = route({
  id: 'registration.form',
  method: 'GET',
  path: '/registrations/form',
  summary: 'What the program in force asks for',
  permission: 'registration:submit',
  side: 'both',
  query: z.object({ partner_id: idSchema('partner').optional() }),
  answer: z.object({
    required_fields: z.array(z.string()),
    tracks: z.array(z.object({ key: z.string(), name: z.string() })),
    product_lines: z.array(z.object({ id: z.number().int(), name: z.string() })),
    currency: z.string(),
    answer_within_working_hours: z.number().int(),
    protection_days: z.number().int(),
  }),
})

export type RegistrationAnswer = z.output<typeof registrationAnswer>
export type RegistrationRowAnswer = z.output<typeof registrationRow>

export const registrationContracts = [
  listRegistrations,
  countRegistrations,
  suggestAccounts,
  getForm,
  submitRegistration,
  getRegistration,
  partnerView,
  getConflicts,
  approveRegistration,
  rejectRegistration,
  withdrawRegistration,
  pickAccount,
]
