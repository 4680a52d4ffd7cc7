import { nameKey } from '#kit/company-name.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Context } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { Account, AccountChange } from './account.ts'
import { heightOf, listParents } from './family-store.ts'
import { leadBack, leadOn, moveChildren, takeTaxKeyBack } from './merged-store.ts'
import { moveKeys, undoMoveKeys } from './said.ts'
import * as store from './store.ts'
import { taxKey } from './tax-key.ts'

/**
 * What becomes of two accounts' own rows when they become one, and two again: whom they stand for, whose they are, what they
 * are known by. The caller holds the family's and both accounts' locks.
 */

/** What a blank field of the winner takes from the loser. What goes together comes together. */
const TOGETHER: readonly (readonly (keyof AccountChange)[])[] = [
  ['domain'],
  ['country'],
  ['street', 'postcode', 'city'],
  ['phone'],
  ['industry'],
  ['employees'],
  ['revenue_minor', 'currency'],
  ['parent_name'],
  ['is_customer', 'customer_since'],
  ['is_house'],
]

const isBlank = (value: unknown) => value === null || value === false || value === ''

/** What the winner of a merge takes from the loser: only what it does not say itself. */
export function fillFrom(loser: Account, winner: Account): AccountChange {
  const taken = TOGETHER.flatMap((fields) =>
    fields.every((field) => isBlank(winner[field])) ? fields.filter((field) => !isBlank(loser[field])) : [],
  )
  const change: Record<string, unknown> = Object.fromEntries(taken.map((field) => [field, loser[field]]))
  // An address is of one country: the pieces of another one's do not fit.
  if (winner.country && loser.country && winner.country !== loser.country)
    for (const field of ['street', 'postcode', 'city', 'phone']) delete change[field]
  const country = winner.country ?? loser.country
  if (!winner.tax_id && loser.tax_id && country === loser.country) change['tax_id'] = loser.tax_id
  return change as AccountChange // only fields of an account
}

/** How many companies would stand one above the other where these two were one. */
export async function mergedLevels(tx: Tx, org_id: string, loser: string, winner: string): Promise<number> {
  const [aboveLoser, aboveWinner, belowLoser, belowWinner] = await Promise.all([
    listParents(tx, org_id, loser),
    listParents(tx, org_id, winner),
    heightOf(tx, org_id, loser),
    heightOf(tx, org_id, winner),
  ])
  const above = aboveLoser.includes(winner)
    ? aboveWinner.length
    : aboveWinner.includes(loser) || aboveWinner.length === 0
      ? aboveLoser.length
      : aboveWinner.length
  return above + Math.max(belowLoser, belowWinner)
}

/**
 * Whose the winner is, when both are one: it keeps its parent, takes the loser's where it has none, and takes the loser's
 * place where it stood below that.
 */
async function parentAfter(tx: Tx, org_id: string, loser: Account, winner: Account): Promise<string | null> {
  const aboveWinner = await listParents(tx, org_id, winner.id)
  if (aboveWinner.includes(loser.id)) return loser.parent_id
  const aboveLoser = await listParents(tx, org_id, loser.id)
  return winner.parent_id ?? (aboveLoser.includes(winner.id) ? null : loser.parent_id)
}

export type Led = { children: string[]; led: string[]; change: AccountChange }

/** Makes two accounts one: what is found under the loser is the winner, its subsidiaries are the winner's, blanks are filled. */
export async function leadToWinner(ctx: Context, loser: Account, winner: Account): Promise<Led> {
  const { tx, org_id } = ctx
  const parent_id = await parentAfter(tx, org_id, loser, winner)
  await moveKeys(tx, org_id, loser.id, winner.id)
  const led = await leadOn(tx, org_id, loser.id, winner.id)
  // The loser's subsidiaries are those of the winner, which is none of its own.
  const children = await moveChildren(tx, org_id, 'all', loser.id, winner.id)
  const change = { ...fillFrom(loser, winner), ...(parent_id !== winner.parent_id && { parent_id }) }
  const fresh = await store.findAccount(tx, org_id, winner.id)
  if (fresh && Object.keys(change).length > 0) await write(ctx, fresh, change)
  return { children, led, change }
}

/** Makes them two again, with what each was known by. `change` is what the winner gives back. */
export async function leadToBoth(
  ctx: Context,
  pair: { loser: Account; winner: Account },
  moved: { children: readonly string[]; led: readonly string[] },
  change: AccountChange,
): Promise<{ children: string[]; has_circle: boolean }> {
  const { tx, org_id } = ctx
  const { loser, winner } = pair
  if (Object.keys(change).length > 0) await write(ctx, winner, change)
  const children = await moveChildren(tx, org_id, moved.children, winner.id, loser.id)
  await leadBack(tx, org_id, loser.id, moved.led)
  await undoMoveKeys(tx, org_id, loser.id, winner.id)
  await takeTaxKeyBack(tx, org_id, loser)
  const above = await Promise.all([loser.id, winner.id].map((id) => listParents(tx, org_id, id)))
  return { children, has_circle: above.some((ids, i) => ids.includes(i === 0 ? loser.id : winner.id)) }
}

/** Would both have the tax id that the loser had, or somebody else has it by now? */
export async function isTaxIdTaken(ctx: Context, loser: Account, winnerAfter: Account): Promise<boolean> {
  const key = taxKey(loser.country, loser.tax_id)
  if (!key) return false
  if (key === taxKey(winnerAfter.country, winnerAfter.tax_id)) return true
  const holder = await store.findTaxHolder(ctx.tx, ctx.org_id, key)
  return holder !== undefined && holder !== winnerAfter.id && holder !== loser.id
}

async function write(ctx: Context, account: Account, change: AccountChange): Promise<void> {
  const written = await store.updateAccount(ctx.tx, ctx.org_id, account, change, nameKey(change.name ?? account.name))
  if (!written) throw new Refused(COMMON.stale)
}
