import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { moneySchema } from '#kit/money.ts'
import { COMMON } from '#kit/refusal.ts'
import { candidateAnswer } from '#server/accounts/contract-candidate.ts'
import { companyNameSchema, countrySchema } from '#server/accounts/contract.ts'
import { ACCOUNT_REFUSALS } from '#server/accounts/account.ts'
import { MERGE_REFUSALS } from '#server/merges/merge.ts'
import { REGISTRATION_REFUSALS } from '#server/registrations/registration.ts'
import { MATCH_NOUNS, MATCH_REFUSALS as R, MATCH_SOURCES, MATCH_STATUSES, SETTLED_BY } from './match.ts'

const params = z.object({ id: idSchema('match') })
const verdict = z.enum(['same', 'maybe', 'new'])
const short = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: `expected at most ${most} characters` })

const companySchema = z
  .object({
    name: z.string(),
    domain: z.string().nullable(),
    country: z.string().nullable(),
    city: z.string().nullable(),
    street: z.string().nullable(),
    phone: z.string().nullable(),
    tax_id: z.string().nullable(),
  })
  .meta({ id: 'Company' })

const matchRow = z
  .object({
    id: idSchema('match'),
    source: z.enum(MATCH_SOURCES),
    subject: z.object({ noun: z.enum(MATCH_NOUNS), id: z.string() }).meta({ description: 'what waits for the answer' }),
    status: z.enum(MATCH_STATUSES),
    name: z.string().meta({ description: 'the company as it was written' }),
    country: z.string().nullable(),
    partner: z.object({ id: idSchema('partner'), name: z.string() }).nullable(),
    best: z
      .object({ account_id: idSchema('account'), name: z.string() })
      .nullable()
      .meta({ description: 'the account that most speaks for' }),
    candidates: z.number().int().meta({ description: 'accounts still in question' }),
    score: z.number().int().meta({ description: 'points of the best, of 1000' }),
    why: z.string().meta({ description: 'why the program asks, in words' }),
    opened_at: z.string(),
    decided_at: z.string().nullable(),
    decided_by: z.string().nullable(),
    account: z
      .object({ id: idSchema('account'), name: z.string() })
      .nullable()
      .meta({ description: 'which it is' }),
    settled_by: z.enum(SETTLED_BY).nullable(),
    taken_back_at: z.string().nullable(),
    revision: z.number().int(),
  })
  .meta({ id: 'MatchRow' })

/** A candidate side by side with what was asked, and what stands at that account today. */
const besideAnswer = candidateAnswer.extend({
  tax_id: z.string().nullable(),
  is_ruled_out: z.boolean(),
  merged_into: z
    .object({ id: idSchema('account'), name: z.string() })
    .nullable()
    .meta({ description: 'what it has become part of since' }),
  differs: z
    .array(z.enum(['name', 'domain', 'country', 'city', 'street', 'phone', 'tax_id']))
    .meta({ description: 'fields that both know and that are not the same' }),
  protections: z.array(z.object({ registration_id: idSchema('registration'), partner: z.string(), until: z.string() })),
  opportunities: z.array(z.object({ id: idSchema('opportunity'), name: z.string(), amount: moneySchema.nullable() })),
})

const matchAnswer = matchRow
  .extend({
    asked: companySchema,
    beside: z.array(besideAnswer).meta({ description: 'the accounts in question, the best first' }),
    subject_name: z.string().nullable().meta({ description: 'of the registration, the opportunity or the account' }),
    merge_id: idSchema('merge').nullable(),
    ruling_id: idSchema('ruling').nullable(),
    next_id: idSchema('match').nullable().meta({ description: 'the next open one in the queue' }),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Match' })

export const listMatches = route({
  id: 'match.list',
  method: 'GET',
  path: '/matches',
  summary: 'Companies that a person has to tell apart, the oldest first',
  permission: 'match:read',
  side: 'org',
  query: pageQuery.extend({
    status: z.enum(MATCH_STATUSES).default('open'),
    source: z.enum(MATCH_SOURCES).optional(),
    import_id: idSchema('import').optional(),
    order: z
      .enum(['oldest', 'score'])
      .default('oldest')
      .meta({ description: 'the oldest first, or those first of which most speaks for the best; score stands alone' }),
  }),
  answer: pageOf(matchRow),
})

export const countMatches = route({
  id: 'match.count',
  method: 'GET',
  path: '/matches/counts',
  summary: 'How many companies wait to be told apart, by where they came from',
  permission: 'match:read',
  side: 'org',
  answer: z.object({
    open: z.number().int(),
    by_source: z.record(z.enum(MATCH_SOURCES), z.number().int()),
    oldest_at: z.string().nullable(),
    looked: z
      .object({ accounts: z.number().int(), at: z.string() })
      .nullable()
      .meta({ description: 'how many accounts were held against each other, and when last' }),
  }),
})

export const getMatch = route({
  id: 'match.get',
  method: 'GET',
  path: '/matches/{id}',
  summary: 'One company side by side with the accounts that it could be',
  permission: 'match:read',
  side: 'org',
  params,
  answer: matchAnswer,
})

export const decideMatch = route({
  id: 'match.decide',
  method: 'POST',
  path: '/matches/{id}/decide',
  summary: 'Say which account it is, or that it is none; later imports and registrations obey',
  permission: 'match:decide',
  side: 'org',
  params,
  body: z
    .strictObject({
      verdict: z.enum(['same', 'other']),
      account_id: idSchema('account')
        .optional()
        .meta({ description: 'which it is; with `other`: only this one is ruled out, without: all of them' }),
      seen_revision: z.number().int().optional(),
    })
    .refine((body) => body.verdict === 'other' || body.account_id !== undefined, {
      error: 'expected the account that it is',
      path: ['account_id'],
    }),
  answer: matchAnswer,
  refusals: [
    R.over,
    R.not_a_candidate,
    ACCOUNT_REFUSALS.not_an_account,
    REGISTRATION_REFUSALS.wrong_state,
    REGISTRATION_REFUSALS.already_open,
    MERGE_REFUSALS.stopped,
    MERGE_REFUSALS.already,
    MERGE_REFUSALS.circle,
    COMMON.stale,
    COMMON.not_allowed,
  ],
  dry_run: true,
})

export const takeBackMatch = route({
  id: 'match.take_back',
  method: 'POST',
  path: '/matches/{id}/take-back',
  summary: 'Take a word back: it binds nothing that comes later; what was done on it stays',
  permission: 'match:decide',
  side: 'org',
  params,
  body: z.strictObject({}),
  answer: matchAnswer,
  refusals: [R.nothing_to_take_back, R.merged],
  dry_run: true,
})

export const checkMatch = route({
  id: 'match.check',
  method: 'POST',
  path: '/matches/check',
  summary: 'Which account a company would be taken for, and why; nothing is kept',
  permission: 'match:read',
  side: 'org',
  body: z.strictObject({
    name: companyNameSchema.max(10_000),
    domain: short(2000).nullable().optional(),
    country: countrySchema.nullable().optional(),
    city: short(200).nullable().optional(),
    street: short(300).nullable().optional(),
    phone: short(60).nullable().optional(),
    tax_id: short(60).nullable().optional(),
  }),
  answer: z.object({
    verdict,
    score: z.number().int(),
    why: z.string(),
    account: z.object({ id: idSchema('account'), name: z.string() }).nullable(),
    domain: z.string().nullable().meta({ description: 'the registrable domain that was read out of what was typed' }),
    domain_count: z.number().int().meta({ description: 'accounts that have this domain' }),
    thresholds: z.object({ same: z.number().int(), maybe: z.number().int() }),
    candidates: z.array(candidateAnswer),
  }),
  refusals: [ACCOUNT_REFUSALS.domain, COMMON.no_program],
})

export const lookForMatches = route({
  id: 'match.look',
  method: 'POST',
  path: '/matches/look',
  summary:
    'Hold the next accounts against all others and ask where two could be one; goes on where the last look ended',
  permission: 'match:decide',
  side: 'org',
  body: z.strictObject({
    from_start: z.boolean().default(false).meta({ description: 'look through all accounts anew' }),
    limit: z.int().min(1).max(1000).default(500).meta({ description: 'accounts looked at in this call' }),
  }),
  answer: z.object({
    looked_count: z.number().int(),
    opened_count: z.number().int(),
    is_done: z.boolean().meta({ description: 'no account is left that was not looked at' }),
  }),
  refusals: [COMMON.no_program],
  dry_run: true,
})

export const trialMatches = route({
  id: 'match.trial',
  method: 'POST',
  path: '/matches/trial',
  summary: 'Try other terms of recognition on what was recognised before; writes nothing',
  permission: 'program:edit',
  side: 'org',
  body: z
    .strictObject({
      yaml: z.string().max(1_000_000).optional().meta({ description: 'a whole program as a draft has it' }),
      version: z.int().min(1).optional().meta({ description: 'a version of the program, drafts included' }),
      recognition: z
        .record(z.string(), z.unknown())
        .optional()
        .meta({ description: 'the section alone; the rest is the program in force' }),
      newest: z.int().min(1).max(5000).default(1000).meta({ description: 'how many registrations are looked at' }),
    })
    .refine((body) => [body.yaml, body.version, body.recognition].filter((one) => one !== undefined).length === 1, {
      error: 'expected one of yaml, version and recognition',
    }),
  answer: z.object({
    looked_at: z.number().int().meta({ description: 'rulings of registrations, the newest' }),
    limit: z.number().int(),
    since: z.string().nullable().meta({ description: 'when the oldest of them was made' }),
    undecidable: z.number().int().meta({ description: 'of before the features of a match were recorded' }),
    undecidable_before: z.string().nullable(),
    changed: z.number().int(),
    moves: z.array(z.object({ from: verdict, to: verdict, count: z.number().int() })),
    decisions: z
      .array(z.object({ from: z.string(), to: z.string(), count: z.number().int() }))
      .meta({ description: 'what the program would have decided otherwise; knock-on effects are not simulated' }),
    rows: z
      .array(
        z.object({
          registration_id: idSchema('registration'),
          ruling_id: idSchema('ruling'),
          name: z.string(),
          at: z.string(),
          from: verdict,
          to: verdict,
          score_from: z.number().int(),
          score_to: z.number().int(),
          account: z.string().nullable().meta({ description: 'the account that it would be taken for' }),
          decision_from: z.string(),
          decision_to: z.string().nullable().meta({ description: 'null: facts of that account were not gathered' }),
        }),
      )
      .meta({ description: 'the newest hundred of those that change' }),
    people: z
      .object({
        words: z.number().int().meta({ description: 'questions that people have answered' }),
        now: z.object({ agrees: z.number().int(), asks: z.number().int(), contradicts: z.number().int() }),
        then: z.object({ agrees: z.number().int(), asks: z.number().int(), contradicts: z.number().int() }),
      })
      .meta({ description: 'what today’s terms and the other terms would have said where a person has' }),
  }),
  refusals: [R.terms, R.no_version, COMMON.no_program],
})

export type MatchRowAnswer = z.output<typeof matchRow>
export type MatchAnswer = z.output<typeof matchAnswer>
export type BesideAnswer = z.output<typeof besideAnswer>
export type TrialAnswer = z.output<typeof trialMatches.answer>

export const matchContracts = [
  listMatches,
  countMatches,
  checkMatch,
  lookForMatches,
  trialMatches,
  getMatch,
  decideMatch,
  takeBackMatch,
]
