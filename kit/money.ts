import { z } from 'zod'

/** Money on the wire and in facts: whole minor units as a string (exact at any size) and an ISO 4217 code. */
export type Money = { amount_minor: string; currency: string }

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** Is this an ISO 4217 code that the platform's Unicode data knows? */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code)
}

export const currencySchema = z
  .string()
  .refine(isCurrency, { error: 'expected an ISO 4217 currency code, for example EUR' })
  .meta({ description: 'ISO 4217 currency code', example: 'EUR' })

/** Up to 18 digits: fits a PostgreSQL bigint. */
export const moneySchema = z
  .object({
    amount_minor: z
      .string()
      .regex(/^-?\d{1,18}$/, {
        error: 'expected whole minor units as a string of digits, for example "125000" for 1,250.00',
      })
      .meta({ description: 'whole minor units (cents), as a string', example: '125000' }),
    currency: currencySchema,
  })
  .meta({ id: 'Money' })

/** Money somebody expects to sell for: zero or more. */
export const salesAmountSchema = moneySchema.refine((m) => !m.amount_minor.startsWith('-'), {
  path: ['amount_minor'],
  error: 'expected an amount of zero or more',
})

const digits = new Map<string, number>()

/** Digits behind the decimal point of a currency (ISO 4217 by way of CLDR): EUR 2, JPY 0, KWD 3. */
export function minorDigits(currency: string): number {
  const known = digits.get(currency)
  if (known !== undefined) return known
  const found =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  digits.set(currency, found)
  return found
}

/** "EUR 1,250.00"; whole amounts without their zeros: "EUR 1,250". Exact at any size. */
export function formatMoney(money: Money, locale = 'en'): string {
  const places = minorDigits(money.currency)
  const minor = BigInt(money.amount_minor)
  const unit = 10n ** BigInt(places)
  const sign = minor < 0n ? '-' : ''
  const absolute = minor < 0n ? -minor : minor
  const whole = (absolute / unit).toLocaleString(locale)
  const rest = absolute % unit
  const decimal = rest === 0n ? '' : `.${rest.toString().padStart(places, '0')}`
  return `${money.currency} ${sign}${whole}${decimal}`
}

/** Below zero when a < b. Amounts of different currencies have no order: `null`. */
export function compareMoney(a: Money, b: Money): number | null {
  if (a.currency !== b.currency) return null
  const difference = BigInt(a.amount_minor) - BigInt(b.amount_minor)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
