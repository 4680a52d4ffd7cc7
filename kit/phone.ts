import { CALLING_CODES } from './calling-codes.ts'

const codes: ReadonlySet<string> = new Set(Object.values(CALLING_CODES))

/**
 * A telephone number as it is compared: "+49 (0)30 1234-56 ext. 7" and "030/123456" in Germany are `49 30123456`. Without
 * a country a national number stays as it is. Null when there are too few digits to tell anybody.
 */
export function phoneKey(text: string, country: string | null): string | null {
  const written = text.slice(0, 60).normalize('NFKC').toLowerCase()
  const number = written.split(/(?:extension|ext|x|durchwahl|dw|poste)\.?\s*\d/, 1)[0] ?? ''
  const abroad = /^\s*\+/.test(number)
  let digits = number.replace(/\(0\)/, '').replace(/\D/g, '')
  const home = country === null ? undefined : CALLING_CODES[country]
  if (abroad || digits.startsWith('00')) {
    digits = digits.replace(/^00/, '')
    const code = [3, 2, 1].map((length) => digits.slice(0, length)).find((one) => codes.has(one))
    if (code === undefined || digits.length - code.length < 5) return null
    return `${code} ${withoutTrunk(digits.slice(code.length))}`
  }
  if (digits.length < 6) return null
  if (home === undefined) return withoutTrunk(digits)
  // "1 312 555 0100" in North America: the code is said without a plus.
  if (home === '1' && digits.length === 11 && digits.startsWith('1')) return `1 ${digits.slice(1)}`
  return `${home} ${withoutTrunk(digits)}`
}

/** The zero before an area code is dialled at home only. */
function withoutTrunk(digits: string): string {
  return digits.replace(/^0+(?=\d{5})/, '')
}
