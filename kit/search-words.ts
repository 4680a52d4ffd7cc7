import { fold, nameKey } from './company-name.ts'
import { registrableDomain } from './domain.ts'

/**
 * The words by which things are found, and what somebody typed as words to find them by. Both sides fold alike, so that
 * the beginnings of any words of a text, in any order, find it.
 */

/** A longer word is found by its beginning. */
const WORD_MAX = 60
const WORDS_MAX = 40

/** Scripts that set no spaces: there, a word inside a name is found through the rest of the name from it on. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u
const SUFFIXES_MAX = 12

function cut(word: string): string {
  return word.length <= WORD_MAX ? word : [...word].slice(0, WORD_MAX).join('').slice(0, WORD_MAX).toWellFormed()
}

/** The words of any text. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .split(' ')
    .filter(Boolean)
    .flatMap((word) => {
      if (!UNSPACED.test(word)) return [cut(word)]
      const letters = [...word]
      return letters
        .slice(0, SUFFIXES_MAX)
        .map((_, at) => cut(letters.slice(at).join('')))
        .filter((rest) => !/^\p{M}/u.test(rest))
    })
}

/** A name: its words, and all of it as one word without its legal form, under which "Data Dog" and "DataDog" meet. */
export function nameWords(name: string): string[] {
  const words = wordsOf(name)
  return words.length > 1 ? [...words, cut(nameKey(name))] : words
}

/** A domain is one word: what is typed of it is its beginning. */
export function domainWords(domain: string): string[] {
  return [cut(domain.toLowerCase())]
}

/** An address is found whole, by its host, and by the parts of its local half. */
export function emailWords(email: string): string[] {
  const address = email.toLowerCase().normalize('NFKC')
  const at = address.lastIndexOf('@')
  return [cut(address), cut(address.slice(at + 1)), ...wordsOf(address.slice(0, Math.max(at, 0)))]
}

/** A key of another system, or a tax id: one word, whatever stands between its letters. */
export function codeWords(code: string): string[] {
  const word = fold(code).replaceAll(' ', '')
  return word.length >= 3 ? [cut(word)] : []
}

/** The words of a thing, each once. */
export function distinctWords(words: readonly string[]): string[] {
  return [...new Set(words)].filter(Boolean).slice(0, WORDS_MAX)
}

const TERMS_MAX = 8

/**
 * What was typed, as beginnings of words that must all be there: at most two ways to read it, the likelier first. Something
 * with a dot or an at inside may be a domain or an address, and else is words; several words may be one.
 */
export function readingsOf(typed: string): string[][] {
  const pieces = typed.trim().split(/\s+/).filter(Boolean).slice(0, TERMS_MAX)
  const words = fold(typed).split(' ').filter(Boolean).slice(0, TERMS_MAX).map(cut)
  const addressed = pieces.flatMap((piece) => addressIn(piece) ?? fold(piece).split(' ').filter(Boolean).map(cut))
  const glued = words.length > 1 ? cut(words.join('')) : undefined
  const readings = [addressed.slice(0, TERMS_MAX), words, ...(glued ? [[glued]] : [])].filter(
    (terms) => terms.length > 0,
  )
  const seen = new Set<string>()
  return readings.filter((terms) => {
    const key = terms.join(' ')
    return !seen.has(key) && seen.add(key)
  })
}

/** A domain, an address or the beginning of one; null where the piece is neither. */
function addressIn(piece: string): string | null {
  const text = piece.replace(/^[\s"'(<@]+|[\s"')>,;.]+$/g, '').toLowerCase()
  if (!/[\p{L}\p{N}][.@][\p{L}\p{N}]/u.test(text) && !text.includes('://')) return null
  if (text.includes('@') && !text.includes('://')) return cut(text.normalize('NFKC'))
  const domain = registrableDomain(text)
  if (domain.ok) return cut(domain.domain)
  const host =
    text
      .replace(/^[a-z]+:\/\//, '')
      .replace(/^www\./, '')
      .split('/')[0] ?? ''
  return host === '' ? null : cut(host)
}

/** Does every beginning begin one of the words? */
export function areFound(terms: readonly string[], words: readonly string[]): boolean {
  return terms.every((term) => words.some((word) => word.startsWith(term)))
}
