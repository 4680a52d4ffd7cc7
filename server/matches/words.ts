import type { Noun } from '#kit/ids.ts'
import type { Reason } from '#kit/ruling.ts'
import type { Ground } from '#server/accounts/recognise.ts'

/** Codes of reasons in words. Only people of the org read them. */
const WORDS: Record<string, (params: Reason['params']) => string> = {
  'known.passed': () => 'Nothing certain speaks against it.',
  'known.elsewhere': () => 'The account was not among those that came into question.',
  'known.other_tax_id': () => 'The two have different tax ids of the same country.',
  'leads.passed': () => 'No other account had more points.',
  'leads.another': ({ best, named }) => `Another account had more points: ${best} against ${named}.`,
  'person.same': ({ score }) => `A person said that it is this account. The best had ${score} points.`,
  'person.not_this': () => 'A person ruled this account out; the others are still in question.',
  'person.other': ({ score }) => `A person said that it is none of them. The best had ${score} points.`,
}

export function reasonInWords({ code, params }: Pick<Reason, 'code' | 'params'>): string {
  if (code.endsWith('.not_reached')) return 'Not reached: a check above had answered.'
  return WORDS[code]?.(params) ?? code
}

export const CHECK_TITLES: Record<string, string> = {
  known: 'Does anything certain speak against it?',
  leads: 'Did another account have more points?',
  person: 'What did the person say?',
}

export const CHECK_EVIDENCE: Record<string, Noun> = { known: 'account', leads: 'account', person: 'account' }

const WHY: Record<Ground, string> = {
  picked: 'A person picked it.',
  id: 'It was named by its id.',
  said: 'A person said so before.',
  tax_id: 'The tax id is the same.',
  domain: 'The domain is the same, and no other account has it.',
  names_contradict: 'The domain is the same, but the names have nothing in common.',
  shared_domain: 'Several accounts share this domain.',
  sibling_domain: 'The domain is the same in another country, and that proves nothing.',
  name: 'The names are alike, and a name alone proves nothing.',
  evidence: 'Much speaks for it, but not enough to be sure.',
  several: 'Several accounts come into question, and none leads clearly.',
  nothing: 'Nothing known is like it.',
}

/** Why the verdict is what it is. */
export function groundInWords(ground: Ground, verdict: 'same' | 'maybe' | 'new'): string {
  if (verdict === 'same' && ground === 'evidence') return 'More than enough speaks for it.'
  if (verdict === 'same' && ground === 'name') return 'The names are alike, and the program takes that as enough.'
  if (verdict === 'same' && ground === 'sibling_domain')
    return 'The domain is the same in another country, and the program takes that as enough.'
  if (verdict === 'maybe' && ground === 'domain') return 'The domain is the same, but the tax ids differ.'
  return WHY[ground]
}
