import { countryName, isCountry } from '../../kit/countries.ts'
import type { Suggestion } from '../ui/index.ts'

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

let all: readonly Suggestion[] | undefined

/** Every country by name, for a field in which one is chosen. */
export function countryOptions(): readonly Suggestion[] {
  all ??= LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter(isCountry)
    .map((code) => ({ value: code, label: countryName(code) }))
    .sort((a, b) => a.label.localeCompare(b.label))
  return all
}

/** A country's code as the field that chooses it wants it. */
export function countryOption(code: string | null): Suggestion | null {
  return code ? { value: code, label: countryName(code) } : null
}
