import type { NameReading, NameWord } from './name-reading.ts'
import { GLUE_BITS, usualRarity } from './word-meanings.ts'

/** `store` is kept with an account, `ask` is looked for; two names that may be one company share one at least. */
export type NameKeys = { store: string[]; ask: string[] }

const STORE_MAX = 12
const ASK_MAX = 16

/** Words looked at, and letters of one word: the rest adds keys but no finds. */
const WORDS_MAX = 6
const LETTERS_MAX = 12
const GLUED_MAX = 24
/** Enough to be rare among a million names, few enough to survive a dot or the end of a column. */
const BEGINNING = 3
const END = 6
const MISTYPED = 7

/**
 * Short texts under which names that may be one company meet by plain equality. No common word stands alone, so that a
 * key names few accounts among a million: `=` all letters · `w` a rare word · `+` the beginnings of two words · `<` and `>` both
 * ends of the naming words · `-` a word with one letter left out, as typing errors do · `a` the initials. The most selective first.
 */
export function nameKeysOf(reading: NameReading): NameKeys {
  if (reading.glued === '') return { store: [], ask: [] }
  const words = reading.core.filter((word) => word.text.length > 1 || word.number).slice(0, WORDS_MAX)
  const rare = words.filter((word) => word.kind === 'distinctive')
  const keys = new Set([`=${reading.glued.slice(0, GLUED_MAX)}`])
  for (const word of rare.slice(0, 4)) if (word.text.length > 2) keys.add(`w${word.text.slice(0, LETTERS_MAX)}`)
  for (const key of pairs(words, rare)) keys.add(key)
  const letters = rare.map((word) => word.text).join('')
  if (letters.length >= END && words[0]?.kind === 'distinctive') keys.add(`<${reading.glued.slice(0, END)}`)
  if (letters.length >= END) keys.add(`>${letters.slice(-END)}`)
  const initials = initialsOf(reading.core)
  const store = new Set(keys)
  if (initials.length > 2 && initials.length <= END) store.add(`a${initials}`)
  const [only] = words
  if (words.length === 1 && only && only.text.length > 2 && only.text.length <= END) keys.add(`a${only.text}`)
  const typed = rare.length <= 2 ? [...mistyped(rare)] : []
  return { store: [...store, ...typed].slice(0, STORE_MAX), ask: [...keys, ...typed].slice(0, ASK_MAX) }
}

/**
 * Two neighbours, or with one word between them. Words that say nothing only pair where there is nothing better, and two
 * that many names share come last.
 */
function pairs(words: readonly NameWord[], rare: readonly NameWord[]): string[] {
  let used = words.filter((word) => weight(word) > 1)
  if (used.length < 2) used = words.filter((word) => weight(word) > GLUE_BITS)
  if (used.length < 2) used = [...words]
  const found: string[] = []
  const common: string[] = []
  const beginnings = used.map((word) => beginning(word))
  if (rare.length === 0 && used.length > 2) found.push(pair(...beginnings.slice(0, 3)))
  for (let step = 1; step <= 2; step++)
    for (let at = 0; at + step < used.length; at++) {
      const [one, other] = [used[at], used[at + step]]
      const shared = one?.kind !== 'distinctive' && other?.kind !== 'distinctive'
      ;(shared ? common : found).push(pair(beginnings[at] ?? '', beginnings[at + step] ?? ''))
    }
  return rare.length > 1 ? found : [...found, ...common]
}

function pair(...beginnings: string[]): string {
  return `+${beginnings.toSorted().join(' ')}`
}

function weight(word: NameWord): number {
  return usualRarity(word.means[0] ?? word.text)
}

/** Of a word with many spellings, what it stands for: "dt." and "Deutsche" begin alike. */
function beginning(word: NameWord): string {
  if (word.kind === 'distinctive') return word.text.slice(0, BEGINNING)
  return (word.means[0] ?? word.text).slice(0, BEGINNING)
}

function initialsOf(words: readonly NameWord[]): string {
  let initials = ''
  for (const word of words) if (weight(word) > GLUE_BITS) initials += word.text.charAt(0)
  return initials
}

/** The beginning of the longest word with each of its letters left out once: two spellings one error apart share one. */
function* mistyped(words: readonly NameWord[]): Generator<string> {
  const longest = words.reduce((best, word) => (word.text.length > best.length ? word.text : best), '')
  if (longest.length < 5) return
  const text = longest.slice(0, MISTYPED)
  if (longest.length < MISTYPED) yield `-${text}`
  for (let at = 0; at < text.length; at++) yield `-${text.slice(0, at)}${text.slice(at + 1)}`
}
