import { nameKey } from '#kit/company-name.ts'
import { newId } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { cluesOf } from './clues.ts'
import { replaceClues } from './recognition-store.ts'
import * as said from './said-store.ts'
import * as store from './store.ts'
import { taxKey } from './tax-key.ts'

/**
 * What a person says of accounts sticks: a name or a domain that is an account too (alias), and a company that is not that
 * account (apart). The caller holds the account's lock, records who said it, and announces it.
 */

/** A company as somebody saw it when they said something of it. */
export type Described = { name: string; domain: string | null; country: string | null }

/** From now on the account is found by this name and this domain too, and recognised by them. */
export async function addAliases(
  tx: Tx,
  org_id: string,
  account_id: string,
  of: { name?: string | null; domain?: string | null; country?: string | null },
  by: said.SaidBy,
): Promise<void> {
  const key = of.name ? nameKey(of.name) : ''
  if (of.name && key !== '') {
    const alias = { id: newId(), account_id, kind: 'name', key, text: of.name, country: of.country ?? null } as const
    said.insertAlias(tx, org_id, alias, by)
  }
  if (of.domain) {
    const alias = { id: newId(), account_id, kind: 'domain', key: of.domain, text: of.domain, country: null } as const
    said.insertAlias(tx, org_id, alias, by)
  }
  await restoreClues(tx, org_id, [account_id])
}

/** From now on this company is not that account, however alike they look. */
export function keepApart(
  tx: Tx,
  org_id: string,
  account_id: string,
  from: Described | { account_id: string },
  by: said.SaidBy,
): void {
  if ('account_id' in from) {
    if (from.account_id !== account_id)
      said.insertPairApart(tx, org_id, { id: newId(), account_id, other_id: from.account_id }, by)
    return
  }
  const name_key = nameKey(from.name)
  if (name_key === '') return
  const { domain, country } = from
  said.insertApart(tx, org_id, { id: newId(), account_id, text: from.name, name_key, domain, country }, by)
}

/** Takes back what was said: single words by their ids, or all of one match or merge. */
export async function revokeSaid(
  tx: Tx,
  org_id: string,
  which: { ids: readonly string[] } | { source_id: string },
  by: Omit<said.SaidBy, 'source_id'>,
): Promise<void> {
  await restoreClues(tx, org_id, await said.revoke(tx, org_id, which, by.at, by.by))
}

/** Makes the clues of accounts anew, from what they are called and what people call them. */
export async function restoreClues(tx: Tx, org_id: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const [accounts, aliases] = await Promise.all([
    store.listForClues(tx, org_id, ids),
    said.listAliases(tx, org_id, ids),
  ])
  const of = Map.groupBy(aliases, ({ account_id }) => account_id)
  const rows = accounts.map(({ id, ...known }) => ({ id, clues: cluesOf(known, of.get(id)) }))
  replaceClues(tx, org_id, rows, ids)
}

/**
 * Two accounts are one from now on. What either is recognised by stays where it is: who is found under the old account is
 * answered as the one that it became (`merged_into`). Only the tax id, of which there is one, goes over.
 */
export async function moveKeys(tx: Tx, org_id: string, from: string, to: string): Promise<void> {
  await store.moveTaxKeys(tx, org_id, from, to)
}

/** Puts back what `moveKeys` moved: the account holds its own tax id again. */
export async function undoMoveKeys(tx: Tx, org_id: string, from: string, to: string): Promise<void> {
  const own = await store.findAccount(tx, org_id, from)
  if (own) await store.moveTaxKeys(tx, org_id, to, from, taxKey(own.country, own.tax_id) ?? '')
}
