import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { attachmentRoutes } from '#server/files/contract.ts'
import { CASE_STATUSES, CONDUCT_KINDS, CONDUCT_REFUSALS as R, DECISIONS, STANDINGS } from './conduct.ts'
import { conductFields } from './terms.ts'

const params = z.object({ id: idSchema('conduct_case') })
/** Words that somebody else will read. */
const words = (what: string) =>
  z
    .string()
    .trim()
    .min(1, { error: `expected ${what} in words` })
    .max(4000, { error: 'expected at most 4000 characters' })

const named = z.object({ id: z.string(), name: z.string() })

const seenSchema = z
  .object({
    id: z.string(),
    noun: z.enum(['registration', 'opportunity', 'ask', 'words']),
    subject_id: z
      .string()
      .nullable()
      .meta({ description: 'a registration, or, for people of the org, an opportunity' }),
    label: z.string().meta({ description: 'what it was called, or what somebody reported' }),
    since: z.string().meta({ description: 'since which day, or on which' }),
    code: z.string(),
    text: z.string().meta({ description: 'how it stands, in words for the reader' }),
    is_told: z.boolean().meta({ description: 'stands in what the partner was told' }),
  })
  .meta({ id: 'ConductSeen' })

const stepSchema = z.object({
  key: z.enum(['found', 'told', 'reply', 'decision', 'confirmation', 'effect']),
  state: z.enum(['done', 'now', 'next', 'skipped']),
  name: z.string(),
  text: z.string().meta({ description: 'what happened or will, in words for the reader' }),
  at: z.string().nullable(),
  due_at: z.string().nullable(),
  by: z.string().nullable(),
})

const caseRow = z
  .object({
    id: idSchema('conduct_case'),
    kind: z.enum(CONDUCT_KINDS),
    kind_name: z.string(),
    partner: named,
    account: named.nullable().meta({ description: 'people of the org only' }),
    status: z.enum(CASE_STATUSES),
    is_live: z.boolean(),
    summary: z.string().meta({ description: 'what was seen, in one sentence for the reader' }),
    seen_count: z.number().int().nullable().meta({ description: 'people of the org only' }),
    opened_at: z.string(),
    reply_due_at: z.string().nullable(),
    counts_until: z.string().nullable().meta({ description: 'until when it counts for what a later case can lead to' }),
    suspended_until: z.string().nullable(),
    revision: z.number().int(),
  })
  .meta({ id: 'ConductCaseRow' })

const caseAnswer = caseRow
  .extend({
    opened_by: z.string().nullable().meta({ description: 'people of the org only' }),
    why: z.array(z.string()).meta({ description: 'what the program found, check by check; people of the org only' }),
    ruling_id: idSchema('ruling').nullable().meta({ description: 'people of the org only' }),
    decision_ruling_id: idSchema('ruling')
      .nullable()
      .meta({ description: 'the decision that holds something against the partner; it can be disputed' }),
    seen: z.array(seenSchema),
    notice: z.string().nullable(),
    answer: z.string().nullable(),
    answered_by: z.string().nullable(),
    reason: z.string().nullable().meta({ description: 'why it was decided so' }),
    proposed_by: z.string().nullable().meta({ description: 'people of the org only' }),
    end_reason: z.string().nullable(),
    path: z.array(stepSchema),
    next_step: z.string().meta({ description: 'what comes next, and by when, in words for the reader' }),
    at_most: z
      .enum(['note', 'warn', 'propose'])
      .nullable()
      .meta({ description: 'what it can lead to; people of the org only' }),
    while_suspended: z.array(z.string()).meta({ description: 'what a suspension means, in sentences' }),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'ConductCase' })

export const listCases = route({
  id: 'conduct_case.list',
  method: 'GET',
  path: '/conduct-cases',
  summary: 'Conduct cases, the newest first; a partner sees its own once it was told',
  permission: 'conduct:read',
  side: 'both',
  query: pageQuery.extend({
    status: z.enum(CASE_STATUSES).optional(),
    live: z
      .enum(['true', 'false'])
      .optional()
      .meta({ description: 'only those still to be dealt with, or only the others' }),
    kind: z.enum(CONDUCT_KINDS).optional(),
    partner_id: idSchema('partner').optional(),
    account_id: idSchema('account').optional().meta({ description: 'people of the org only' }),
  }),
  answer: pageOf(caseRow),
})

export const countCases = route({
  id: 'conduct_case.count',
  method: 'GET',
  path: '/conduct-cases/counts',
  summary: 'How many cases stand in each state, and what waits for whom',
  permission: 'conduct:read',
  side: 'both',
  answer: z.object({
    counts: z.record(z.enum(CASE_STATUSES), z.number().int()),
    by_kind: z.record(z.enum(CONDUCT_KINDS), z.number().int()).meta({ description: 'live ones' }),
    to_do: z.number().int().meta({ description: 'wait for the caller’s side' }),
    looked_at: z.string().nullable().meta({ description: 'when the clock looked last; people of the org only' }),
  }),
})

export const getStanding = route({
  id: 'conduct_case.standing',
  method: 'GET',
  path: '/conduct-cases/standing',
  summary: 'How a partner stands: its live cases, and what counts against it',
  permission: 'conduct:read',
  side: 'both',
  query: z.object({ partner_id: idSchema('partner').optional().meta({ description: 'when the org asks' }) }),
  answer: z
    .object({
      standing: z.enum(STANDINGS),
      text: z.string(),
      cases: z.array(caseRow).meta({ description: 'live, or counting, the newest first; at most twenty' }),
      while_suspended: z.array(z.string()),
    })
    .meta({ id: 'ConductStanding' }),
  refusals: [COMMON.not_found, COMMON.invalid],
})

export const getCase = route({
  id: 'conduct_case.get',
  method: 'GET',
  path: '/conduct-cases/{id}',
  summary: 'One case, with what was seen and how it goes on',
  permission: 'conduct:read',
  side: 'both',
  params,
  answer: caseAnswer,
})

export const openCase = route({
  id: 'conduct_case.open',
  method: 'POST',
  path: '/conduct-cases',
  summary: 'Open a case by hand',
  permission: 'conduct:open',
  side: 'org',
  body: z.strictObject({
    partner_id: idSchema('partner'),
    kind: z.enum(CONDUCT_KINDS),
    account_id: idSchema('account').optional(),
    registration_ids: z
      .array(idSchema('registration'))
      .max(50, { error: 'expected at most 50 registrations' })
      .default([])
      .meta({ description: 'registrations of the partner that it is about' }),
    words: words('what was seen')
      .optional()
      .meta({ description: 'what was seen; read by the partner once it is told' }),
  }),
  answer: caseAnswer,
  status: 201,
  refusals: [COMMON.not_found, R.live, R.nothing_seen, R.person_needed],
  dry_run: true,
})

export const notifyCase = route({
  id: 'conduct_case.notify',
  method: 'POST',
  path: '/conduct-cases/{id}/notify',
  summary: 'Tell the partner what was seen and ask for its answer',
  permission: 'conduct:decide',
  side: 'org',
  params,
  body: z.strictObject({
    words: words('what is asked').meta({ description: 'read by the partner, above what was seen' }),
  }),
  answer: caseAnswer,
  refusals: [R.wrong_state, R.person_needed],
  dry_run: true,
})

export const answerCase = route({
  id: 'conduct_case.answer',
  method: 'POST',
  path: '/conduct-cases/{id}/answer',
  summary: 'Answer what was seen',
  permission: 'conduct:answer',
  side: 'partner',
  params,
  body: z.strictObject({ words: words('an answer') }),
  answer: caseAnswer,
  refusals: [R.wrong_state],
  dry_run: true,
})

export const decideCase = route({
  id: 'conduct_case.decide',
  method: 'POST',
  path: '/conduct-cases/{id}/decide',
  summary: 'Dismiss a case, note it, warn, or propose a suspension',
  permission: 'conduct:decide',
  side: 'org',
  params,
  body: z.strictObject({
    decision: z.enum(DECISIONS),
    reason: words('a reason').meta({ description: 'read by the partner, if it was told of the case' }),
  }),
  answer: caseAnswer,
  refusals: [R.wrong_state, R.no_reply_yet, R.too_far, R.person_needed],
  dry_run: true,
})

export const confirmCase = route({
  id: 'conduct_case.confirm',
  method: 'POST',
  path: '/conduct-cases/{id}/confirm',
  summary: 'Agree to a proposed suspension, or send it back; a second person does',
  permission: 'conduct:decide',
  side: 'org',
  params,
  body: z.strictObject({
    agrees: z.boolean(),
    reason: words('a reason').meta({ description: 'read by the partner, where it agrees' }),
  }),
  answer: caseAnswer,
  refusals: [R.wrong_state, R.second_person, R.person_needed],
  dry_run: true,
})

export const liftCase = route({
  id: 'conduct_case.lift',
  method: 'POST',
  path: '/conduct-cases/{id}/lift',
  summary: 'Take back what a case led to; a suspension ends and the partner may register again',
  permission: 'conduct:decide',
  side: 'org',
  params,
  body: z.strictObject({ reason: words('a reason').meta({ description: 'read by the partner' }) }),
  answer: caseAnswer,
  refusals: [R.wrong_state, R.person_needed],
  dry_run: true,
})

const lookRow = z
  .object({
    partner: named,
    kind: z.enum(CONDUCT_KINDS),
    kind_name: z.string(),
    account: named.nullable(),
    why: z.array(z.string()).meta({ description: 'what was found, check by check' }),
    seen_count: z.number().int(),
    seen: z.array(
      z.object({
        noun: z.string(),
        subject_id: z.string().nullable(),
        label: z.string(),
        since: z.string(),
        text: z.string(),
      }),
    ),
    case_id: idSchema('conduct_case').nullable().meta({ description: 'the live case that it belongs to' }),
    is_new: z.boolean().meta({ description: 'it opens a case, or adds to one' }),
  })
  .meta({ id: 'ConductFinding' })

export const lookNow = route({
  id: 'conduct_case.look',
  method: 'POST',
  path: '/conduct-cases/look',
  summary: 'Look now for what the program calls misconduct; dry, also by other terms',
  permission: 'conduct:open',
  side: 'org',
  body: z.strictObject({
    partner_id: idSchema('partner').optional().meta({ description: 'only this one' }),
    after: idSchema('partner')
      .optional()
      .meta({ description: '`next` of the answer before: partners are taken 200 at a time' }),
    terms: conductFields.optional().meta({ description: 'the conduct section to try; dry runs only' }),
  }),
  answer: z.object({
    looked_at: z.string(),
    partners: z.number().int().meta({ description: 'looked at' }),
    findings: z.array(lookRow),
    next: idSchema('partner').nullable(),
  }),
  refusals: [COMMON.not_found, COMMON.no_program, R.terms_need_dry_run],
  dry_run: true,
})

export const caseFiles = attachmentRoutes('conduct_case', 'conduct-cases')

export type CaseAnswer = z.output<typeof caseAnswer>
export type CaseRowAnswer = z.output<typeof caseRow>
export type SeenAnswer = z.output<typeof seenSchema>
export type StepAnswer = z.output<typeof stepSchema>
export type LookRowAnswer = z.output<typeof lookRow>

export const conductContracts = [
  listCases,
  countCases,
  getStanding,
  lookNow,
  openCase,
  getCase,
  notifyCase,
  answerCase,
  decideCase,
  confirmCase,
  liftCase,
  caseFiles.list,
  caseFiles.attach,
  caseFiles.detach,
]
