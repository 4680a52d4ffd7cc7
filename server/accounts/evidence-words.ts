import type { NameDifference } from '#kit/name-likeness.ts'
import type { Candidate } from './match-facts.ts'

/**
 * Why two companies could be one, in words: "same domain; “Intl” read as “International”; other country". What speaks for
 * it comes first, then what had to be read with care in the names, then what speaks against.
 */

export type Spoken = { text: string; speaks: 'for' | 'with_care' | 'against' }

const quote = (text: string | undefined) => `“${text ?? ''}”`

/** How the two names differ, one difference at a time. `a` is the name that was asked, `b` the account's. */
function differenceInWords({ code, a, b }: NameDifference): string {
  const both = a !== undefined && b !== undefined
  switch (code) {
    case 'same':
      return 'same name'
    case 'legal_form':
      return a !== undefined && b !== undefined
        ? `legal form ${quote(a)} against ${quote(b)}`
        : a !== undefined || b !== undefined
          ? `legal form ${quote(a ?? b)} left aside`
          : 'legal form left aside'
    case 'abbreviation':
      return both ? `${quote(a)} read as ${quote(b)}` : 'abbreviated'
    case 'typing':
      return both ? `${quote(a)} close to ${quote(b)}` : 'a typing error apart'
    case 'order':
      return 'the same words in another order'
    case 'spacing':
      return both ? `${quote(a)} written as ${quote(b)}` : 'written together or apart'
    case 'script':
      return both ? `${quote(a)} written as ${quote(b)}` : 'accents or script differ'
    case 'truncated':
      return both ? `${quote(a)} cut short of ${quote(b)}` : 'cut short'
    case 'acronym':
      return both ? `${quote(a)} stands for ${quote(b)}` : 'initials of the name'
    case 'extra':
      return a !== undefined ? `${quote(a)} stands only in what was typed` : 'more words in what was typed'
    case 'missing':
      return b !== undefined ? `${quote(b)} stands only in the account’s name` : 'more words in the account’s name'
    case 'business_word':
      return a !== undefined || b !== undefined ? `${quote(a ?? b)} is a common word` : 'common words differ'
  }
}

const NAMES_APART = new Set<NameDifference['code']>(['extra', 'missing'])
/** Names less alike than this share no more than common words. */
const OTHER_NAME = 350

function likenessOf(candidate: Candidate): string {
  const { score, how } = candidate.name
  if (score === 1000 || how.every((code) => code === 'same')) return 'same name'
  return `names ${Math.floor(score / 10)}% alike`
}

/** What speaks for and against one candidate, sentence parts in their order. */
export function evidenceInWords(candidate: Candidate, differences: readonly NameDifference[]): Spoken[] {
  const told: Spoken[] = []
  const say = (speaks: Spoken['speaks'], text: string) => told.push({ text, speaks })
  const { domain, country, city, phone, street, name } = candidate
  if (candidate.said === 'same') say('for', 'somebody said that this is the same')
  if (candidate.same_id) say('for', 'named by its id')
  if (candidate.same_tax_id) say('for', 'same tax id')
  if (domain === 'same') say('for', 'same domain')
  if (domain === 'alias') say('for', 'a domain that is known to be the account’s')
  if (domain === 'sibling') say('for', 'same domain in another country')
  if (name.score >= OTHER_NAME) say('for', likenessOf(candidate))
  if (phone === 'same') say('for', 'same phone number')
  if (phone === 'near') say('for', 'same phone number but for the extension')
  if (street === 'same') say('for', 'same street address')
  if (street === 'near') say('for', 'same street')
  if (city === 'same') say('for', 'same city')
  if (city === 'near') say('for', 'near-by city')
  if (country === 'same') say('for', 'same country')
  if (name.score >= OTHER_NAME)
    for (const difference of differences)
      if (difference.code !== 'same')
        say(NAMES_APART.has(difference.code) ? 'against' : 'with_care', differenceInWords(difference))
  if (name.score < OTHER_NAME && name.how.length > 0) say('against', 'other name')
  if (candidate.other_tax_id) say('against', 'other tax id')
  if (domain === 'other') say('against', 'other domain')
  if (phone === 'other') say('against', 'other phone number')
  if (street === 'other') say('against', 'other street address')
  if (city === 'other') say('against', 'other city')
  if (country === 'other') say('against', 'other country')
  if (candidate.said === 'other') say('against', 'somebody said that this is another')
  const place = { for: 0, with_care: 1, against: 2 }
  return told.sort((a, b) => place[a.speaks] - place[b.speaks])
}

/** One line of it: "same domain; “Intl” read as “International”; other country". */
export function evidenceLine(spoken: readonly Spoken[]): string {
  return spoken.map(({ text }) => text).join('; ') || 'nothing speaks for it'
}
