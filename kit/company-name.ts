import { FORMS_AT_THE_END, FORMS_AT_THE_START, GLUED_FORMS } from './legal-forms.ts'

/** Letters whose accent is not a combining mark, so that decomposing does not free it. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ς: 'σ',
}

/** The longest form has this many words; looking further back would only cost time. */
const LONGEST_FORM = 6

const ending = wordSequences(FORMS_AT_THE_END)
const starting = wordSequences(FORMS_AT_THE_START)
const lastWords = new Set([...ending].map((form) => form.slice(form.lastIndexOf(' ') + 1)))
const firstWords = new Set([...starting].map((form) => form.split(' ', 1)[0] ?? ''))
const glued = [...new Set(Object.values(GLUED_FORMS).flatMap((forms) => forms.split('|')))]
  .map((form) => fold(form))
  .toSorted((a, b) => b.length - a.length)

/**
 * The name of a company as it is compared: compatible characters made one (NFKC), case and accents folded, scripts kept,
 * punctuation to spaces, "&" to "and", legal forms dropped at the end (at the start where that is usual). It is a
 * clue, never an identity. Empty only when the name has neither a letter nor a digit; a name that is nothing but legal forms keeps one.
 */
export function normaliseCompanyName(name: string): string {
  let words = fold(name).split(' ')
  if (words[0] === '') return ''
  for (;;) {
    const shorter = withoutGluedForm(withoutForms(words))
    if (shorter.length === words.length && shorter.every((word, at) => word === words[at])) return words.join(' ')
    words = shorter
  }
}

/** The normalised name without spaces: an equality key under which "Data Dog" and "DataDog" meet. */
export function nameKey(name: string): string {
  return normaliseCompanyName(name).replaceAll(' ', '')
}

/** Text as it is compared: case, accents and punctuation away, scripts kept, words with one space between. */
export function fold(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(/\p{Cf}/gu, '')
      .toLowerCase()
      .normalize('NFD')
      // Only accents of European scripts: elsewhere combining marks are vowels (Thai, Devanagari) or consonants (kana).
      .replace(/[\u0300-\u036f\u20d0-\u20f0\ufe00-\ufe0f]/gu, '')
      .normalize('NFKC')
      .replace(/[ßæœøđðþłħıŧς]/gu, (letter) => PLAIN[letter] ?? letter)
      .replaceAll('&', ' and ')
      // "S.A.", "d.o.o." and "I.B.M." are one word each; an apostrophe or a gershayim stands inside a word.
      .replace(/(?<![\p{L}\p{N}\p{M}])\p{L}(?:\.\p{L})+(?![\p{L}\p{N}\p{M}])/gu, (initials) =>
        initials.replaceAll('.', ''),
      )
      .replace(/(?<=[\p{L}\p{N}])['’ʼ`´"״׳](?=[\p{L}\p{N}])/gu, '')
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
      .replace(/(?<![\p{L}\p{N}\p{M}])\p{M}+/gu, '')
      .replace(/ +/g, ' ')
      .trim()
  )
}

function wordSequences(table: Readonly<Record<string, string>>): ReadonlySet<string> {
  return new Set(Object.values(table).flatMap((forms) => forms.split('|').map((form) => fold(form))))
}

/** Drops the longest form at the end, then at the start, again and again, but never the last word standing. */
function withoutForms(words: readonly string[]): string[] {
  let from = 0
  let to = words.length
  for (;;) {
    const atEnd = formLength(ending, words, from, to, 'end')
    const atStart = atEnd > 0 ? 0 : formLength(starting, words, from, to, 'start')
    if (atEnd === 0 && atStart === 0) return words.slice(from, to)
    to -= atEnd
    from += atStart
  }
}

/** How many of the words from `from` up to `to` are one legal form there, never all of them; 0 when none is. */
export function legalFormLength(words: readonly string[], from: number, to: number, side: 'start' | 'end'): number {
  return formLength(side === 'end' ? ending : starting, words, from, to, side)
}

function formLength(
  forms: ReadonlySet<string>,
  words: readonly string[],
  from: number,
  to: number,
  side: 'start' | 'end',
): number {
  // Most names end and begin with no word of any form: seen at once.
  const outer = words[side === 'end' ? to - 1 : from] ?? ''
  if (outer.length > 1 && !(side === 'end' ? lastWords : firstWords).has(outer)) return 0
  for (let length = Math.min(LONGEST_FORM, to - from - 1); length > 0; length--) {
    const candidate = side === 'end' ? words.slice(to - length, to) : words.slice(from, from + length)
    if (forms.has(candidate.join(' '))) return length
    // "S A" and "G M B H": an abbreviation written with spaces instead of dots.
    if (length > 1 && candidate.every((word) => word.length === 1) && forms.has(candidate.join(''))) return length
  }
  return 0
}

function withoutGluedForm(words: string[]): string[] {
  const last = words.length - 1
  for (const form of glued) {
    const [head = '', tail = ''] = [words[0], words[last]]
    if (tail.length > form.length && tail.endsWith(form)) return [...words.slice(0, last), tail.slice(0, -form.length)]
    if (head.length > form.length && head.startsWith(form)) return [head.slice(form.length), ...words.slice(1)]
    if (last > 0 && tail === form) return words.slice(0, last)
    if (last > 0 && head === form) return words.slice(1)
  }
  return words
}
