import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { keySchema } from '#kit/section.ts'
import { attachmentRoutes } from '#server/files/contract.ts'
import { FILE_REFUSALS } from '#server/files/file.ts'
import { disputeAnswer, effectBody, rowSchema, words } from './contract-shape.ts'
import { DISPUTE_REFUSALS as R, OUTCOMES, STATUSES } from './dispute.ts'

const params = z.object({ id: idSchema('dispute') })

/** What can be wrong with evidence. */
const EVIDENCE = [FILE_REFUSALS.not_sent_here, FILE_REFUSALS.in_use, FILE_REFUSALS.too_many]

const about = z.object({
  ruling_id: idSchema('ruling').optional(),
  conflict_id: idSchema('conflict').optional(),
})

export const listDisputes = route({
  id: 'dispute.list',
  method: 'GET',
  path: '/disputes',
  summary: 'Disagreements: what the clock runs on first, or the latest first; a partner sees its own sides only',
  permission: 'dispute:read',
  side: 'both',
  query: pageQuery.extend({
    status: z.enum(STATUSES).optional(),
    order: z
      .enum(['clock', 'latest'])
      .default('latest')
      .meta({ description: 'clock: open ones, the soonest due first' }),
    mine: z.coerce.boolean().optional().meta({ description: 'only those that the caller has in hand' }),
    partner_id: idSchema('partner').optional(),
    account_id: idSchema('account').optional().meta({ description: 'people of the org only' }),
    registration_id: idSchema('registration').optional().meta({ description: 'about this registration' }),
    ruling_id: idSchema('ruling').optional(),
    conflict_id: idSchema('conflict').optional(),
  }),
  answer: pageOf(rowSchema),
})

export const countDisputes = route({
  id: 'dispute.count',
  method: 'GET',
  path: '/disputes/counts',
  summary: 'How many are open, new, late and in the caller’s hands',
  permission: 'dispute:read',
  side: 'both',
  answer: z.object({
    open: z.int(),
    waits_for_me: z.int(),
    unread: z.int().meta({ description: 'nobody has said yet that they have arrived' }),
    overdue: z.int(),
    decided: z.int().meta({ description: 'can still be appealed' }),
  }),
})

export const disputeForm = route({
  id: 'dispute.form',
  method: 'GET',
  path: '/disputes/form',
  summary: 'What disagreeing with this would mean: grounds, what is held, who answers and by when',
  permission: 'dispute:read',
  side: 'both',
  query: about,
  answer: z.object({
    title: z.string(),
    grounds: z.array(z.object({ key: z.string(), name: z.string() })),
    may: z.boolean(),
    why_not: z.string().nullable(),
    live: idSchema('dispute').nullable().meta({ description: 'what the caller’s side has open on this already' }),
    holds: z.array(z.string()).meta({ description: 'what is held from then on, in words' }),
    steps: z
      .array(z.object({ text: z.string(), by: z.string().nullable() }))
      .meta({ description: 'what happens next, and by when' }),
  }),
  refusals: [COMMON.not_found],
})

export const openDispute = route({
  id: 'dispute.open',
  method: 'POST',
  path: '/disputes',
  summary: 'Disagree with a ruling or a conflict; what the program says is held from then on',
  permission: 'dispute:open',
  side: 'both',
  body: z.strictObject({
    ruling_id: idSchema('ruling').optional(),
    conflict_id: idSchema('conflict').optional(),
    ground: keySchema.meta({ description: 'key of a ground of the program', example: 'earlier' }),
    statement: words('what is wrong, and what would be right', 8000),
    file_ids: z.array(idSchema('file')).max(10).optional().meta({ description: 'evidence, sent before' }),
  }),
  answer: disputeAnswer,
  status: 201,
  refusals: [COMMON.not_found, R.already_open, R.unknown_ground, R.not_disputable, ...EVIDENCE],
  dry_run: true,
})

export const getDispute = route({
  id: 'dispute.get',
  method: 'GET',
  path: '/disputes/{id}',
  summary: 'One disagreement as the caller may see it',
  permission: 'dispute:read',
  side: 'both',
  params,
  answer: disputeAnswer,
})

/** A verb of whoever settles it: checked against every stake, and the check is kept. */
const verb = <const Id extends string, B extends z.ZodType>(name: Id, summary: string, permission: string, body: B) =>
  ({
    id: `dispute.${name}` as const,
    method: 'POST',
    path: `/disputes/{id}/${name.replace('_', '-')}` as string,
    summary,
    permission,
    side: 'org',
    params,
    body,
    answer: disputeAnswer,
    dry_run: true,
  }) as const

export const acknowledgeDispute = route({
  ...verb(
    'acknowledge',
    'Say that it has arrived, and take it in hand',
    'dispute:handle',
    z.strictObject({ text: words('something', 2000).optional().meta({ description: 'read by whoever disagrees' }) }),
  ),
  refusals: [R.wrong_state, R.stake],
})

export const reviewDispute = route({
  ...verb('review', 'Take it in hand and look at both sides', 'dispute:handle', z.strictObject({})),
  refusals: [R.wrong_state, R.stake],
})

export const askParty = route({
  ...verb(
    'ask',
    'Ask a side something; the clock stands still until it answers, or its time is over',
    'dispute:handle',
    z.strictObject({
      party_id: idSchema('dispute').optional().meta({ description: 'a side that there is' }),
      partner_id: idSchema('partner').optional().meta({ description: 'a partner concerned, asked for the first time' }),
      question: words('a question').meta({ description: 'read by that side alone; it names nobody else of itself' }),
    }),
  ),
  refusals: [R.wrong_state, R.stake, R.not_party, R.not_concerned, R.asked_already],
})

export const shareText = route({
  ...verb(
    'share',
    'Write to one side, or note something for colleagues',
    'dispute:handle',
    z.strictObject({
      party_id: idSchema('dispute').optional().meta({ description: 'who reads it; left out: people of the org only' }),
      text: words('something'),
    }),
  ),
  refusals: [R.wrong_state, R.not_party],
})

const decision = {
  outcome: z.enum(OUTCOMES),
  reason: words('a reason').meta({ description: 'read by whoever disagrees' }),
  effects: z.array(effectBody).max(6).default([]),
}

export const proposeOutcome = route({
  ...verb('propose', 'Propose how to settle it to whoever disagrees', 'dispute:handle', z.strictObject(decision)),
  refusals: [R.wrong_state, R.stake, R.effect, R.effect_unfit, R.told_needed],
})

export const decideDispute = route({
  ...verb(
    'decide',
    'Decide it, with a written reason; its effects are carried out at once',
    'dispute:decide',
    z.strictObject(decision),
  ),
  refusals: [R.wrong_state, R.stake, R.effect, R.effect_unfit, R.told_needed, COMMON.stale],
})

export const answerAsk = route({
  id: 'dispute.answer',
  method: 'POST',
  path: '/disputes/{id}/answer',
  summary: 'Answer what was asked of one’s own side',
  permission: 'dispute:answer',
  side: 'both',
  params,
  body: z.strictObject({
    text: words('an answer', 8000),
    file_ids: z.array(idSchema('file')).max(10).optional().meta({ description: 'evidence, sent before' }),
  }),
  answer: disputeAnswer,
  refusals: [R.wrong_state, R.nothing_asked, R.opener_only, ...EVIDENCE],
  dry_run: true,
})

export const saySomething = route({
  id: 'dispute.say',
  method: 'POST',
  path: '/disputes/{id}/messages',
  summary: 'Add something to one’s own side, unasked',
  permission: 'dispute:answer',
  side: 'both',
  params,
  body: z.strictObject({ text: words('something', 8000) }),
  answer: disputeAnswer,
  refusals: [R.wrong_state, R.opener_only],
  dry_run: true,
})

export const acceptProposal = route({
  id: 'dispute.accept',
  method: 'POST',
  path: '/disputes/{id}/accept',
  summary: 'Say yes to what is proposed; it is carried out at once',
  permission: 'dispute:open',
  side: 'both',
  params,
  body: z.strictObject({}),
  answer: disputeAnswer,
  refusals: [R.wrong_state, R.opener_only, R.effect],
  dry_run: true,
})

export const escalateDispute = route({
  id: 'dispute.escalate',
  method: 'POST',
  path: '/disputes/{id}/escalate',
  summary: 'Say no to what is proposed; or, as who has it in hand, leave it to the next level',
  permission: 'dispute:open',
  side: 'both',
  params,
  body: z.strictObject({ reason: words('why', 4000).optional() }),
  answer: disputeAnswer,
  refusals: [R.wrong_state, R.opener_only],
  dry_run: true,
})

export const appealDispute = route({
  id: 'dispute.appeal',
  method: 'POST',
  path: '/disputes/{id}/appeal',
  summary: 'Disagree with the decision, once: somebody else decides again',
  permission: 'dispute:open',
  side: 'both',
  params,
  body: z.strictObject({ reason: words('why', 8000) }),
  answer: disputeAnswer,
  refusals: [R.wrong_state, R.opener_only, R.appeal_over],
  dry_run: true,
})

export const withdrawDispute = route({
  id: 'dispute.withdraw',
  method: 'POST',
  path: '/disputes/{id}/withdraw',
  summary: 'Take it back; what was held is released',
  permission: 'dispute:open',
  side: 'both',
  params,
  body: z.strictObject({ reason: words('why', 2000).optional() }),
  answer: disputeAnswer,
  refusals: [R.wrong_state, R.opener_only],
  dry_run: true,
})

/** Evidence of one side, under that side’s id. */
export const disputeFiles = attachmentRoutes('dispute', 'disputes')

export type { DisputeAnswer, DisputeRowAnswer, EffectInput, MessageAnswer, PartyAnswer } from './contract-shape.ts'
export const disputeContracts = [
  listDisputes,
  countDisputes,
  disputeForm,
  openDispute,
  getDispute,
  acknowledgeDispute,
  reviewDispute,
  askParty,
  answerAsk,
  shareText,
  saySomething,
  proposeOutcome,
  acceptProposal,
  escalateDispute,
  decideDispute,
  appealDispute,
  withdrawDispute,
  disputeFiles.list,
  disputeFiles.attach,
  disputeFiles.detach,
]
