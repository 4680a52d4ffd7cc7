import { z } from 'zod'
import { FIELD_TYPES } from '#kit/form.ts'
import { idSchema } from '#kit/ids.ts'
import { moneySchema } from '#kit/money.ts'
import { ACTIVITY_KINDS, CORRECTABLE, STATUSES } from './registration.ts'

/** What every answer about a registration holds, and what its verbs share. */

export const params = z.object({ id: idSchema('registration') })

/** Decides only on what the caller has seen: refused when the registration was changed meanwhile. */
export const seenRevision = z
  .int()
  .min(1)
  .optional()
  .meta({ description: 'the revision that was looked at; another one by now is refused as request.stale' })

export const freeText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: `expected at most ${most} characters` })
/** A written reason that somebody else will read. */
export const reasonSchema = freeText(2000).min(1, { error: 'expected a reason in words' })

const reasonAnswer = z
  .object({
    check: z.string(),
    title: z.string().meta({ description: 'what the check asks' }),
    verdict: z.enum(['answered', 'passed', 'noted', 'not_reached']),
    text: z.string(),
    evidence: z.array(z.string()).meta({ description: 'ids the check looked at; people of the org only' }),
  })
  .meta({ id: 'Reason' })

/** An answer of any kind of field; which one fits, the form says. */
const answerSchema = z.union([
  z.string().max(4000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(40)).max(30),
  z.strictObject(moneySchema.shape),
])

/** Answers to the fields of a track's form, by key. */
export const answersBody = z
  .record(z.string().max(40), answerSchema)
  .meta({ description: 'answers to the fields of the track’s form, by key', example: {} })

export const namedSchema = z.object({ id: z.string(), name: z.string() })

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
    reply_due_at: z.string().nullable().meta({ description: 'by when the partner answers the org’s question' }),
    confirm_due_at: z
      .string()
      .nullable()
      .meta({ description: 'by when the partner confirms that it still wants what came free' }),
    follow_up: z
      .object({
        due_at: z.string().nullable().meta({ description: 'by when the partner follows up next' }),
        slipped_at: z.string().nullable().meta({ description: 'since when that has slipped' }),
      })
      .nullable()
      .meta({ description: 'null where the program asks for none, or nothing is held' }),
    decided_at: z.string().nullable(),
    ended_at: z.string().nullable().meta({ description: 'when it was withdrawn, expired, won, lost or revoked' }),
    protection: z.object({ starts_at: z.string(), ends_at: z.string(), days_left: z.number().int() }).nullable(),
    revision: z.number().int(),
  })
  .meta({ id: 'RegistrationRow' })

const extensionSchema = z
  .object({
    id: idSchema('extension'),
    status: z.enum(['asked', 'granted', 'declined', 'lapsed']),
    reason: z.string(),
    asked_at: z.string(),
    answer_due_at: z.string().nullable(),
    answered_at: z.string().nullable(),
    answer_reason: z.string().nullable().meta({ description: 'what a person wrote with the answer' }),
    because: z.array(reasonAnswer),
    before_ends_at: z.string(),
    ends_at: z.string().nullable(),
    ruling_id: idSchema('ruling'),
  })
  .meta({ id: 'Extension' })

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
    answers: z
      .array(
        z.object({
          key: z.string(),
          label: z.string(),
          type: z.enum(FIELD_TYPES),
          value: z.unknown().meta({ description: 'as the field’s type says' }),
          text: z.string().meta({ description: 'the answer in words' }),
        }),
      )
      .meta({ description: 'what the track’s form took; a partner reads what it was asked' }),
    tender: z.object({ reference: z.string().nullable() }).nullable(),
    has_letter: z.boolean().meta({ description: 'a letter of the customer hangs on it' }),
    submitted_by: z.string(),
    on_behalf: z.boolean().meta({ description: 'registered by the org for the partner' }),
    decided_by: z.string().nullable().meta({ description: 'people of the org only' }),
    decision_reason: z.string().nullable(),
    manager: namedSchema.extend({ email: z.string() }).nullable(),
    converted_at: z.string().nullable(),
    opportunity: z
      .object({ id: idSchema('opportunity'), name: z.string(), stage: z.enum(['open', 'won', 'lost']) })
      .nullable()
      .meta({ description: 'the sale it became; people of the org only' }),
    ended_by: z.string().nullable().meta({ description: 'people of the org only' }),
    end_reason: z.string().nullable(),
    question: z
      .object({ id: idSchema('message'), text: z.string(), fields: z.array(z.enum(CORRECTABLE)), asked_at: z.string() })
      .nullable()
      .meta({ description: 'what the org waits for; null when it waits for nothing' }),
    extension: z
      .object({
        left: z.number().int().meta({ description: 'how often it can still be extended' }),
        days: z.number().int().meta({ description: 'days that one extension adds' }),
        from: z.string().nullable().meta({ description: 'from when more time can be asked for' }),
        asked: z.array(extensionSchema).meta({ description: 'the latest first' }),
      })
      .nullable()
      .meta({ description: 'null while nothing is protected' }),
    follow_up_terms: z
      .object({ within_days: z.number().int(), counts: z.array(z.enum(ACTIVITY_KINDS)) })
      .nullable()
      .meta({ description: 'how often the program wants a follow-up, and what counts as one' }),
    price_holds: z
      .array(
        z.object({
          product: z.string(),
          list_price: moneySchema,
          priced_at: z.string(),
          held_until: z.string().nullable().meta({ description: 'null while nothing is protected' }),
        }),
      )
      .meta({ description: 'list prices as they stood at registration; they hold as long as the protection' }),
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

export type RegistrationAnswer = z.output<typeof registrationAnswer>
export type RegistrationRowAnswer = z.output<typeof registrationRow>
