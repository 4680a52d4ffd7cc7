import { climb, type Check, type Finding, type Reason } from '#kit/ruling.ts'
import type { Clash, MergeFacts } from './facts.ts'

/** What a merge comes to. Nothing of the program bears on it: two names for one company are a fact, not a rule. */
export type MergeOutcome = { status: 'merged' | 'stopped' }

export const MERGE_DECIDER = 'merge@1'

type Step = Finding<MergeOutcome>

const ids = (clashes: readonly Clash[]) =>
  clashes.flatMap(({ loser_registration_id, winner_registration_id }) => [
    loser_registration_id,
    winner_registration_id,
  ])

function held({ holds }: MergeFacts): Step {
  return holds.length > 0
    ? { notes: 'held.account', evidence: holds.map(({ hold_id }) => hold_id), reader: 'org' }
    : null
}

function tax({ tax_ids_differ, keep_tax_id, loser_id, winner_id }: MergeFacts): Step {
  return tax_ids_differ && !keep_tax_id
    ? { notes: 'tax_ids.differ', evidence: [loser_id, winner_id], reader: 'org' }
    : null
}

function said({ said_apart, despite_word }: MergeFacts): Step {
  return said_apart.length > 0 && !despite_word
    ? { notes: 'said.apart', params: { count: said_apart.length }, evidence: said_apart, reader: 'org' }
    : null
}

function protections({ protections: clashes }: MergeFacts): Step {
  return clashes.length > 0
    ? { notes: 'protections.overlap', params: { count: clashes.length }, evidence: ids(clashes), reader: 'org' }
    : null
}

function ownClaims({ own_claims }: MergeFacts): Step {
  return own_claims.length > 0
    ? { notes: 'own_claims.twice', params: { count: own_claims.length }, evidence: ids(own_claims), reader: 'org' }
    : null
}

function family({ levels, levels_max, loser_id, winner_id }: MergeFacts): Step {
  return levels > levels_max
    ? { notes: 'family.deep', params: { limit: levels_max }, evidence: [loser_id, winner_id], reader: 'org' }
    : null
}

function conclude({ ends }: MergeFacts, noted: readonly Reason[]): Step {
  const stops = noted.filter(({ verdict }) => verdict === 'noted').length
  return stops > 0
    ? { answers: { status: 'stopped' }, code: 'conclude.stopped', params: { count: stops }, reader: 'org' }
    : { answers: { status: 'merged' }, code: 'conclude.merged', params: { ended: ends.length }, reader: 'org' }
}

/** All that stands in the way is said at once, so every check is asked and only the last one answers. */
const LADDER: readonly Check<MergeFacts, MergeOutcome>[] = [
  { check: 'held', ask: held },
  { check: 'tax_ids', ask: tax },
  { check: 'said', ask: said },
  { check: 'protections', ask: protections },
  { check: 'own_claims', ask: ownClaims },
  { check: 'family', ask: family },
  { check: 'conclude', ask: conclude },
]

/** May these two accounts become one as things stand? */
export function decideMerge(facts: MergeFacts): { outcome: MergeOutcome; because: Reason[] } {
  return climb(LADDER, facts)
}
