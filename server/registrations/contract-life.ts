import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { salesAmountSchema } from '#kit/money.ts'
import { lineOfText } from '#kit/section.ts'
import { dateSchema } from '#kit/time-schema.ts'
import { companyNameSchema, countrySchema } from '#server/accounts/contract.ts'
import { ACCOUNT_REFUSALS } from '#server/accounts/account.ts'
import { COMMON } from '#kit/refusal.ts'
import { FILE_REFUSALS } from '#server/files/file.ts'
import { answersBody, freeText, params, reasonSchema, registrationAnswer, seenRevision } from './contract-shape.ts'
import { ACTIVITY_KINDS, CORRECTABLE, REGISTRATION_REFUSALS as R } from './registration.ts'

/** What can be done with a registration after it was submitted, beside deciding it. */

const verb = { method: 'POST', params, answer: registrationAnswer, dry_run: true } as const

export const askRegistration = route({
  ...verb,
  id: 'registration.ask',
  path: '/registrations/{id}/ask',
  summary: 'Ask the partner for more; its time to answer begins, and ours stands still',
  permission: 'registration:ask',
  side: 'org',
  body: z.strictObject({
    question: reasonSchema.meta({ description: 'read by the partner' }),
    fields: z
      .array(z.enum(CORRECTABLE))
      .max(CORRECTABLE.length)
      .optional()
      .meta({ description: 'what it should correct' }),
    seen_revision: seenRevision,
  }),
  refusals: [R.wrong_state, COMMON.stale],
})

export const answerRegistration = route({
  ...verb,
  id: 'registration.answer',
  path: '/registrations/{id}/answer',
  summary: 'Answer the org’s question; what says which company it is, is decided on again',
  permission: 'registration:answer',
  side: 'both',
  body: z.strictObject({
    answer: reasonSchema.meta({ description: 'read by the org' }),
    corrections: z
      .strictObject({
        account_name: companyNameSchema,
        account_domain: freeText(2000).min(1, { error: 'expected a domain' }),
        account_country: countrySchema,
        account_tax_id: freeText(60).min(1, { error: 'expected a tax id' }),
        contact_name: freeText(200).min(1, { error: 'expected a name' }),
        contact_email: z.email({ error: 'expected an e-mail address' }).max(320),
        amount: salesAmountSchema,
        expected_close_on: dateSchema,
        product_lines: z.array(z.int().min(1)).max(50),
        use_case: freeText(4000),
        notes: freeText(4000),
        answers: answersBody,
      })
      .partial()
      .optional()
      .meta({ description: 'fields as they should be; the others stay' }),
  }),
  refusals: [
    R.partner_suspended,
    R.wrong_state,
    R.past_close,
    R.unknown_line,
    R.incomplete,
    R.already_open,
    ACCOUNT_REFUSALS.domain,
    FILE_REFUSALS.not_sent_here,
    FILE_REFUSALS.in_use,
    FILE_REFUSALS.too_many,
    COMMON.stale,
  ],
})

export const confirmRegistration = route({
  ...verb,
  id: 'registration.confirm',
  path: '/registrations/{id}/confirm',
  summary: 'Confirm that you still want the account that came free; it is decided at once',
  permission: 'registration:confirm',
  side: 'both',
  refusals: [R.wrong_state, R.nothing_offered, R.partner_suspended],
})

export const extendRegistration = route({
  ...verb,
  id: 'registration.extend',
  path: '/registrations/{id}/extend',
  summary: 'Ask for more time; the program grants it, declines it, or leaves it to a person',
  permission: 'registration:extend',
  side: 'both',
  body: z.strictObject({ reason: reasonSchema.meta({ description: 'why, in words for the org' }) }),
  refusals: [R.wrong_state, R.extension_asked, R.partner_suspended],
})

export const grantExtension = route({
  ...verb,
  id: 'registration.grant_extension',
  path: '/registrations/{id}/grant-extension',
  summary: 'Grant the time that was asked for',
  permission: 'registration:grant_extension',
  side: 'org',
  body: z.strictObject({ reason: freeText(2000).optional().meta({ description: 'read by the partner' }) }),
  refusals: [R.wrong_state, R.no_extension_asked, R.partner_suspended],
})

export const declineExtension = route({
  ...verb,
  id: 'registration.decline_extension',
  path: '/registrations/{id}/decline-extension',
  summary: 'Decline the time that was asked for',
  permission: 'registration:grant_extension',
  side: 'org',
  body: z.strictObject({ reason: reasonSchema.meta({ description: 'read by the partner' }) }),
  refusals: [R.wrong_state, R.no_extension_asked],
})

export const convertRegistration = route({
  ...verb,
  id: 'registration.convert',
  path: '/registrations/{id}/convert',
  summary: 'Tie it to an open opportunity: protection lasts while that is open, up to the program’s cap',
  permission: 'registration:convert',
  side: 'org',
  body: z.strictObject({
    opportunity_id: idSchema('opportunity').optional().meta({ description: 'an open one of the account' }),
    opportunity: z
      .strictObject({
        name: lineOfText(300),
        amount: salesAmountSchema.optional(),
        expected_close_on: dateSchema.optional(),
      })
      .optional()
      .meta({ description: 'or one that is made now' }),
    seen_revision: seenRevision,
  }),
  refusals: [
    R.wrong_state,
    R.opportunity_needed,
    R.not_at_account,
    R.opportunity_closed,
    COMMON.not_found,
    COMMON.stale,
  ],
})

export const winRegistration = route({
  ...verb,
  id: 'registration.win',
  path: '/registrations/{id}/win',
  summary: 'The sale is made: the registration and its opportunity are won',
  permission: 'registration:close',
  side: 'org',
  body: z.strictObject({ closed_on: dateSchema.optional(), note: freeText(2000).optional() }),
  refusals: [R.wrong_state, COMMON.stale],
})

export const loseRegistration = route({
  ...verb,
  id: 'registration.lose',
  path: '/registrations/{id}/lose',
  summary: 'There will be no sale: the registration, and its opportunity, are lost',
  permission: 'registration:close',
  side: 'org',
  body: z.strictObject({
    reason: reasonSchema.meta({ description: 'read by the partner' }),
    closed_on: dateSchema.optional(),
  }),
  refusals: [R.wrong_state, COMMON.stale],
})

export const revokeRegistration = route({
  ...verb,
  id: 'registration.revoke',
  path: '/registrations/{id}/revoke',
  summary: 'Take an approval back',
  permission: 'registration:revoke',
  side: 'org',
  body: z.strictObject({
    reason: reasonSchema.meta({ description: 'read by the partner' }),
    seen_revision: seenRevision,
  }),
  refusals: [R.wrong_state, COMMON.stale],
})

export const assignRegistration = route({
  ...verb,
  id: 'registration.assign',
  path: '/registrations/{id}/assign',
  summary: 'Say who of the org looks after it',
  permission: 'registration:assign',
  side: 'org',
  body: z.strictObject({ manager_id: idSchema('membership'), seen_revision: seenRevision }),
  refusals: [R.wrong_state, R.not_assignable, COMMON.stale],
})

const activitySchema = z
  .object({
    id: idSchema('activity'),
    kind: z.enum(ACTIVITY_KINDS),
    happened_on: z.string(),
    note: z.string().nullable(),
    counts: z.boolean().meta({ description: 'counts as a follow-up by the program of that time' }),
    logged_at: z.string(),
    logged_by: z.string(),
    by_org: z.boolean(),
  })
  .meta({ id: 'RegistrationActivity' })

export const logActivity = route({
  id: 'registration.log_activity',
  method: 'POST',
  path: '/registrations/{id}/activities',
  summary: 'Log what was done about the deal',
  permission: 'registration:log_activity',
  side: 'both',
  params,
  body: z.strictObject({
    kind: z.enum(ACTIVITY_KINDS),
    happened_on: dateSchema,
    note: freeText(4000).optional(),
    file_ids: z.array(idSchema('file')).max(10).optional().meta({ description: 'files that show it, uploaded before' }),
  }),
  answer: activitySchema,
  status: 201,
  refusals: [
    R.wrong_state,
    R.activity_date,
    FILE_REFUSALS.not_sent_here,
    FILE_REFUSALS.in_use,
    FILE_REFUSALS.too_many,
    COMMON.not_found,
  ],
})

export const listActivities = route({
  id: 'registration.activities',
  method: 'GET',
  path: '/registrations/{id}/activities',
  summary: 'What was done about the deal, the latest first',
  permission: 'registration:read',
  side: 'both',
  params,
  query: pageQuery,
  answer: pageOf(activitySchema),
})

export const listMessages = route({
  id: 'registration.messages',
  method: 'GET',
  path: '/registrations/{id}/messages',
  summary: 'What was asked and answered, the latest first',
  permission: 'registration:read',
  side: 'both',
  params,
  query: pageQuery,
  answer: pageOf(
    z
      .object({
        id: idSchema('message'),
        kind: z.enum(['question', 'answer']),
        body: z.string(),
        fields: z.array(z.enum(CORRECTABLE)).meta({ description: 'what it asks to correct, or corrected' }),
        said_at: z.string(),
        said_by: z.string(),
        by_org: z.boolean(),
      })
      .meta({ id: 'RegistrationMessage' }),
  ),
})

export const lifeContracts = [
  askRegistration,
  answerRegistration,
  confirmRegistration,
  extendRegistration,
  grantExtension,
  declineExtension,
  convertRegistration,
  winRegistration,
  loseRegistration,
  revokeRegistration,
  assignRegistration,
  logActivity,
  listActivities,
  listMessages,
]
