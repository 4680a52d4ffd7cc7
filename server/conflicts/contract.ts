import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { moneySchema } from '#kit/money.ts'
import { dateSchema } from '#kit/time-schema.ts'
import { CONSENT_REFUSALS } from '#server/consents/consent.ts'
import { reasonSchema } from '#server/consents/contract.ts'
import { CAME_BY } from '#server/consents/facts.ts'
import { attachmentRoutes } from '#server/files/contract.ts'
import { FILE_REFUSALS } from '#server/files/file.ts'
import { PARTICIPANT_REFUSALS, PARTICIPANT_ROLES } from '#server/participants/participant.ts'
import { CONFLICT_REFUSALS as R, MOOT_WHYS, RESOLUTIONS, STATUSES } from './conflict.ts'

const params = z.object({ id: idSchema('conflict') })
const words = (what: string) =>
  z
    .string()
    .trim()
    .min(1, { error: `expected ${what} in words` })
    .max(4000, { error: 'expected at most 4000 characters' })
const named = z.object({ id: z.string(), name: z.string() })

const conflictRow = z
  .object({
    id: idSchema('conflict'),
    status: z.enum(STATUSES),
    waits_for: z.enum(['both', 'partner', 'direct', 'manager']).nullable().meta({ description: 'while it is open' }),
    account: named.meta({ description: 'for a partner, as it called the company when it registered' }),
    registration_id: idSchema('registration'),
    partner: named,
    opportunity: z
      .object({
        id: idSchema('opportunity'),
        name: z.string(),
        stage: z.enum(['open', 'won', 'lost']),
        amount: moneySchema.nullable(),
        owner: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'people of the org only' }),
    manager: named.nullable().meta({ description: 'people of the org only' }),
    came_by: z.enum(CAME_BY),
    raised_at: z.string(),
    answer_due_at: z.string(),
    is_overdue: z.boolean(),
    partner_answered_at: z.string().nullable(),
    direct_answered_at: z.string().nullable(),
    resolved_at: z.string().nullable(),
    moot_why: z.enum(MOOT_WHYS).nullable(),
    revision: z.number().int(),
  })
  .meta({ id: 'ConflictRow' })

const sideAnswer = z.object({
  id: z.string(),
  side: z.enum(['partner', 'direct']),
  position: z.enum(['objects', 'consents', 'stays', 'leaves']),
  text: z.string(),
  said_by: z.string(),
  said_at: z.string(),
})

const effectSchema = z.object({ code: z.string(), text: z.string() })

const conflictAnswer = conflictRow
  .extend({
    text: z.string().meta({ description: 'what it is about, in words for the reader' }),
    facts: z
      .object({
        protected_since: z.string(),
        protected_until: z.string(),
        registered_at: z.string(),
        last_follow_up_on: z.string().nullable(),
        slips_at: z.string().nullable(),
        held: named.meta({ description: 'the protected account: the opportunity’s, or one above it' }),
        opportunity_opened_on: z.string().nullable(),
        opportunity_came_at: z.string(),
        was_there_before: z.boolean(),
      })
      .nullable()
      .meta({ description: 'both sides’ facts as they were when it was raised; people of the org only' }),
    reasons: z.array(reasonSchema).meta({ description: 'what the ladder said' }),
    ruling_id: idSchema('ruling'),
    resolution_ruling_id: idSchema('ruling').nullable(),
    answers: z.array(sideAnswer).meta({ description: 'a partner reads its own' }),
    direct_has_answered: z.boolean(),
    advice: z
      .object({ resolution: z.enum(RESOLUTIONS), text: z.string() })
      .nullable()
      .meta({ description: 'what the facts speak for; people of the org only' }),
    stake: z
      .string()
      .nullable()
      .meta({ description: 'why the caller may not resolve it; null where nothing stands in the way' }),
    resolved_by: z.string().nullable(),
    resolution: z.string().nullable().meta({ description: 'the written reason; both sides read it' }),
    outcome_text: z.string().nullable().meta({ description: 'how it ended, in words for the reader' }),
    partner_reads: z.string().nullable().meta({ description: 'what the partner reads; people of the org only' }),
    consent_id: idSchema('consent').nullable(),
    consent_offer: z
      .object({ until: z.string(), at_most: z.string() })
      .nullable()
      .meta({ description: 'until when the partner’s consent would last' }),
    next_step: z.string(),
    effects: z.array(effectSchema).meta({ description: 'what resolving it did, or would do in a dry run' }),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Conflict' })

export const listConflicts = route({
  id: 'conflict.list',
  method: 'GET',
  path: '/conflicts',
  summary: 'Conflicts between direct sales and protected accounts, the newest first',
  permission: 'conflict:read',
  side: 'both',
  query: pageQuery.extend({
    status: z.enum(STATUSES).optional(),
    waits_for: z.enum(['partner', 'direct', 'manager']).optional().meta({ description: 'open ones whose turn it is' }),
    overdue: z.enum(['true']).optional().meta({ description: 'open past the promised time, the longest first' }),
    mine: z.enum(['true']).optional().meta({ description: 'whose manager is the caller' }),
    partner_id: idSchema('partner').optional(),
    account_id: idSchema('account').optional().meta({ description: 'people of the org only' }),
    registration_id: idSchema('registration').optional(),
    opportunity_id: idSchema('opportunity').optional().meta({ description: 'people of the org only' }),
  }),
  answer: pageOf(conflictRow),
})

export const countConflicts = route({
  id: 'conflict.count',
  method: 'GET',
  path: '/conflicts/counts',
  summary: 'How many conflicts are open, whose turn it is, and how many are late',
  permission: 'conflict:read',
  side: 'both',
  answer: z.object({
    open: z.number().int(),
    partner: z.number().int().meta({ description: 'wait for the partner’s side, alone or with the other' }),
    direct: z.number().int(),
    manager: z.number().int(),
    overdue: z.number().int(),
  }),
})

export const getConflict = route({
  id: 'conflict.get',
  method: 'GET',
  path: '/conflicts/{id}',
  summary: 'One conflict with both sides’ facts',
  permission: 'conflict:read',
  side: 'both',
  params,
  answer: conflictAnswer,
})

export const answerConflict = route({
  id: 'conflict.answer',
  method: 'POST',
  path: '/conflicts/{id}/answer',
  summary: 'Say what one’s side knows; a consent or leaving resolves it',
  permission: 'conflict:answer',
  side: 'both',
  params,
  body: z.strictObject({
    position: z
      .enum(['objects', 'consents', 'stays', 'leaves'])
      .meta({ description: 'a partner objects or consents; direct sales stays or leaves' }),
    text: words('what your side knows'),
    until: dateSchema.optional().meta({ description: 'with a consent: its last day' }),
    file_ids: z.array(idSchema('file')).max(10).optional().meta({ description: 'files sent before' }),
  }),
  answer: conflictAnswer,
  refusals: [
    R.wrong_state,
    R.position,
    CONSENT_REFUSALS.until,
    FILE_REFUSALS.not_sent_here,
    FILE_REFUSALS.in_use,
    FILE_REFUSALS.too_many,
  ],
  dry_run: true,
})

export const resolveConflict = route({
  id: 'conflict.resolve',
  method: 'POST',
  path: '/conflicts/{id}/resolve',
  summary: 'Decide a conflict, with a written reason; its effect is carried out at once',
  permission: 'conflict:resolve',
  side: 'org',
  params,
  body: z.strictObject({
    resolution: z.enum(RESOLUTIONS),
    reason: words('a reason').meta({ description: 'both sides read it' }),
    opportunity: z
      .enum(['close', 'hand_over'])
      .default('close')
      .meta({ description: 'where direct sales stands aside: the opportunity is lost, or becomes the partner’s deal' }),
    role: z
      .enum(PARTICIPANT_ROLES)
      .default('influences')
      .meta({ description: 'where it is shared: the partner’s part in the opportunity' }),
    seen_revision: z.number().int().optional(),
  }),
  answer: conflictAnswer,
  refusals: [
    R.wrong_state,
    R.has_stake,
    R.person_needed,
    R.cannot_hand_over,
    PARTICIPANT_REFUSALS.sourced,
    PARTICIPANT_REFUSALS.twice,
    PARTICIPANT_REFUSALS.too_many,
  ],
  dry_run: true,
})

export const conflictFiles = attachmentRoutes('conflict', 'conflicts')

export type ConflictAnswer = z.output<typeof conflictAnswer>
export type ConflictRowAnswer = z.output<typeof conflictRow>

export const conflictContracts = [
  listConflicts,
  countConflicts,
  getConflict,
  answerConflict,
  resolveConflict,
  conflictFiles.list,
  conflictFiles.attach,
  conflictFiles.detach,
]
