import { z } from 'zod'
import { FIELD_TYPES } from '#kit/form.ts'
import { route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { moneySchema, salesAmountSchema } from '#kit/money.ts'
import { COMMON } from '#kit/refusal.ts'
import { dateSchema } from '#kit/time-schema.ts'
import { companyNameSchema, countrySchema } from '#server/accounts/contract.ts'
import { candidateAnswer } from '#server/accounts/contract-candidate.ts'
import { ACCOUNT_REFUSALS } from '#server/accounts/account.ts'
import { attachmentRoutes } from '#server/files/contract.ts'
import { CHOSEN_KINDS, FILE_REFUSALS } from '#server/files/file.ts'
import { lifeContracts } from './contract-life.ts'
import { listRegistrations, sumRegistrations } from './contract-list.ts'
import {
  answersBody,
  freeText,
  namedSchema,
  params,
  reasonSchema,
  registrationAnswer,
  seenRevision,
} from './contract-shape.ts'
import { REGISTRATION_REFUSALS as R, STATUSES } from './registration.ts'

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
    products: z
      .array(z.string().min(1).max(200))
      .max(50)
      .optional()
      .meta({ description: 'products by name whose list price is to be held', example: [] }),
    use_case: freeText(4000).optional(),
    notes: freeText(4000).optional(),
    answers: answersBody.optional(),
    is_tender: z
      .boolean()
      .optional()
      .meta({ description: 'the customer asks several for an offer, by rules of a tender' }),
    tender_reference: freeText(120).optional().meta({ description: 'what the customer calls the tender' }),
    files: z
      .array(z.strictObject({ file_id: idSchema('file'), kind: z.enum(CHOSEN_KINDS).default('other') }))
      .max(10)
      .optional()
      .meta({ description: 'files that were uploaded for it, such as the customer’s letter', example: [] }),
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
    R.unknown_product,
    R.partner_needed,
    R.no_track,
    R.track_needed,
    R.already_open,
    FILE_REFUSALS.not_sent_here,
    FILE_REFUSALS.in_use,
    FILE_REFUSALS.too_many,
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
    seen_revision: seenRevision,
  }),
  answer: registrationAnswer,
  refusals: [
    R.partner_suspended,
    R.wrong_state,
    R.account_not_picked,
    R.second_person,
    R.account_held,
    R.protected,
    R.override_needed,
    COMMON.stale,
  ],
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
  body: z.strictObject({
    reason: reasonSchema.meta({ description: 'read by the partner' }),
    seen_revision: seenRevision,
  }),
  answer: registrationAnswer,
  refusals: [R.wrong_state, COMMON.stale],
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
  refusals: [R.wrong_state, R.already_open, R.partner_suspended, ACCOUNT_REFUSALS.not_an_account],
  dry_run: true,
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
    candidates: z.array(candidateAnswer),
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

const fieldAnswer = z.object({
  key: z.string(),
  label: z.string(),
  type: z.enum(FIELD_TYPES),
  required: z.boolean(),
  options: z.array(z.object({ key: z.string(), name: z.string() })),
  help: z.string().optional(),
  visible_to_partner: z.boolean(),
  personal: z.boolean(),
})

export const getForm = route({
  id: 'registration.form',
  method: 'GET',
  path: '/registrations/form',
  summary: 'What the program in force asks for',
  permission: 'registration:read',
  side: 'both',
  query: z.object({ partner_id: idSchema('partner').optional() }),
  answer: z.object({
    required_fields: z.array(z.string()),
    tracks: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        core: z
          .record(z.string(), z.enum(['required', 'asked', 'hidden']))
          .meta({ description: 'what becomes of each standard field in this track' }),
        fields: z.array(fieldAnswer).meta({ description: 'fields of the program’s own, in order' }),
      }),
    ),
    tenders: z.boolean().meta({ description: 'a registration can be for a tender' }),
    letter_for: z
      .enum(['never', 'tender', 'always'])
      .meta({ description: 'which registrations need the customer’s signed letter to be approved at once' }),
    product_lines: z.array(z.object({ id: z.number().int(), name: z.string() })),
    priced_products: z.array(z.string()).meta({ description: 'products whose list price a registration can hold' }),
    currency: z.string(),
    answer_within_working_hours: z.number().int(),
    protection_days: z.number().int(),
  }),
})

/** Files that hang on a registration. */
export const registrationFiles = attachmentRoutes('registration', 'registrations')

export type { RegistrationAnswer, RegistrationRowAnswer } from './contract-shape.ts'

export type SubmitInput = z.output<typeof submitBody>

export const registrationContracts = [
  listRegistrations,
  sumRegistrations,
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
  ...lifeContracts,
  registrationFiles.list,
  registrationFiles.attach,
  registrationFiles.detach,
]
