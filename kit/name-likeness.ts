import { pairWords, weightOf, type Pairing, type Side } from './name-pairing.ts'
import type { NameReading } from './name-reading.ts'
import type { Rarity } from './word-meanings.ts'

export type { Rarity } from './word-meanings.ts'

/** One way in which two names differ; the words as they are compared. Facts keep only the code. */
export type NameDifference = {
  code:
    | 'same'
    | 'legal_form'
    | 'abbreviation'
    | 'typing'
    | 'order'
    | 'spacing'
    | 'script'
    | 'truncated'
    | 'acronym'
    | 'extra'
    | 'missing'
    | 'business_word'
  a?: string
  b?: string
}

/** `score`: 0 to 1000. */
export type NameLikeness = { score: number; how: NameDifference[] }

/**
 * How likely it is, by their names alone, that two companies are one. Words are paired, each pair by how alike its words are, and weighed by what
 * they tell: a rare word in both says much, a business word little, and a word that only one name has speaks against.
 * Symmetric: `likeness(b, a)` has the same score, with `extra` and `missing` and the words swapped.
 */
export function likeness(a: NameReading, b: NameReading, rarity: Rarity): NameLikeness {
  // In one fixed order, whoever asks, so that no tie can be broken two ways.
  if (a.glued < b.glued || (a.glued === b.glued && a.core.length <= b.core.length)) return compare(a, b, rarity)
  const { score, how } = compare(b, a, rarity)
  return { score, how: how.map(swapped) }
}

function swapped({ code, a, b }: NameDifference): NameDifference {
  const turned: NameDifference = { code: code === 'extra' ? 'missing' : code === 'missing' ? 'extra' : code }
  if (b !== undefined) turned.a = b
  if (a !== undefined) turned.b = a
  return turned
}

/** Against every likeness that is not plain sameness, and against words in another order. */
const DOUBT_BITS = 0.25
const ORDER_BITS = 0.4
/** A word more may be left out; two names that each have another word contradict. */
const CONTRADICTION = 0.8

function compare(a: NameReading, b: NameReading, rarity: Rarity): NameLikeness {
  if (a.glued === '' || b.glued === '') return { score: 0, how: [] }
  const pairing: Pairing = { a: sideOf(a), b: sideOf(b), rarity, shared: 0, against: 0, how: [] }
  pairWords(pairing)
  const { how } = pairing
  const extra = countUnpaired(pairing, a, pairing.a, b, pairing.b)
  const missing = countUnpaired(pairing, b, pairing.b, a, pairing.a)
  if (isTurned(pairing.a.pairs)) how.push({ code: 'order' })
  if (how.length === 0) return { score: 1000, how: [{ code: formsOf(a) === formsOf(b) ? 'same' : 'legal_form' }] }
  const order = how.at(-1)?.code === 'order' ? ORDER_BITS : 0
  const against = pairing.against + extra + missing + CONTRADICTION * Math.min(extra, missing) + order + DOUBT_BITS
  return { score: Math.round((1000 * pairing.shared) / (pairing.shared + against)), how }
}

function sideOf(reading: NameReading): Side {
  return { words: reading.core, pairs: reading.core.map(() => -1) }
}

function formsOf(reading: NameReading): string {
  let forms = ''
  for (const word of reading.words) if (word.kind === 'legal_form') forms += ` ${word.text}`
  return forms
}

/** Words that all may add or drop, as "group". */
const FILLER_BITS = 1
/** What a word tells counts more against two names when only one has it, and little when it was cut off or is a note. */
const ALONE_SHARE = 1.4
const CUT_OFF_SHARE = 0.4
const NOTE_SHARE = 0.3

/** The bits of words that only this side has. Where the other name was cut, its end could not have them. */
function countUnpaired(pairing: Pairing, one: NameReading, side: Side, other: NameReading, others: Side): number {
  const mayBeCut = other.cut && !others.pairs.includes(-1)
  const lastPaired = side.pairs.findLastIndex((at) => at !== -1)
  let bits = 0
  for (const [i, word] of side.words.entries()) {
    if (side.pairs[i] !== -1) continue
    const weight = weightOf(word, pairing.rarity)
    const cutOff = mayBeCut && i > lastPaired
    if (cutOff) bits += weight * CUT_OFF_SHARE
    else if (i >= one.before_form) bits += weight * NOTE_SHARE
    else bits += weight * (weight > FILLER_BITS ? ALONE_SHARE : 1)
    if (side === pairing.a) pairing.how.push({ code: cutOff ? 'truncated' : 'extra', a: word.text })
    else pairing.how.push({ code: cutOff ? 'truncated' : 'missing', b: word.text })
  }
  return bits
}

function isTurned(pairs: readonly number[]): boolean {
  let last = -1
  for (const at of pairs) {
    if (at === -1) continue
    if (at < last) return true
    last = at
  }
  return false
}
