import { exactTime } from '../../ui/index.ts'
import { formatMoney } from '../../words/format.ts'
import { locale } from '../../words/words.ts'
import { words } from './words.ts'

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const CODE = /^[a-z]+(?:_[a-z]+)+$/

/** A kept value as a person reads it. */
export function valueText(value: unknown, zone: string): string {
  if (value === null || value === undefined || value === '') return words.record.none
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'string') {
    if (INSTANT.test(value)) return exactTime(value, zone, locale())
    return CODE.test(value) ? value.replaceAll('_', ' ') : value
  }
  if (Array.isArray(value)) {
    const flat = value.every((one) => typeof one !== 'object' || one === null)
    return flat ? value.map((one) => valueText(one, zone)).join(', ') : words.items(value.length)
  }
  if (typeof value === 'object' && 'amount_minor' in value && 'currency' in value)
    return formatMoney({ amount_minor: String(value.amount_minor), currency: String(value.currency) })
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
