import { isCountry } from '../../../kit/countries.ts'
import type { Suggestion } from '../../ui/index.ts'
import { locale } from '../../words/words.ts'

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** A country by its code, in the page's language. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(locale(), { type: 'region' }).of(code) ?? code
}

let made: readonly Suggestion[] | undefined

/** Every country by name. */
export function countryOptions(): readonly Suggestion[] {
  made ??= LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter(isCountry)
    .map((code) => ({ value: code, label: countryName(code) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale()))
  return made
}

/** Endings that anybody takes for their sound, wherever they are. */
const ANYWHERE = new Set(['IO', 'CO', 'AI', 'TV', 'ME', 'CC', 'FM', 'GG', 'LY', 'SH', 'TO', 'WS', 'LA', 'AM'])

/** The country that a domain's ending names: "DE" of "example.de"; null where an ending names none. */
export function countryOfDomain(domain: string): string | null {
  const ending = domain.slice(domain.lastIndexOf('.') + 1).toUpperCase()
  const code = ending === 'UK' ? 'GB' : ending
  return isCountry(code) && !ANYWHERE.has(code) ? code : null
}
