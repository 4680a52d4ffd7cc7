import { toWireId } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import type { Reader, Reason } from '#kit/ruling.ts'
import { withWireIds } from '#kit/wire-ids.ts'
import { capital, spoken } from '#kit/words.ts'
import type { Actor } from '#server/command/index.ts'
import type { RulingAnswer, RungAnswer } from './contract.ts'
import type { Decider, Deciders } from './deciders.ts'
import { nounOf, RULING_REFUSALS, type KeptRuling } from './ruling.ts'

/** The ladder that made a ruling; refused where this version of the product does not have it. */
export function deciderOf(deciders: Deciders, ruling: KeptRuling): Decider {
  const decider = deciders.get(ruling.decider)
  if (!decider) throw new Refused(RULING_REFUSALS.decider, { decider: ruling.decider })
  return decider
}

/**
 * The ladder as its reader may see it. A partner reads what answered or was noted for it, in its own words: what passed,
 * what was not reached and what was looked at would tell of others.
 */
export function showRungs(because: readonly Reason[], decider: Decider, reader: Reader): RungAnswer[] {
  return because
    .filter(
      ({ verdict, reader: meant }) =>
        reader === 'org' || (meant === 'partner' && (verdict === 'answered' || verdict === 'noted')),
    )
    .map((reason) => ({
      check: reason.check,
      title: decider.titles?.[reason.check] ?? capital(spoken(reason.check)),
      verdict: reason.verdict,
      text: decider.words(reason, reader),
      ...(reader === 'org' && { code: reason.code, params: reason.params, evidence: evidenceOf(reason, decider) }),
    }))
}

function evidenceOf({ check, evidence }: Reason, decider: Decider): string[] {
  const noun = decider.evidence?.[check]
  return noun ? evidence.map((id) => toWireId(noun, id)) : evidence
}

/** A ruling as its reader may see it. */
export function showRuling(ruling: KeptRuling, deciders: Deciders, actor: Actor): RulingAnswer {
  const decider = deciderOf(deciders, ruling)
  const noun = nounOf(ruling.kind)
  const answer = {
    id: toWireId('ruling', ruling.id),
    kind: ruling.kind,
    subject_id: noun ? toWireId(noun, ruling.subject_id) : ruling.subject_id,
    program_version: ruling.program_version,
    decider: ruling.decider,
    now: ruling.now,
    recorded_at: ruling.recorded_at,
    because: showRungs(ruling.because, decider, actor.side),
  }
  if (actor.side === 'partner')
    return { ...answer, outcome: withWireIds(decider.outcomeForPartner?.(ruling.outcome) ?? null), abilities: [] }
  return {
    ...answer,
    outcome: withWireIds(ruling.outcome),
    facts: withWireIds(ruling.facts),
    abilities: actor.permissions.has('ruling:replay') ? ['replay'] : [],
  }
}
