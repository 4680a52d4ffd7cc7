import { fold } from './company-name.ts'
import { inLatin } from './latin-letters.ts'
import { editErrors } from './word-likeness.ts'

/** Words of addresses with their abbreviations: `word: 'other|spelling'`. */
const STREET_WORDS: Readonly<Record<string, string>> = {
  street: 'st|str|strasse|straat|strada|stradu|strase|rua|rue|calle|via|ulica|ul|ulitsa',
  avenue: 'ave|av|aven|avenida|avda|avd|prospekt|pr',
  boulevard: 'blvd|boul|bd|bulevar|bulvar',
  road: 'rd|weg|vej|vag|vagen|veien|tie',
  drive: 'dr|drv',
  lane: 'ln|gasse|laan',
  place: 'pl|platz|plaza|plaats|plein|piazza|plac',
  court: 'ct|crt',
  square: 'sq|sqr',
  parkway: 'pkwy|pky|parkwy',
  highway: 'hwy|hgwy|hiway',
  terrace: 'ter|terr',
  circle: 'cir|circ',
  north: 'n|nord|no',
  south: 's|sud|so',
  east: 'e|ost',
  west: 'w',
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
  saint: 'sankt|sainte|santa|san',
}

/** Where in the house; the house stays the same. What follows such a word is its number. */
const IN_THE_HOUSE = new Set(
  'suite ste floor fl etage og unit apt apartment room rm bldg building bureau office no'.split(' '),
)
const KINDS = new Map(
  Object.entries(STREET_WORDS).flatMap(([word, spellings]) => [
    [word, word] as const,
    ...spellings.split('|').map((one) => [one, word] as const),
  ]),
)
const ENDINGS = /(?<=\p{L}{3})(?:strasse|straat|str|gasse|weg|platz|plein|laan|gatan|vagen|vej)$/u
const LENGTH_MAX = 200

/**
 * A street with its house number as it is compared: "221 E. 51st St., Suite 4" and "221 east 51 Street" are one. Town and postal code belong in
 * fields of their own. Empty when nothing is left.
 */
export function streetKey(text: string): string {
  const words = inLatin(fold(text.slice(0, LENGTH_MAX).toWellFormed())).split(' ')
  const kept: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const next = words[at + 1] ?? ''
    if (kept.length > 0 && IN_THE_HOUSE.has(word) && /\d|^[a-z]$/.test(next)) {
      at++
      continue
    }
    const ordinal = /^(\d+)(?:st|nd|rd|th)$/.exec(word)
    if (ordinal) kept.push(ordinal[1] ?? word)
    else if (word !== '') kept.push(...ending(KINDS.get(word) ?? word))
  }
  const numbers = kept.filter((word) => /^\d/.test(word))
  const names = kept.filter((word) => !/^\d/.test(word))
  return [...names, ...numbers].join(' ')
}

/** "Hauptstrasse" as "haupt street". */
function ending(word: string): string[] {
  const found = ENDINGS.exec(word)
  return found ? [word.slice(0, found.index), KINDS.get(found[0]) ?? 'street'] : [word]
}

const KIND_WORDS = new Set(Object.keys(STREET_WORDS))

/** Two keys: one place, nearly one (a typing error, the kind of street or a direction left out), or another. */
export function streetRelation(a: string, b: string): 'same' | 'near' | 'other' {
  if (a === '' || b === '') return 'other'
  if (a === b) return 'same'
  const [one, other] = [split(a), split(b)]
  if (one.house === undefined || one.house !== other.house) return 'other'
  // The ends of a street share names with its numbers: "51" may be the street, so the smaller set must stand in the larger.
  const allowed = Math.min(one.name.length, other.name.length) >= 6 ? 2 : 1
  if (one.name === other.name || (one.name !== '' && editErrors(one.name, other.name, allowed) <= allowed))
    return 'near'
  return 'other'
}

function split(key: string): { house: string | undefined; name: string } {
  const words = key.split(' ')
  const numbers = words.filter((word) => /^\d/.test(word))
  const name = [...words.filter((word) => !/^\d/.test(word) && !KIND_WORDS.has(word)), ...numbers.slice(1)]
  return { house: numbers[0], name: name.join(' ') }
}
