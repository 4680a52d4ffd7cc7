/** Countries by ISO 3166-1 alpha-2 code, as the platform's Unicode data knows them. */

const NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

// Codes that CLDR names although ISO 3166-1 gives them to no country: groups, placeholders and exceptional reservations.
const NO_COUNTRIES: ReadonlySet<string> = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' '))

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Every country's code. Asking the platform about one takes longer than all else that checks a registration. */
const COUNTRIES: ReadonlySet<string> = new Set(LETTERS.flatMap((a) => LETTERS.map((b) => a + b)).filter(isNamed))

function isNamed(code: string): boolean {
  if (NO_COUNTRIES.has(code)) return false
  return NAMES.of(code) !== undefined && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`
}

/** Is this the code of a country today? "UK" and withdrawn codes ("DD") are not; "XK" (Kosovo) is, as everybody uses it. */
export function isCountry(code: string): boolean {
  return COUNTRIES.has(code)
}

/** The country's name in English, or the code when it is none. */
export function countryName(code: string): string {
  return isCountry(code) ? (NAMES.of(code) ?? code) : code
}
