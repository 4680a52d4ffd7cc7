import { factsOf, recognise, type Candidates } from '#server/accounts/index.ts'
import { recognitionSection, type RecognitionTerms } from '#server/accounts/terms.ts'
import type { Context } from '#server/command/index.ts'
import type { AskedCompany, Match, MatchNoun, MatchSource } from './match.ts'
import * as store from './store.ts'

/** A company of which the program could not say which account it is. */
export type Doubt = {
  source: MatchSource
  /** What waits for the answer. */
  subject: { noun: MatchNoun; id: string }
  /** The import that brought it. */
  origin_id?: string | null
  asked: AskedCompany
  /** What was found, as it was decided on. */
  seen: Candidates
}

/** The question as it is kept; none where nothing is in question. */
function questionOf(ctx: Context, doubt: Doubt, terms: RecognitionTerms): Match | null {
  const { found, domain_count } = doubt.seen
  const who = recognise({ v: 2, candidates: found.map(factsOf), domain_count, picked: null }, terms)
  const of = new Map(found.map((one) => [one.account_id, one]))
  const candidates = who.weighed.flatMap(({ account_id, score }) => {
    const one = of.get(account_id)
    if (
      !one ||
      !who.in_question.includes(account_id) ||
      (doubt.subject.noun === 'account' && account_id === doubt.subject.id)
    )
      return []
    return [{ facts: factsOf(one), differences: one.differences, score, is_ruled_out: false }]
  })
  if (candidates.length === 0) return null
  return {
    id: ctx.newId(),
    source: doubt.source,
    noun: doubt.subject.noun,
    subject_id: doubt.subject.id,
    origin_id: doubt.origin_id ?? null,
    status: 'open',
    asked: doubt.asked,
    candidates,
    domain_count,
    ground: who.by,
    score: who.score,
    opened_at: ctx.now,
    decided_at: null,
    decided_by: null,
    account_id: null,
    settled_by: null,
    taken_back_at: null,
    taken_back_by: null,
    merge_id: null,
    ruling_id: null,
    revision: 1,
  }
}

/**
 * Asks a person about many companies at once; a thing that waits for an answer already is not asked about again. Answers
 * how many questions are new. `by`: the terms that were in doubt, where the program in force is not meant. The caller holds whatever locks the things need.
 */
export async function openMatches(ctx: Context, doubts: readonly Doubt[], by?: RecognitionTerms): Promise<number> {
  if (doubts.length === 0) return 0
  const terms = by ?? (await ctx.terms(recognitionSection))
  const asked = doubts.map((doubt) => questionOf(ctx, doubt, terms)).filter((match) => match !== null)
  const kept = new Set(await store.insertMatches(ctx.tx, ctx.org_id, asked))
  for (const match of asked) {
    if (!kept.has(match.id)) continue
    const it = { noun: 'match', id: match.id } as const
    const about = { source: match.source, noun: match.noun, subject_id: match.subject_id, score: match.score }
    ctx.record('match.opened', it, { ...about, candidates: match.candidates.map((one) => one.facts.account_id) })
    await ctx.emit('match.opened', it, null, about)
  }
  return kept.size
}

/** Asks a person about one company. */
export async function openMatch(ctx: Context, doubt: Doubt): Promise<void> {
  await openMatches(ctx, [doubt])
}
