import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { moneySchema, salesAmountSchema } from '#kit/money.ts'
import { COMMON } from '#kit/refusal.ts'
import { keySchema } from '#kit/section.ts'
import { dateSchema } from '#kit/time-schema.ts'
import { attachmentRoutes } from '#server/files/contract.ts'
import { REQUEST_REFUSALS as R, STATUSES } from './request.ts'
import { REQUEST_FIELDS } from './terms.ts'

const params = z.object({ id: idSchema('request') })
const freeText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: `expected at most ${most} characters` })
/** Words that somebody else will read. */
const words = (what: string) => freeText(2000).min(1, { error: `expected ${what} in words` })

const namedSchema = z.object({ id: z.string(), name: z.string() })
const bps = (least: number) => z.int().min(least).max(10_000)

/** What is asked for; which of it a kind takes and wants stands in the program. */
const asked = {
  discount_bps: bps(0).optional().meta({ description: 'basis points: 1250 is 12.5%', example: 1250 }),
  margin_bps: bps(-10_000).optional().meta({ description: 'the margin that is left, in basis points' }),
  amount: salesAmountSchema.optional(),
  environment_days: z.int().min(1).max(1095).optional().meta({ description: 'days that an environment is needed' }),
  needed_on: dateSchema.optional(),
  clause: freeText(4000).optional().meta({ description: 'the clause, and what it should say' }),
  reason: freeText(4000).optional(),
}

const about = {
  kind: keySchema.meta({ description: 'key of a kind of the program', example: 'discount' }),
  partner_id: idSchema('partner').optional().meta({ description: 'for whom; when the org asks on a partner’s behalf' }),
  registration_id: idSchema('registration').optional(),
  account_id: idSchema('account').optional().meta({ description: 'people of the org only' }),
  track: keySchema
    .optional()
    .meta({ description: 'where the partner is in several; the registration’s, where there is one' }),
}

const askAnswer = z.object({
  name: z.string(),
  for_name: z.string().nullable().meta({ description: 'in whose place' }),
  why: z.enum(['role', 'member', 'partner_manager', 'registration_manager', 'instead', 'escalated']),
  state: z.enum(['asked', 'answered', 'released']),
  is_me: z.boolean(),
  answer: z.enum(['approved', 'rejected']).nullable(),
  answered_at: z.string().nullable(),
  note: z.string().nullable().meta({ description: 'people of the org only' }),
})

const stageAnswer = z
  .object({
    stage: z.number().int(),
    state: z.enum(['waiting', 'open', 'done', 'dropped']),
    steps: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        who: z.string().nullable().meta({ description: 'whom the chain names, in words; people of the org only' }),
        needs: z.string().meta({ description: 'whose yes it takes, in words' }),
        status: z.enum(['waiting', 'open', 'approved', 'rejected', 'dropped']),
        is_short: z.boolean().meta({ description: 'too few people may answer it; people of the org only' }),
        is_escalated: z.boolean(),
        opened_at: z.string().nullable(),
        due_at: z
          .string()
          .nullable()
          .meta({ description: 'promised; until it opens, if all before it answers in time' }),
        closed_at: z.string().nullable(),
        asked: z.array(askAnswer).meta({ description: 'none for a partner, unless the program shows names' }),
      }),
    ),
  })
  .meta({ id: 'RequestStage' })

const requestRow = z
  .object({
    id: idSchema('request'),
    kind: z.object({ key: z.string(), name: z.string() }),
    status: z.enum(STATUSES),
    partner: namedSchema,
    registration: namedSchema.nullable().meta({ description: 'with the account’s name as the partner wrote it' }),
    account: namedSchema.nullable().meta({ description: 'people of the org only' }),
    discount_bps: z.number().int().nullable(),
    margin_bps: z.number().int().nullable(),
    amount: moneySchema.nullable(),
    environment_days: z.number().int().nullable(),
    submitted_at: z.string(),
    stage: z.number().int().meta({ description: 'the stage that is open, from 1' }),
    stages: z.number().int(),
    waiting_for: z.array(z.object({ name: z.string(), since: z.string(), due_at: z.string() })),
    answer_due_at: z.string().nullable().meta({ description: 'by when all of it is answered, as promised' }),
    decided_at: z.string().nullable(),
    valid_until: z.string().nullable().meta({ description: 'how long what was approved holds; null: for good' }),
    is_mine: z.boolean().meta({ description: 'waits for the caller' }),
    revision: z.number().int(),
  })
  .meta({ id: 'RequestRow' })

const requestAnswer = requestRow
  .extend({
    needed_on: z.string().nullable(),
    clause: z.string().nullable(),
    reason: z.string().nullable(),
    submitted_by: z.string(),
    on_behalf: z.boolean(),
    decided_by: z.string().nullable(),
    decision_reason: z.string().nullable(),
    way_to_yes: z.string().nullable().meta({ description: 'what would turn a no into a yes' }),
    path: z.array(stageAnswer),
    questions: z.array(
      z.object({
        question: z.string(),
        asked_by: z.string(),
        asked_at: z.string(),
        answer: z.string().nullable(),
        answered_by: z.string().nullable(),
        answered_at: z.string().nullable(),
      }),
    ),
    ruling: z.object({ id: idSchema('ruling'), program_version: z.number().int(), text: z.string() }),
    next_step: z.string().meta({ description: 'what happens next, in words for the reader' }),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Request' })

export const submitRequest = route({
  id: 'request.submit',
  method: 'POST',
  path: '/requests',
  summary: 'Ask for something special',
  permission: 'request:submit',
  side: 'both',
  body: z.strictObject({ ...about, ...asked }).meta({ id: 'RequestInput' }),
  answer: requestAnswer,
  status: 201,
  refusals: [
    COMMON.not_found,
    R.unknown_kind,
    R.incomplete,
    R.partner_needed,
    R.no_track,
    R.registration_over,
    R.already_open,
  ],
  dry_run: true,
})

export const previewRequest = route({
  id: 'request.preview',
  method: 'POST',
  path: '/requests/preview',
  summary: 'Who would be asked, and by when they would answer; nothing is kept, and nothing need be complete',
  permission: 'request:submit',
  side: 'both',
  body: z.strictObject({ ...about, ...asked }),
  answer: z.object({
    outcome: z.enum(['in_review', 'approved', 'rejected']),
    text: z.string().meta({ description: 'why, in words for the reader' }),
    way_to_yes: z.string().nullable(),
    path: z.array(
      z.object({
        steps: z.array(
          z.object({ name: z.string(), needs: z.string(), asked: z.array(z.string()), due_at: z.string() }),
        ),
      }),
    ),
    answer_due_at: z.string().nullable(),
    valid_until: z.string().nullable(),
  }),
  refusals: [COMMON.not_found, R.unknown_kind, R.partner_needed, R.no_track, R.registration_over],
})

export const getRequestForm = route({
  id: 'request.form',
  method: 'GET',
  path: '/requests/form',
  summary: 'What can be asked for, and what the program wants to know for it',
  permission: 'request:submit',
  side: 'both',
  query: z.object({
    partner_id: idSchema('partner').optional(),
    registration_id: idSchema('registration').optional(),
  }),
  answer: z.object({
    kinds: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        purpose: z.string().nullable(),
        fields: z.array(z.enum(REQUEST_FIELDS)),
        required: z.array(z.enum(REQUEST_FIELDS)),
        needs_registration: z.boolean(),
        may: z.boolean(),
        why_not: z.string().nullable(),
      }),
    ),
    currency: z.string(),
  }),
  refusals: [COMMON.not_found, R.partner_needed],
})

export const listRequests = route({
  id: 'request.list',
  method: 'GET',
  path: '/requests',
  summary: 'Requests, the newest first; those that wait for the caller by their deadline',
  permission: 'request:read',
  side: 'both',
  query: pageQuery.extend({
    mine: z
      .enum(['true'])
      .optional()
      .meta({ description: 'only what waits for the caller, the soonest deadline first' }),
    status: z.enum(STATUSES).optional(),
    kind: keySchema.optional(),
    partner_id: idSchema('partner').optional(),
    registration_id: idSchema('registration').optional(),
  }),
  answer: pageOf(requestRow),
})

export const countRequests = route({
  id: 'request.count',
  method: 'GET',
  path: '/requests/counts',
  summary: 'How many requests stand in each state, and how many wait for the caller',
  permission: 'request:read',
  side: 'both',
  answer: z.object({
    counts: z.record(z.enum(STATUSES), z.number().int()),
    mine: z.number().int().meta({ description: 'wait for the caller' }),
    overdue: z.number().int().meta({ description: 'in review past the promised time' }),
    short: z.number().int().meta({ description: 'wait where too few people may answer; people of the org only' }),
  }),
})

export const getRequest = route({
  id: 'request.get',
  method: 'GET',
  path: '/requests/{id}',
  summary: 'One request with its path',
  permission: 'request:read',
  side: 'both',
  params,
  answer: requestAnswer,
})

export const approveRequest = route({
  id: 'request.approve',
  method: 'POST',
  path: '/requests/{id}/approve',
  summary: 'Say yes at the steps where the caller is asked',
  permission: 'request:decide',
  side: 'org',
  params,
  body: z.strictObject({
    note: freeText(2000).optional().meta({ description: 'for colleagues; partners never read it' }),
  }),
  answer: requestAnswer,
  refusals: [R.wrong_state, R.own, R.not_asked, R.answered_already],
  dry_run: true,
})

export const rejectRequest = route({
  id: 'request.reject',
  method: 'POST',
  path: '/requests/{id}/reject',
  summary: 'Say no at the steps where the caller is asked',
  permission: 'request:decide',
  side: 'org',
  params,
  body: z.strictObject({
    reason: words('a reason').meta({ description: 'read by the partner' }),
    way_to_yes: freeText(2000).optional().meta({ description: 'what would make it a yes; read by the partner' }),
  }),
  answer: requestAnswer,
  refusals: [R.wrong_state, R.own, R.not_asked, R.answered_already],
  dry_run: true,
})

export const askBack = route({
  id: 'request.ask',
  method: 'POST',
  path: '/requests/{id}/ask',
  summary: 'Ask the partner something; the clock stands still until it answers',
  permission: 'request:decide',
  side: 'org',
  params,
  body: z.strictObject({ question: words('a question').meta({ description: 'read by the partner' }) }),
  answer: requestAnswer,
  refusals: [R.wrong_state, R.own, R.not_asked, R.answered_already],
  dry_run: true,
})

export const answerQuestion = route({
  id: 'request.answer',
  method: 'POST',
  path: '/requests/{id}/answer',
  summary: 'Answer what was asked back; the clock goes on',
  permission: 'request:submit',
  side: 'both',
  params,
  body: z.strictObject({ answer: words('an answer') }),
  answer: requestAnswer,
  refusals: [R.wrong_state],
  dry_run: true,
})

export const withdrawRequest = route({
  id: 'request.withdraw',
  method: 'POST',
  path: '/requests/{id}/withdraw',
  summary: 'Take a request back',
  permission: 'request:submit',
  side: 'both',
  params,
  body: z.strictObject({ reason: freeText(2000).optional() }),
  answer: requestAnswer,
  refusals: [R.wrong_state],
  dry_run: true,
})

export const requestFiles = attachmentRoutes('request', 'requests')

export type RequestAnswer = z.output<typeof requestAnswer>
export type RequestRowAnswer = z.output<typeof requestRow>
export type StageAnswer = z.output<typeof stageAnswer>

export const requestContracts = [
  listRequests,
  countRequests,
  getRequestForm,
  previewRequest,
  submitRequest,
  getRequest,
  approveRequest,
  rejectRequest,
  askBack,
  answerQuestion,
  withdrawRequest,
  requestFiles.list,
  requestFiles.attach,
  requestFiles.detach,
]
