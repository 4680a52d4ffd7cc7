import type { Instant } from '#kit/instant.ts'
import type { Reason } from '#kit/ruling.ts'
import type { ProgramInForce } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import * as store from './contact-store.ts'
import { decideContact, type ContactOutcome, type ContactTerms } from './decide.ts'
import type { ContactFacts } from './facts.ts'

/** May direct sales contact some accounts now: for doing, previewing and explaining the same. */

export type Standing = store.Holder & { facts: ContactFacts; outcome: ContactOutcome; because: Reason[] }

export type AccountContact = {
  account_id: string
  /** The strictest of all who hold the account. */
  outcome: ContactOutcome
  /** What is said of an account that nobody holds; else the strictest holder's. */
  because: Reason[]
  holders: Standing[]
}

/** The sections that the ladder reads; parsed when they were published. */
export function contactTerms({ document }: ProgramInForce): ContactTerms {
  return document as unknown as ContactTerms
}

/** How strict a standing is: everybody who holds an account must let direct sales come. */
const STRICTNESS: Record<ContactOutcome['standing'], number> = { free: 0, consent: 1, slipped: 2, protected: 3 }

/** The standing of each account, for any number of them with one look-up. `lines` is what direct sales is after. */
export async function contactStanding(
  tx: Tx,
  org_id: string,
  account_ids: readonly string[],
  at: { terms: ContactTerms; now: Instant; lines?: number[] | null },
): Promise<Map<string, AccountContact>> {
  const { terms, now, lines = null } = at
  const holders = new Map<string, Standing[]>()
  for (const holder of await store.listHolders(tx, org_id, account_ids, now)) {
    const { asked_id: account_id, protection, consent } = holder
    const facts: ContactFacts = { v: 1, account_id, lines, protection, consent, opportunity: null }
    holders.set(account_id, [
      ...(holders.get(account_id) ?? []),
      { ...holder, facts, ...decideContact(facts, terms, now) },
    ])
  }
  return new Map(account_ids.map((id) => [id, together(id, holders.get(id) ?? [], terms, now, lines)]))
}

function together(
  account_id: string,
  holders: Standing[],
  terms: ContactTerms,
  now: Instant,
  lines: number[] | null,
): AccountContact {
  const strictest = holders.toSorted((a, b) => STRICTNESS[b.outcome.standing] - STRICTNESS[a.outcome.standing])[0]
  if (strictest) return { account_id, outcome: strictest.outcome, because: strictest.because, holders }
  const nobody: ContactFacts = { v: 1, account_id, lines, protection: null, consent: null, opportunity: null }
  return { account_id, ...decideContact(nobody, terms, now), holders }
}
