import type { Reason } from '#kit/ruling.ts'
import { capital, count, spoken } from '#kit/words.ts'

/** Reasons of a merge in words. Only the org reads them. */
const WORDS: Record<string, (params: Reason['params']) => string> = {
  'held.passed': () => 'Neither account is held.',
  'held.account': () => 'One of the accounts is held while something about it is being settled.',
  'tax_ids.passed': () => 'Their tax ids do not speak against it.',
  'tax_ids.differ': () => 'They have different tax ids in one country, as two companies have.',
  'said.passed': () => 'Nobody has said that they are two companies, or it is known and they are one all the same.',
  'said.apart': () => 'Somebody has said before that these are two companies.',
  'protections.passed': () => 'No two protections would meet.',
  'protections.overlap': ({ count: n }) =>
    Number(n) === 1
      ? 'Two protections would hold one account and line at once.'
      : `Protections would hold one account and line at once, ${String(n)} times.`,
  'own_claims.passed': () => 'No partner has an open claim on both.',
  'own_claims.twice': ({ count: n }) =>
    Number(n) === 1
      ? 'A partner has an open claim on each of them.'
      : `Partners have open claims on each of them, ${String(n)} times.`,
  'family.passed': () => 'Their families fit together.',
  'family.deep': ({ limit }) => `More than ${String(limit)} companies would stand one above the other.`,
  'conclude.merged': ({ ended }) =>
    Number(ended) > 0 ? `They are one, and ${count(Number(ended), 'registration')} ended for it.` : 'They are one.',
  'conclude.stopped': () => 'They stay two until that is decided.',
}

/** What each check asks. */
export const CHECK_TITLES: Record<string, string> = {
  held: 'Is one of them held?',
  tax_ids: 'Do their tax ids agree?',
  said: 'Did anybody say that they are two?',
  protections: 'Would protections meet?',
  own_claims: 'Does a partner claim both?',
  family: 'Do their families fit?',
  conclude: 'Are they one?',
}

export function mergeReasonInWords({ code, params }: Reason): string {
  return WORDS[code]?.(params) ?? capital(spoken(code.replace('.', ': ')))
}

/** What stands in the way, for the sentence that refuses. */
export function obstaclesInWords(because: readonly Reason[]): string {
  const said = because.filter(({ verdict }) => verdict === 'noted').map(mergeReasonInWords)
  return said.map((text) => text.replace(/\.$/, '')).join('; ')
}
