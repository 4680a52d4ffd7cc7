import { FILLER, GENERAL, GLUE, TRADES } from './business-words.ts'
import { PLACES } from './place-words.ts'

/** How much a word tells one company from another, in bits: its information, had the name been drawn from all names. */
export type Rarity = (word: string) => number

/** What a spelling may stand for, and what it weighs where nothing is counted. Words that are not here are names. */
export type Meaning = { words: readonly string[]; bits: number }

export const GLUE_BITS = 0.3
const LEVELS: readonly [Readonly<Record<string, string>>, number][] = [
  [FILLER, 1],
  [GENERAL, 3.5],
  [TRADES, 5],
  [PLACES, 5],
]

/** A word nobody counted yet is as rare as one in four thousand names; a short one is often shared by chance. */
const NAME_BITS = 12
const SHORT_NAME_BITS = [0, 1.2, 7, 10]
const NUMBER_BITS = 8

const MEANINGS = collect()

function collect(): ReadonlyMap<string, Meaning> {
  const found = new Map<string, { words: string[]; bits: number }>()
  const add = (spelling: string, word: string, bits: number) => {
    const known = found.get(spelling)
    if (!known) found.set(spelling, { words: [word], bits })
    else if (!known.words.includes(word)) known.words.push(word)
  }
  for (const spelling of GLUE.split('|')) add(spelling, spelling, GLUE_BITS)
  // The word itself first: "resource" is a resource before it is anything else.
  for (const [table, bits] of LEVELS) for (const word of Object.keys(table)) add(word, word, bits)
  for (const [table, bits] of LEVELS)
    for (const [word, spellings] of Object.entries(table))
      for (const spelling of spellings.split('|')) if (spelling !== '') add(spelling, word, bits)
  return found
}

export function meaningOf(spelling: string): Meaning | undefined {
  return MEANINGS.get(spelling)
}

/** What a word weighs where no org has counted its own names. */
export const usualRarity: Rarity = (word) => {
  const known = MEANINGS.get(word)
  if (known) return known.bits
  if (/^\d+$/.test(word)) return NUMBER_BITS
  return SHORT_NAME_BITS[word.length] ?? NAME_BITS
}

const BITS_MIN = 0.3
const BITS_MAX = 16

/** How many names the usual weights are worth against counted ones: a young org has counted next to nothing. */
const USUAL_NAMES = 2000

/** Weights from counted names: in how many of `names` a word stands, mixed with what is usual. */
export function rarityFrom(count: (word: string) => number, names: number): Rarity {
  const kept = new Map<string, number>()
  return (word) => {
    const known = kept.get(word)
    if (known !== undefined) return known
    const usual = usualRarity(word)
    const counted = -Math.log2((count(word) + USUAL_NAMES * 2 ** -usual) / (names + USUAL_NAMES))
    // What a business word or one letter tells is known; counting can only show that here it tells less.
    const most = MEANINGS.has(word) || word.length === 1 ? usual : BITS_MAX
    const bits = Math.max(BITS_MIN, Math.min(most, counted))
    if (kept.size > 50_000) kept.clear()
    kept.set(word, bits)
    return bits
  }
}
