import type { NameWord } from './name-reading.ts'

/** How alike two words are: `share` is 0 to 1, 0 when they are two words. Symmetric. */
export type WordLikeness = { share: number; code: 'same' | 'abbreviation' | 'typing' | 'script' | 'business_word' }

const NOT_ALIKE: WordLikeness = { share: 0, code: 'same' }
const SAME: WordLikeness = { share: 1, code: 'same' }
const SPELLED: WordLikeness = { share: 0.98, code: 'abbreviation' }
const SOUNDS: WordLikeness = { share: 0.93, code: 'script' }
const INFLECTED: WordLikeness = { share: 0.95, code: 'business_word' }

export function wordLikeness(a: NameWord, b: NameWord): WordLikeness {
  if (a.text === b.text) return SAME
  // A number with one digit changed is another number.
  if (a.number || b.number) return a.number && b.number && a.means[0] === b.means[0] ? SPELLED : NOT_ALIKE
  if (shareMeaning(a, b)) return SPELLED
  const [short, long] = a.text.length <= b.text.length ? [a, b] : [b, a]
  if (short.text.charCodeAt(0) === long.text.charCodeAt(0)) {
    if (long.text.startsWith(short.text)) return begun(short, long)
    if (short.sound === long.sound && short.text.length > 3) return SOUNDS
    if (isSkeleton(short, long)) return { share: short.cut ? 0.88 : 0.75, code: 'abbreviation' }
  }
  return mistyped(short, long)
}

function shareMeaning(a: NameWord, b: NameWord): boolean {
  if (a.kind === 'distinctive' && b.kind === 'distinctive') return false
  for (const one of a.means) if (b.means.includes(one)) return true
  return false
}

const isPlural = (rest: string): boolean => rest === 's' || rest === 'es'

/** The short word begins the long one: cut, with an ending, or another word altogether ("Astron" and "Astronics"). */
function begun(short: NameWord, long: NameWord): WordLikeness {
  const { length } = short.text
  if (short.cut) return { share: CUT_SHARES[length] ?? 0.96, code: 'abbreviation' }
  if (length >= 4 && isPlural(long.text.slice(length))) return INFLECTED
  if (short.kind === 'business_word') return NOT_ALIKE
  if (long.kind === 'business_word' && length >= 3) return { share: 0.85, code: 'abbreviation' }
  const rest = long.text.length - length
  if (length >= 7) return { share: rest <= 2 ? 0.8 : 0.7, code: 'abbreviation' }
  if (length >= 4) return { share: 0.5, code: 'abbreviation' }
  return length >= 2 ? { share: 0.25, code: 'abbreviation' } : NOT_ALIKE
}

/** By letters written before the dot. */
const CUT_SHARES = [0, 0.7, 0.85, 0.92]

/** "hldgs" of "holdings", "wrhs" of "warehouse": its letters in order, nearly all consonants, up to the long word's end. */
function isSkeleton(one: NameWord, other: NameWord): boolean {
  const [short, long] = [one.text, other.text]
  // Two or three letters are in many a word: there it takes a dot, or a word that is often shortened.
  const least = one.cut ? 2 : other.kind === 'business_word' && one.kind === 'distinctive' ? 3 : 4
  if (short.length < least || long.length < short.length + 2) return false
  let at = 0
  let vowels = 0
  for (let i = 0; i < short.length; i++) {
    const letter = short.charAt(i)
    at = long.indexOf(letter, at) + 1
    if (at === 0) return false
    if (i > 0 && isVowel(letter)) vowels++
  }
  return vowels <= (one.cut ? 1 : 0)
}

function isVowel(letter: string): boolean {
  return 'aeiouy'.includes(letter)
}

/** Typing errors: one in a word of five letters, two in one of nine. Of a cut word, only the beginning is compared. */
function mistyped(short: NameWord, long: NameWord): WordLikeness {
  const cut = short.cut && long.text.length > short.text.length
  const length = short.text.length
  const allowed = length >= 9 ? 2 : length >= 5 ? 1 : length === 4 ? 1 : 0
  if (allowed === 0 || (!cut && long.text.length - length > allowed)) return NOT_ALIKE
  if (!cut && bitCount(short.letters ^ long.letters) > 2 * allowed) return NOT_ALIKE
  const target = cut ? long.text.slice(0, length) : long.text
  const errors = editErrors(short.text, target, allowed)
  if (errors > allowed) return short.sound === long.sound && length > 3 ? SOUNDS : NOT_ALIKE
  const first = short.text.charCodeAt(0) === target.charCodeAt(0) ? 0 : 0.1
  // A letter left out, doubled or swapped is a slip; one letter for another is as often another name ("Netgear", "Netyear").
  const exchanged = target.length === length && short.letters !== long.letters ? 0.12 : 0
  const share = (TYPING_SHARES[length] ?? 0.93) - (errors - 1) * 0.08 - first - exchanged
  return { share, code: 'typing' }
}

/** By letters: the shorter the word, the likelier that one letter makes another word of it ("Comet" and "Comer"). */
const TYPING_SHARES = [0, 0, 0, 0, 0.4, 0.6, 0.7, 0.83, 0.88]

function bitCount(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555)
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333)
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

const LENGTH_MAX = 40
const rows = [0, 1, 2].map(() => new Uint8Array(LENGTH_MAX + 1))

/** Letters added, left out, changed or swapped with their neighbour; `allowed + 1` when there are more (optimal string alignment). */
export function editErrors(a: string, b: string, allowed: number): number {
  if (a.length > LENGTH_MAX || b.length > LENGTH_MAX) return a === b ? 0 : allowed + 1
  // One after the other, the rows are all written before they are read: nothing stays from the call before.
  let [older, old, row] = rows as [Uint8Array, Uint8Array, Uint8Array]
  for (let j = 0; j <= b.length; j++) old[j] = j
  for (let i = 1; i <= a.length; i++) {
    row[0] = i
    let least = i
    const letter = a.charCodeAt(i - 1)
    for (let j = 1; j <= b.length; j++) {
      const other = b.charCodeAt(j - 1)
      let errors = Math.min((old[j - 1] ?? 0) + (letter === other ? 0 : 1), (old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other)
        errors = Math.min(errors, (older[j - 2] ?? 0) + 1)
      row[j] = errors
      if (errors < least) least = errors
    }
    if (least > allowed) return allowed + 1
    ;[older, old, row] = [old, row, older]
  }
  return old[b.length] ?? 0
}
