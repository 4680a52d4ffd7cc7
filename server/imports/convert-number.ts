import { type Money, isCurrency, minorDigits } from '#kit/money.ts'

export type DecimalMark = '.' | ','

/** An exact decimal: `digits` without the mark, of which the last `places` stand behind it. */
export type Decimal = { negative: boolean; digits: string; places: number }

const SYMBOLS: Readonly<Record<string, readonly string[]>> = {
  '€': ['EUR'],
  '£': ['GBP'],
  '₹': ['INR'],
  '₩': ['KRW'],
  '₺': ['TRY'],
  '₽': ['RUB'],
  '₪': ['ILS'],
  '₫': ['VND'],
  '₴': ['UAH'],
  R$: ['BRL'],
  '¥': ['JPY', 'CNY'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
  zł: ['PLN'],
  Kč: ['CZK'],
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'TWD', 'MXN', 'CLP', 'COP', 'ARS'],
  US$: ['USD'],
}

/** Reads "1,234.50", "1 234,50", "1.234,50", "(12)" exactly; grouping must be whole groups, or the mark was misjudged. */
export function readDecimal(text: string, mark: DecimalMark): Decimal | null {
  if (text.length > 60) return null
  let rest = text.replace(/[\u00a0\u202f\u2009]/g, ' ').trim()
  const bracketed = /^\((.*)\)$/.exec(rest)
  if (bracketed) rest = bracketed[1] ?? ''
  const sign = /^[-+−]/.exec(rest)
  if (sign) rest = rest.slice(1).trim()
  const [whole = '', fraction = '', ...more] = rest.split(mark)
  if (more.length > 0 || !/^\d*$/.test(fraction) || (whole === '' && fraction === '')) return null
  const groups =
    mark === '.'
      ? /^\d*$|^\d{1,3}([, '’])\d{3}(\1\d{3})*$|^\d{1,2}(,\d{2})+,\d{3}$/
      : /^\d*$|^\d{1,3}([. '’])\d{3}(\1\d{3})*$/
  if (!groups.test(whole)) return null
  return {
    negative: (sign !== null && sign[0] !== '+') !== (bracketed !== null),
    digits: whole.replace(/\D/g, '') + fraction,
    places: fraction.length,
  }
}

export type MoneyReading = { ok: true; money: Money } | { ok: false; code: string; message: string; expected: string }

/**
 * Reads an amount in a cell into exact minor units. A symbol or code in the cell must agree with the currency
 * given; without one given, a symbol that means a single currency is enough.
 */
export function readMoney(text: string, currency: string | undefined, mark: DecimalMark, scale: number): MoneyReading {
  const expected = mark === '.' ? 'an amount like 1250.00 or 1,250.00' : 'an amount like 1250,00 or 1.250,00'
  const refuse = (code: string, message: string, repair = expected): MoneyReading => ({
    ok: false,
    code,
    message,
    expected: repair,
  })
  if (text.length > 60) return refuse('money.format', 'This is not an amount.')
  const written =
    /^(?<sign>[-−(]?)\s*(?<before>[^\d\s(),.+−-]{0,4})\s*(?<number>[^\p{L}\p{Sc}]*?)\s*(?<after>[^\d\s(),.]{0,4})(?<close>\)?)$/u.exec(
      text.trim(),
    )?.groups
  if (!written) return refuse('money.format', 'This is not an amount.')
  const marks = [written['before'] ?? '', written['after'] ?? ''].filter((part) => part !== '')
  const decimal = readDecimal(`${written['sign'] ?? ''}${written['number'] ?? ''}${written['close'] ?? ''}`, mark)
  if (marks.length > 1 || !decimal) return refuse('money.format', 'This is not an amount.')

  const stated =
    marks[0] === undefined
      ? null
      : (SYMBOLS[marks[0]] ?? (isCurrency(marks[0].toUpperCase()) ? [marks[0].toUpperCase()] : []))
  if (stated?.length === 0)
    return refuse('money.unknown_currency', `"${marks[0]}" is not a currency.`, 'an ISO 4217 code, for example EUR')
  if (stated && currency !== undefined && !stated.includes(currency)) {
    return refuse(
      'money.other_currency',
      `The amount says ${marks[0]}, but the currency of this row is ${currency}.`,
      `an amount in ${currency}`,
    )
  }
  const code = currency ?? (stated?.length === 1 ? stated[0] : undefined)
  if (code === undefined)
    return refuse(
      'money.no_currency',
      'Nothing says which currency this amount is in.',
      'a currency for the column, or a column with the currency',
    )

  const places = minorPlacesOf(code)
  const minor = toMinor(decimal, places, scale)
  if (minor === null)
    return refuse(
      'money.too_precise',
      `${code} has ${places} digits behind the decimal mark.`,
      `an amount in whole minor units of ${code}`,
    )
  if (minor.length > 18)
    return refuse(
      'money.too_large',
      'The amount is larger than can be kept.',
      'an amount of at most 18 digits in minor units',
    )
  return { ok: true, money: { amount_minor: decimal.negative && minor !== '0' ? `-${minor}` : minor, currency: code } }
}

/** Asking Unicode data costs tens of microseconds; a file asks for the same few currencies in every row. */
const minorPlaces = new Map<string, number>()
function minorPlacesOf(currency: string): number {
  const known = minorPlaces.get(currency) ?? minorDigits(currency)
  minorPlaces.set(currency, known)
  return known
}

/** Null when something other than zero would be cut off. */
function toMinor(decimal: Decimal, places: number, scale: number): string | null {
  const scaled = BigInt(decimal.digits) * BigInt(scale) * 10n ** BigInt(places)
  const unit = 10n ** BigInt(decimal.places)
  return scaled % unit === 0n ? (scaled / unit).toString() : null
}
