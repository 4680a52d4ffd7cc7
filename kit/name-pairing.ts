import type { NameDifference } from './name-likeness.ts'
import type { NameWord } from './name-reading.ts'
import type { Rarity } from './word-meanings.ts'
import { wordLikeness, type WordLikeness } from './word-likeness.ts'

/** The words of one name, and where in the other name each found its like; -1 while it has not. */
export type Side = { words: readonly NameWord[]; pairs: number[] }

/** Two names on their way to a likeness: what they share and what speaks against them, in bits. */
export type Pairing = {
  a: Side
  b: Side
  rarity: Rarity
  shared: number
  against: number
  how: NameDifference[]
}

const BITS_MAX = 16
/** What a letter that is written can tell at most. */
const LETTER_BITS = 2.5
const JOINED_MAX = 4
const INITIALS_MAX = 6
const INITIALS_SHARE = 0.5

/** Pairs all words that find their like, the surest first. */
export function pairWords(pairing: Pairing): void {
  pairSame(pairing)
  pairJoined(pairing, pairing.a, pairing.b)
  pairJoined(pairing, pairing.b, pairing.a)
  pairAlike(pairing)
  pairInitials(pairing, pairing.a, pairing.b)
  pairInitials(pairing, pairing.b, pairing.a)
}

/** What a word weighs by itself: as the least telling of what it may stand for. */
export function weightOf(word: NameWord, rarity: Rarity): number {
  let least = Infinity
  for (const meaning of word.means) {
    // "el." is cut, so it is no article.
    const isArticle = word.cut && word.means.length > 1 && meaning === word.text
    if (!isArticle) least = Math.min(least, rarity(meaning))
  }
  return least
}

function pairSame(pairing: Pairing): void {
  const { a, b, rarity } = pairing
  for (const [i, word] of a.words.entries()) {
    for (let j = 0; j < b.words.length; j++) {
      if (b.pairs[j] !== -1 || b.words[j]?.text !== word.text) continue
      a.pairs[i] = j
      b.pairs[j] = i
      pairing.shared += weightOf(word, rarity)
      break
    }
  }
}

/** "DataDog" and "Data Dog": one word is several of the other, one after the other. */
function pairJoined(pairing: Pairing, whole: Side, parts: Side): void {
  for (const [i, word] of whole.words.entries()) {
    if (whole.pairs[i] !== -1 || word.text.length < 3) continue
    for (let j = 0; j + 1 < parts.words.length; j++) {
      const length = joinedLength(word.text, parts, j)
      if (length === 0) continue
      whole.pairs[i] = j
      parts.pairs.fill(i, j, j + length)
      pairing.shared += weightOf(word, pairing.rarity)
      note(pairing, whole, 'spacing', word, parts.words.slice(j, j + length))
      break
    }
  }
}

function joinedLength(text: string, { words, pairs }: Side, from: number): number {
  let at = 0
  for (let j = from; j < words.length && j < from + JOINED_MAX; j++) {
    const part = words[j]?.text ?? ''
    if (pairs[j] !== -1 || !text.startsWith(part, at)) return 0
    at += part.length
    if (at === text.length) return j > from ? j - from + 1 : 0
  }
  return 0
}

/** Pairs what is left by how much a pair tells, the most telling first. */
function pairAlike(pairing: Pairing): void {
  const { a, b } = pairing
  for (;;) {
    let best = 0
    let found: { i: number; j: number; bits: number; alike: WordLikeness } | null = null
    for (const [i, one] of a.words.entries()) {
      if (a.pairs[i] !== -1) continue
      for (const [j, other] of b.words.entries()) {
        if (b.pairs[j] !== -1) continue
        const alike = wordLikeness(one, other)
        if (alike.share === 0) continue
        const bits = sharedBits(one, other, pairing.rarity)
        const worth = alike.share * bits - Math.abs(i - j) * 0.01
        if (worth <= best) continue
        best = worth
        found = { i, j, bits, alike }
      }
    }
    if (!found) return
    const { i, j, bits, alike } = found
    a.pairs[i] = j
    b.pairs[j] = i
    pairing.shared += alike.share * bits
    pairing.against += (1 - alike.share) * bits
    pairing.how.push({ code: alike.code, a: a.words[i]?.text ?? '', b: b.words[j]?.text ?? '' })
  }
}

/** What a pair tells: as much as the word both mean, and no more than the letters that are written. */
function sharedBits(a: NameWord, b: NameWord, rarity: Rarity): number {
  let bits = 0
  for (const meaning of a.means) if (b.means.includes(meaning)) bits = Math.max(bits, rarity(meaning))
  if (bits > 0) return bits
  const letters = Math.min(a.text.length, b.text.length)
  return Math.min(weightOf(a, rarity), weightOf(b, rarity), 0.5 + LETTER_BITS * letters, BITS_MAX)
}

/** "IBM" of "International Business Machines": weak, as three letters are the first of many names. */
function pairInitials(pairing: Pairing, short: Side, spelled: Side): void {
  for (const [i, word] of short.words.entries()) {
    if (short.pairs[i] !== -1 || word.number || word.text.length < 2 || word.text.length > INITIALS_MAX) continue
    const run = initialsRun(word.text, spelled)
    if (run === null) continue
    const words = run.map((j) => spelled.words[j]).filter((one) => one !== undefined)
    short.pairs[i] = run[0] ?? -1
    for (const j of run) spelled.pairs[j] = i
    const bits = words.reduce((sum, one) => sum + weightOf(one, pairing.rarity), 0)
    const told = Math.min(bits, LETTER_BITS * word.text.length)
    pairing.shared += INITIALS_SHARE * told
    pairing.against += (1 - INITIALS_SHARE) * told
    note(pairing, short, 'acronym', word, words)
  }
}

/** Unpaired words, one after the other, whose first letters are this word; short ones between them may be left out. */
function initialsRun(text: string, { words, pairs }: Side): number[] | null {
  for (let from = 0; from < words.length; from++) {
    const run: number[] = []
    for (let j = from; j < words.length && run.length < text.length && pairs[j] === -1; j++) {
      const word = words[j]?.text ?? ''
      if (word.length > 1 && word.charAt(0) === text.charAt(run.length)) run.push(j)
      else if (word.length > 3) break
    }
    if (run.length === text.length) return run
  }
  return null
}

function note(
  pairing: Pairing,
  side: Side,
  code: NameDifference['code'],
  word: NameWord,
  words: readonly NameWord[],
): void {
  const spelled = words.map(({ text }) => text).join(' ')
  pairing.how.push(side === pairing.a ? { code, a: word.text, b: spelled } : { code, a: spelled, b: word.text })
}
