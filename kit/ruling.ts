import type { Instant } from './instant.ts'

/** Who may read a reason: everybody concerned (the partner too), or only people of the org. */
export type Reader = 'partner' | 'org'

/**
 * One rung of a decision ladder, as it went. `answered` decided; `passed` did not object; `noted` objected without
 * deciding (a recommendation for the person who will); `not_reached` stands below the answer.
 */
export type Reason = {
  check: string
  verdict: 'answered' | 'passed' | 'noted' | 'not_reached'
  /** The sentence's code and parameters; words are made when shown. */
  code: string
  params: Record<string, string | number>
  /** Ids of what the check looked at: accounts, registrations, opportunities. Shown to the org only. */
  evidence: string[]
  reader: Reader
}

/** A decision, kept with everything it saw, so that explaining and replaying are the same code as deciding. */
export type Ruling<Outcome = unknown, Facts = unknown> = {
  id: string
  kind: string
  subject_id: string
  program_version: number
  /** The ladder that decided, with its number: "registration@1". A changed ladder gets the next number. */
  decider: string
  now: Instant
  facts: Facts
  outcome: Outcome
  because: Reason[]
}

/** What a check says when asked: `null` is "no objection". */
export type Finding<Outcome> =
  | { answers: Outcome; code: string; params?: Reason['params']; evidence?: string[]; reader?: Reader }
  | { notes: string; params?: Reason['params']; evidence?: string[]; reader?: Reader }
  | null

export type Check<Input, Outcome> = { check: string; ask: (input: Input, noted: readonly Reason[]) => Finding<Outcome> }

/**
 * Asks the checks in order; the first that answers, answers, and the rest are recorded as not reached. The last check
 * must always answer.
 */
export function climb<Input, Outcome>(
  ladder: readonly Check<Input, Outcome>[],
  input: Input,
): { outcome: Outcome; because: Reason[] } {
  const because: Reason[] = []
  let outcome: { is: Outcome } | undefined
  for (const { check, ask } of ladder) {
    if (outcome) {
      because.push({
        check,
        verdict: 'not_reached',
        code: `${check}.not_reached`,
        params: {},
        evidence: [],
        reader: 'org',
      })
      continue
    }
    const finding = ask(input, because)
    if (finding === null) {
      because.push({ check, verdict: 'passed', code: `${check}.passed`, params: {}, evidence: [], reader: 'org' })
    } else {
      const { params = {}, evidence = [], reader = 'partner' } = finding
      if ('answers' in finding) outcome = { is: finding.answers }
      const verdict = 'answers' in finding ? 'answered' : 'noted'
      const code = 'answers' in finding ? finding.code : finding.notes
      because.push({ check, verdict, code, params, evidence, reader })
    }
  }
  if (!outcome) throw new Error(`ladder ended without an answer: ${ladder.map((rung) => rung.check).join(' → ')}`)
  return { outcome: outcome.is, because }
}
