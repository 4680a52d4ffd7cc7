import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { ACCOUNT_REFUSALS } from '#server/accounts/account.ts'
import { MERGE_REFUSALS as M, MERGE_STATUSES } from './merge.ts'

const named = z.object({ id: idSchema('account'), name: z.string() })

const claimSchema = z.object({
  registration: z.object({ id: idSchema('registration'), name: z.string(), status: z.string() }),
  account: z.enum(['loser', 'winner']).meta({ description: 'at which of the two it stands' }),
  partner: z.object({ id: idSchema('partner'), name: z.string() }),
  claim_no: z.string(),
  submitted_at: z.string(),
  protected_until: z.string().nullable(),
  product_lines: z.array(z.number().int()).nullable().meta({ description: 'null: all lines' }),
})

export const OBSTACLES = ['held', 'tax_ids', 'said', 'protections', 'own_claims', 'family'] as const

const obstacleSchema = z.object({
  code: z.enum(OBSTACLES),
  text: z.string(),
  resolved_by: z
    .enum(['ending_a_claim', 'keeping_the_tax_id', 'confirming', 'waiting', 'changing_the_family'])
    .meta({ description: 'what makes it go away' }),
  clashes: z
    .array(z.object({ loser: claimSchema, winner: claimSchema }))
    .meta({ description: 'claims that cannot stand beside each other, pair by pair' }),
  by: z
    .array(z.object({ noun: z.string(), id: z.string() }))
    .meta({ description: 'what holds the account: a dispute, say' }),
  tax_ids: z.object({ loser: z.string(), winner: z.string(), country: z.string().nullable() }).nullable(),
})

const valueSchema = z.union([z.string(), z.number(), z.boolean()]).nullable()

const mergeSchema = z
  .object({
    id: idSchema('merge'),
    loser: named.meta({ description: 'what was merged away' }),
    winner: named.meta({ description: 'what stands for both' }),
    status: z.enum([...MERGE_STATUSES, 'stopped']).meta({ description: '`stopped` only where it was tried out' }),
    reason: z.string(),
    merged_at: z.string(),
    merged_by: z.string().meta({ description: 'a name' }),
    moved: z
      .array(z.object({ noun: z.string().meta({ example: 'registration' }), count: z.number().int() }))
      .meta({ description: 'what came over, by kind' }),
    filled: z.array(z.object({ field: z.string(), before: valueSchema, after: valueSchema })).meta({
      description: 'fields of the winner that the merge changed, because they were blank',
    }),
    ended: z.array(idSchema('registration')).meta({ description: 'ended so that the two could become one' }),
    ruling_id: idSchema('ruling'),
    undone_at: z.string().nullable(),
    undone_by: z.string().nullable(),
    undo_reason: z.string().nullable(),
    kept: z
      .array(
        z.discriminatedUnion('code', [
          z.object({ code: z.literal('field_changed'), field: z.string() }),
          z.object({ code: z.literal('moved_on'), noun: z.string(), count: z.number().int() }),
          z.object({ code: z.literal('ended'), registration_id: idSchema('registration') }),
          z.object({ code: z.literal('came_later'), noun: z.string(), count: z.number().int() }),
        ]),
      )
      .meta({ description: 'what an undo left as it was, and why' }),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Merge' })

const reason = z.string().trim().min(1, { error: 'expected a reason' }).max(2000)

export const mergeAccounts = route({
  id: 'account.merge',
  method: 'POST',
  path: '/accounts/{id}/merge',
  summary: 'Merge an account into another one that is the same company',
  permission: 'account:merge',
  side: 'org',
  params: z.object({ id: idSchema('account') }),
  body: z.strictObject({
    into: idSchema('account').meta({ description: 'the account that stands for both afterwards' }),
    reason,
    resolve: z
      .strictObject({
        end: z.array(idSchema('registration')).max(50).default([]).meta({
          description:
            'registrations that end, because they cannot stand beside another; their partners read the reason',
        }),
        keep_tax_id: z.boolean().default(false).meta({ description: 'the tax id of `into` is the right one' }),
        despite_word: z
          .boolean()
          .default(false)
          .meta({ description: 'somebody said that these are two companies, and they are one all the same' }),
      })
      .prefault({}),
  }),
  answer: mergeSchema.extend({
    obstacles: z.array(obstacleSchema).meta({ description: 'only where it was tried out: what stands in the way' }),
  }),
  status: 201,
  refusals: [
    M.itself,
    M.already,
    M.into_merged,
    M.circle,
    M.not_claims,
    M.stopped,
    ACCOUNT_REFUSALS.not_an_account,
    COMMON.not_allowed,
  ],
  dry_run: true,
})

export const undoMerge = route({
  id: 'merge.undo',
  method: 'POST',
  path: '/merges/{id}/undo',
  summary: 'Make two accounts of one again; what moved goes back',
  permission: 'account:merge',
  side: 'org',
  params: z.object({ id: idSchema('merge') }),
  body: z.strictObject({ reason }),
  answer: mergeSchema,
  refusals: [M.undone, M.stands_on, M.held, M.tax_taken, M.family],
  dry_run: true,
})

export const listMerges = route({
  id: 'merge.list',
  method: 'GET',
  path: '/merges',
  summary: 'Merges, newest first: of an account, or all',
  permission: 'account:read',
  side: 'org',
  query: pageQuery.extend({ account_id: idSchema('account').optional() }),
  answer: pageOf(mergeSchema),
  refusals: [COMMON.not_found],
})

export const getMerge = route({
  id: 'merge.get',
  method: 'GET',
  path: '/merges/{id}',
  summary: 'One merge',
  permission: 'account:read',
  side: 'org',
  params: z.object({ id: idSchema('merge') }),
  answer: mergeSchema,
})

export type MergeAnswer = z.output<typeof mergeSchema>
export type ObstacleAnswer = z.output<typeof obstacleSchema>
export type ClaimAnswer = z.output<typeof claimSchema>
export const mergeContracts = [mergeAccounts, undoMerge, listMerges, getMerge]
