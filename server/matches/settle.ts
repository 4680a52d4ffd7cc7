import { COMMON, Refused } from '#kit/refusal.ts'
import { recognitionSection } from '#server/accounts/terms.ts'
import { actorRef, type Context } from '#server/command/index.ts'
import { decideMatchWord, DECIDER } from './decide.ts'
import type { MatchWordFacts } from './facts.ts'
import { leftOf, type Match, type MatchNoun, type SettledBy } from './match.ts'
import * as store from './store.ts'

async function put(ctx: Context, m: Match): Promise<Match> {
  const revision = await store.updateMatch(ctx.tx, ctx.org_id, m)
  if (revision === undefined) throw new Refused(COMMON.stale)
  return { ...m, revision }
}

/**
 * Keeps a person's word on a match, with its ruling. `account_id`: which it is; with `other`, the one that it is not, or
 * null for none of them. What the word does to accounts, registrations and opportunities is the caller's.
 */
export async function settleByWord(
  ctx: Context,
  m: Match,
  said: 'same' | 'other',
  account_id: string | null,
): Promise<Match> {
  const [recognition, { version }] = await Promise.all([ctx.terms(recognitionSection), ctx.program()])
  const left = leftOf(m)
  const facts: MatchWordFacts = {
    v: 1,
    match_id: m.id,
    source: m.source,
    noun: m.noun,
    subject_id: m.subject_id,
    match: { v: 2, candidates: left.map((one) => one.facts), domain_count: m.domain_count, picked: null },
    said,
    account_id,
    left: left.length,
  }
  const { outcome, because } = decideMatchWord(facts, { recognition })
  const ruling_id = ctx.newId()
  const is_over = outcome.status !== 'open'
  const after = await put(ctx, {
    ...m,
    status: outcome.status,
    candidates: m.candidates.map((one) =>
      said === 'other' && (account_id === null || one.facts.account_id === account_id)
        ? { ...one, is_ruled_out: true }
        : one,
    ),
    decided_at: is_over ? ctx.now : null,
    decided_by: is_over ? actorRef(ctx.actor) : null,
    account_id: outcome.status === 'same' ? outcome.account_id : null,
    ruling_id,
  })
  ctx.rule({
    id: ruling_id,
    kind: 'match_person',
    subject_id: m.id,
    partner_id: null,
    program_version: version,
    decider: DECIDER,
    facts,
    outcome,
    because,
  })
  const it = { noun: 'match', id: m.id } as const
  const verb = is_over ? 'match.decided' : 'match.ruled_out'
  const about = { source: m.source, noun: m.noun, subject_id: m.subject_id, verdict: said, account_id }
  ctx.record(verb, it, { before: m.status, after: outcome.status, ...about, ruling: ruling_id })
  await ctx.emit(verb, it, null, about)
  return after
}

/** The question has lost its reason: something else answered it. */
export async function settleBySomethingElse(ctx: Context, m: Match, settled_by: SettledBy): Promise<void> {
  await put(ctx, { ...m, status: 'settled', decided_at: ctx.now, decided_by: actorRef(ctx.actor), settled_by })
  const it = { noun: 'match', id: m.id } as const
  const about = { source: m.source, noun: m.noun, subject_id: m.subject_id, settled_by }
  ctx.record('match.settled', it, { before: m.status, ...about })
  await ctx.emit('match.settled', it, null, about)
}

/** Things that a question was asked about are gone again: nobody need answer it. */
export async function withdrawMatches(ctx: Context, noun: MatchNoun, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  for (const m of await store.lockOpenOf(ctx.tx, ctx.org_id, noun, ids))
    await settleBySomethingElse(ctx, m, 'withdrawn')
}
