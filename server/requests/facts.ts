import type { Money } from '#kit/money.ts'

/**
 * Everything the route of a request is decided on, independent of today's terms, so that other terms can be tried on it.
 * No personal data. Ids are UUIDs. A new field makes a new `v`.
 */
export type RequestFacts = {
  v: 1
  request_id: string
  kind: string
  partner: { id: string; track: string; tier: string | null; status: string }
  submitter: { side: 'org' | 'partner'; role: string }
  asks: {
    discount_bps: number | null
    margin_bps: number | null
    amount: Money | null
    environment_days: number | null
  }
  registration: { id: string; amount: Money | null } | null
}
