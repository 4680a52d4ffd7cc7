import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { lineOfText } from '#kit/section.ts'
import { dateSchema } from '#kit/time-schema.ts'
import { CONSENT_REFUSALS as R, STATUSES } from './consent.ts'
import { STANDINGS } from './decide.ts'

const params = z.object({ id: idSchema('consent') })
const freeText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: `expected at most ${most} characters` })
const words = (what: string) => freeText(2000).min(1, { error: `expected ${what} in words` })
const named = z.object({ id: z.string(), name: z.string() })

export const reasonSchema = z
  .object({
    check: z.string(),
    title: z.string(),
    verdict: z.enum(['answered', 'passed', 'noted', 'not_reached']),
    text: z.string(),
  })
  .meta({ id: 'ContactReason' })

const consentAnswer = z
  .object({
    id: idSchema('consent'),
    status: z.enum(STATUSES),
    account: named.meta({ description: 'for a partner, as it called the company when it registered' }),
    registration_id: idSchema('registration'),
    partner: named,
    conflict_id: idSchema('conflict').nullable().meta({ description: 'the conflict it was given in' }),
    purpose: z.string(),
    reason: z.string().nullable(),
    wanted_until: z.string().nullable(),
    asked_by: z.string().meta({ description: 'who asks, in words' }),
    asked_at: z.string(),
    answer_due_at: z.string(),
    is_overdue: z.boolean(),
    answered_by: z.string().nullable(),
    answered_at: z.string().nullable(),
    note: z.string().nullable().meta({ description: 'the partner’s terms with a yes, its reason with a no' }),
    until: z.string().nullable().meta({ description: 'the last day on which it holds' }),
    ends_at: z.string().nullable(),
    ended_by: z.string().nullable(),
    ended_at: z.string().nullable(),
    end_reason: z.string().nullable(),
    is_mine: z.boolean().meta({ description: 'the caller asked for it' }),
    offer: z
      .object({ until: z.string(), at_most: z.string() })
      .nullable()
      .meta({ description: 'the day that a yes would name unless another is chosen, and the last possible one' }),
    revision: z.number().int(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Consent' })

export const listConsents = route({
  id: 'consent.list',
  method: 'GET',
  path: '/consents',
  summary: 'Consents to direct contact, asked for and given, the newest first',
  permission: 'consent:read',
  side: 'both',
  query: pageQuery.extend({
    mine: z.enum(['true']).optional().meta({ description: 'only what the caller asked for' }),
    status: z.enum(STATUSES).optional(),
    partner_id: idSchema('partner').optional(),
    account_id: idSchema('account').optional().meta({ description: 'people of the org only' }),
    registration_id: idSchema('registration').optional(),
  }),
  answer: pageOf(consentAnswer),
})

export const countConsents = route({
  id: 'consent.count',
  method: 'GET',
  path: '/consents/counts',
  summary: 'How many consents wait for an answer, wait too long, and hold now',
  permission: 'consent:read',
  side: 'both',
  answer: z.object({ asked: z.number().int(), overdue: z.number().int(), granted: z.number().int() }),
})

export const getConsent = route({
  id: 'consent.get',
  method: 'GET',
  path: '/consents/{id}',
  summary: 'One consent',
  permission: 'consent:read',
  side: 'both',
  params,
  answer: consentAnswer,
})

export const askConsent = route({
  id: 'consent.ask',
  method: 'POST',
  path: '/consents',
  summary: 'Ask the partner that protects an account for leave to contact it',
  permission: 'consent:ask',
  side: 'org',
  body: z
    .strictObject({
      account_id: idSchema('account'),
      registration_id: idSchema('registration')
        .optional()
        .meta({ description: 'whose protection; needed where several partners hold the account' }),
      purpose: lineOfText(200).meta({ description: 'what for; the partner reads it', example: 'A renewal talk' }),
      reason: words('a reason').meta({ description: 'why; the partner reads it' }),
      until: dateSchema.optional().meta({ description: 'the last day that is wished for' }),
    })
    .meta({ id: 'ConsentInput' }),
  answer: consentAnswer,
  status: 201,
  refusals: [COMMON.not_found, R.not_needed, R.which_partner, R.already_asked, R.until],
  dry_run: true,
})

export const grantConsent = route({
  id: 'consent.grant',
  method: 'POST',
  path: '/consents/{id}/grant',
  summary: 'Let direct sales make contact until a day',
  permission: 'consent:grant',
  side: 'partner',
  params,
  body: z.strictObject({
    until: dateSchema.optional().meta({ description: 'the last day; as the program says where it is left out' }),
    note: freeText(2000).optional().meta({ description: 'on what terms; whoever asked reads it' }),
  }),
  answer: consentAnswer,
  refusals: [R.wrong_state, R.until],
  dry_run: true,
})

export const declineConsent = route({
  id: 'consent.decline',
  method: 'POST',
  path: '/consents/{id}/decline',
  summary: 'Say no to direct contact, with a reason',
  permission: 'consent:grant',
  side: 'partner',
  params,
  body: z.strictObject({ reason: words('a reason').meta({ description: 'whoever asked reads it' }) }),
  answer: consentAnswer,
  refusals: [R.wrong_state],
  dry_run: true,
})

export const withdrawConsent = route({
  id: 'consent.withdraw',
  method: 'POST',
  path: '/consents/{id}/withdraw',
  summary: 'Take an ask for consent back',
  permission: 'consent:ask',
  side: 'org',
  params,
  body: z.strictObject({ reason: freeText(2000).optional() }),
  answer: consentAnswer,
  refusals: [R.wrong_state],
  dry_run: true,
})

export const revokeConsent = route({
  id: 'consent.revoke',
  method: 'POST',
  path: '/consents/{id}/revoke',
  summary: 'Take a given consent back; what was begun under it stays',
  permission: 'consent:grant',
  side: 'partner',
  params,
  body: z.strictObject({ reason: words('a reason').meta({ description: 'whoever asked reads it' }) }),
  answer: consentAnswer,
  refusals: [R.wrong_state],
  dry_run: true,
})

const contactAnswer = z
  .object({
    account: named,
    standing: z.enum(STANDINGS),
    text: z.string().meta({ description: 'the verdict in a sentence' }),
    until: z.string().nullable().meta({ description: 'when a protection or a consent ends' }),
    since: z.string().nullable().meta({ description: 'since when a slip frees the contact' }),
    holders: z.array(
      z.object({
        registration: named,
        partner: named,
        held: named.meta({ description: 'the account that is protected: this one, or one above it' }),
        standing: z.enum(STANDINGS),
        text: z.string(),
        starts_at: z.string(),
        ends_at: z.string(),
        last_follow_up_on: z.string().nullable(),
        slips_at: z.string().nullable(),
        reasons: z.array(reasonSchema),
        consent_id: idSchema('consent').nullable().meta({ description: 'the consent that holds now' }),
        asked_id: idSchema('consent').nullable().meta({ description: 'the caller’s ask that waits for an answer' }),
        abilities: z.array(z.string()),
      }),
    ),
    open_opportunities: z
      .array(z.object({ id: idSchema('opportunity'), name: z.string(), was_there_before: z.boolean() }))
      .meta({ description: 'what direct sales has open there; what was there before a registration is no conflict' }),
    rules: z.array(z.string()).meta({ description: 'the rules of engagement, in words' }),
  })
  .meta({ id: 'Contact' })

export const getContact = route({
  id: 'account.contact',
  method: 'GET',
  path: '/accounts/{id}/contact',
  summary: 'May direct sales contact this account now, and why',
  permission: 'account:read',
  side: 'org',
  params: z.object({ id: idSchema('account') }),
  query: z.object({
    lines: z
      .string()
      .max(2000)
      .optional()
      .meta({ description: 'keys of product lines, separated by commas; all where none is named' }),
  }),
  answer: contactAnswer,
})

export const getDealContact = route({
  id: 'registration.contact',
  method: 'GET',
  path: '/registrations/{id}/contact',
  summary: 'May direct sales contact the company that a registration protects, and why',
  permission: 'registration:read',
  side: 'both',
  params: z.object({ id: idSchema('registration') }),
  answer: z.object({
    standing: z.enum(STANDINGS),
    text: z.string(),
    until: z.string().nullable(),
    since: z.string().nullable(),
    slips_at: z.string().nullable().meta({ description: 'from when contact is free without a further follow-up' }),
    last_follow_up_on: z.string().nullable(),
    reasons: z.array(reasonSchema),
  }),
})

export type ConsentAnswer = z.output<typeof consentAnswer>
export type ContactAnswer = z.output<typeof contactAnswer>

export const consentContracts = [
  getContact,
  getDealContact,
  listConsents,
  countConsents,
  getConsent,
  askConsent,
  grantConsent,
  declineConsent,
  withdrawConsent,
  revokeConsent,
]
