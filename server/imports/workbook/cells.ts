/** How a number in a cell is meant, which only its format says. */
export type Shape = 'number' | 'date' | 'time' | 'percent'

/** Formats that every workbook has without saying so (ECMA-376, 18.8.30); the East Asian dates among them. */
export function builtInShape(id: number): Shape {
  if (id === 9 || id === 10) return 'percent'
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date'
  return (id >= 18 && id <= 21) || (id >= 45 && id <= 47) ? 'time' : 'number'
}

/** What a format of the workbook's own makes of a number: letters of a date count, unless quoted or escaped. */
export function shapeOf(format: string): Shape {
  const bare = format
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .split(';', 1)[0]
  if (bare === undefined || /general/i.test(bare)) return 'number'
  if (/[yd]/i.test(bare) || /m{3,}/i.test(bare)) return 'date'
  if (/[hs]/i.test(bare)) return 'time'
  return bare.includes('%') ? 'percent' : 'number'
}

/** Days before 1970-01-01: of the 1900 system, which has a 29 February 1900 that never was, and of the 1904 system. */
const EPOCH_1900 = 25_569
const EPOCH_1904 = 24_107
const DAY_S = 86_400

/** A number of days as a date, with the time where there is one; null where no calendar has such a day. */
export function dateText(serial: number, is_1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return null
  const days = serial + (!is_1904 && serial < 60 ? 1 : 0) - (is_1904 ? EPOCH_1904 : EPOCH_1900)
  // Excel keeps times as fractions: to the second is what they were typed to.
  const seconds = Math.round(days * DAY_S)
  const day = Math.floor(seconds / DAY_S)
  const time = timeOf(seconds - day * DAY_S)
  return time === '00:00:00' ? isoDay(day) : `${isoDay(day)} ${time}`
}

/** A share of a day as a time; more than a day is a length of time, in hours. */
export function timeText(serial: number): string {
  return timeOf(Math.round(serial * DAY_S))
}

function timeOf(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** Days since 1970 as a date (Howard Hinnant's `civil_from_days`), since no clock is asked here. */
function isoDay(days: number): string {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0)
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/**
 * A number as it stands in the file, written out: exponents become digits, whole numbers keep every digit. A fraction is
 * cut to the 15 digits that spreadsheets count with, so that 1234.5599999999999 is the 1234.56 that was typed. Null where it is no number.
 */
export function numberText(text: string, shift = 0): string | null {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text.trim())
  if (!parts) return null
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  if (whole + fraction === '') return null
  let point = whole.length + Number(exponent) + shift
  let digits = whole + fraction
  if (Math.abs(point) > 400) return null
  const leading = /^0*/.exec(digits)?.[0].length ?? 0
  digits = digits.slice(leading)
  point -= leading
  if (digits.length > Math.max(point, 15)) [digits, point] = rounded(digits, point, Math.max(point, 15))
  if (point < 0) [digits, point] = ['0'.repeat(-point) + digits, 0]
  const full = digits.padEnd(point, '0')
  const behind = full.slice(point).replace(/0+$/, '')
  const before = full.slice(0, point).replace(/^0+(?=\d)/, '') || '0'
  const number = behind === '' ? before : `${before}.${behind}`
  return sign === '-' && /[1-9]/.test(number) ? `-${number}` : number
}

function rounded(digits: string, point: number, keep: number): [string, number] {
  const up = (digits[keep] ?? '0') >= '5'
  const kept = (BigInt(digits.slice(0, keep) || '0') + (up ? 1n : 0n)).toString()
  return [kept.padStart(keep, '0'), point + Math.max(0, kept.length - keep)]
}

/** "_x000D_" is how a workbook writes a character that XML cannot hold. */
export function plainText(text: string): string {
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/[\r\n\t\v\f]+/g, ' ')
}
