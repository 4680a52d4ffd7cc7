import { countryName } from '../../../kit/countries.ts'
import { locale } from '../../words/words.ts'
import type { Slice } from './ask.ts'
import { words } from './words.ts'

const NONE = 'none'

/** A slice's name: "Nov 2026", "Germany", a partner's or a manager's. */
export function nameOf(by: Slice, slice: { key: string; name: string | null }): string {
  if (slice.key === NONE) return words.none[by]
  if (by === 'month')
    return new Intl.DateTimeFormat(locale(), { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
      new Date(`${slice.key}T00:00:00Z`),
    )
  if (by === 'country') return countryName(slice.key)
  return slice.name ?? slice.key
}
