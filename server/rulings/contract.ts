import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { RULING_REFUSALS as R } from './ruling.ts'

const rungSchema = z
  .object({
    check: z.string(),
    title: z.string().meta({ description: 'what the check asks' }),
    verdict: z.enum(['answered', 'passed', 'noted', 'not_reached']),
    text: z.string(),
    code: z.string().optional().meta({ description: 'the code of the sentence; people of the org only' }),
    params: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .meta({ description: 'people of the org only' }),
    evidence: z
      .array(z.string())
      .optional()
      .meta({ description: 'ids of what the check looked at; people of the org only' }),
  })
  .meta({ id: 'Rung' })

const rulingSchema = z
  .object({
    id: idSchema('ruling'),
    kind: z.string(),
    subject_id: z.string().meta({ description: 'what was decided about' }),
    program_version: z.number().int(),
    decider: z.string().meta({ description: 'the ladder that decided, with its number' }),
    now: z.string().meta({ description: 'business time of the decision' }),
    recorded_at: z.string(),
    outcome: z.unknown(),
    because: z.array(rungSchema),
    facts: z.unknown().optional().meta({ description: 'everything the decision saw; people of the org only' }),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Ruling' })

const params = z.object({ id: idSchema('ruling') })

export const getRuling = route({
  id: 'ruling.get',
  method: 'GET',
  path: '/rulings/{id}',
  summary: 'One ruling with its reasons in order',
  permission: 'ruling:read',
  side: 'both',
  params,
  answer: rulingSchema,
  refusals: [R.decider],
})

export const listRulings = route({
  id: 'ruling.list',
  method: 'GET',
  path: '/rulings',
  summary: 'Rulings of the org, newest first',
  permission: 'ruling:read',
  side: 'org',
  query: pageQuery,
  answer: pageOf(rulingSchema),
  refusals: [R.decider],
})

export const listRegistrationRulings = route({
  id: 'ruling.list_of_registration',
  method: 'GET',
  path: '/registrations/{id}/rulings',
  summary: 'The rulings about a registration, newest first',
  permission: 'ruling:read',
  side: 'both',
  params: z.object({ id: idSchema('registration') }),
  query: pageQuery,
  answer: pageOf(rulingSchema),
  refusals: [R.decider],
})

export const replayRuling = route({
  id: 'ruling.replay',
  method: 'POST',
  path: '/rulings/{id}/replay',
  summary: 'Decide again on the kept facts, terms and time; writes nothing',
  permission: 'ruling:replay',
  side: 'org',
  params,
  answer: z.object({
    same: z.boolean(),
    outcome: z.unknown(),
    because: z.array(rungSchema),
    stored_outcome: z.unknown(),
    differences: z.array(z.object({ where: z.string(), stored: z.string(), replayed: z.string() })),
  }),
  refusals: [R.decider],
})

export type RungAnswer = z.output<typeof rungSchema>
export type RulingAnswer = z.output<typeof rulingSchema>
export const rulingContracts = [listRulings, getRuling, listRegistrationRulings, replayRuling]
