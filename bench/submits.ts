import { accountOf, PARTNERS, type Range } from './accounts.ts'

export type Submit = {
  partner: number
  account: number | null
  fresh: string
  body: Record<string, unknown>
  key: string
}

/**
 * Submit number i: every second one claims a known account, each another one; the others name a company that nobody
 * knew. Amounts from EUR 10,000 to 200,000: by partner and amount some are approved by rule, the rest goes to review.
 */
export function submitOf(i: number, { first, span }: Range): Submit {
  const account = i % 2 === 0 ? first + (((i / 2) * 7919) % span) : null
  const fresh = String(8_000_000_000 + i)
  const { name, domain } =
    account === null ? { name: `Neu ${fresh} Handel`, domain: `n${fresh}.example` } : accountOf(account)
  const amount_minor = String((10_000 + ((i * 104_729) % 190_000)) * 100)
  return {
    partner: (i * 31) % PARTNERS,
    account,
    fresh,
    key: `bench-${fresh}`,
    body: {
      account_name: name,
      account_domain: domain,
      account_country: 'DE',
      amount: { amount_minor, currency: 'EUR' },
      expected_close_on: '2030-01-31',
    },
  }
}
