import { Refused } from '#kit/refusal.ts'
import type { Context } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { ACCOUNT_REFUSALS } from './account.ts'
import * as store from './family-store.ts'
import { survivorOf } from './merged-store.ts'

export { FAMILY_DEPTH_MAX, lockFamily } from './family-store.ts'

/** Who an account belongs to, nearest first, and all that belongs to it, nearest first. */
export async function familyOf(
  tx: Tx,
  org_id: string,
  account_id: string,
): Promise<{ parents: string[]; children: string[] }> {
  const [parents, below] = await Promise.all([
    store.listParents(tx, org_id, account_id),
    store.listBelow(tx, org_id, account_id, store.FAMILY_MAX),
  ])
  return { parents, children: below.map(({ id }) => id) }
}

/** What keeps an account from belonging to another; none where nothing does. The caller holds the family's lock. */
async function whyNotBelow(
  tx: Tx,
  org_id: string,
  id: string,
  parent_id: string,
): Promise<'itself' | 'circle' | 'deep' | null> {
  if (id === parent_id) return 'itself'
  const above = await store.listParents(tx, org_id, parent_id)
  if (above.includes(id)) return 'circle'
  const levels = above.length + 1 + (await store.heightOf(tx, org_id, id))
  return levels > store.FAMILY_DEPTH_MAX ? 'deep' : null
}

/**
 * The account that is meant as the parent of another, under the family's lock: nobody makes a circle with somebody else at
 * the same moment. Refused where it cannot be one.
 */
export async function checkParent(ctx: Context, id: string, parent_id: string): Promise<string> {
  await store.lockFamily(ctx.tx, ctx.org_id)
  const parent = await survivorOf(ctx.tx, ctx.org_id, parent_id)
  if (!parent)
    throw new Refused(ACCOUNT_REFUSALS.parent_unknown, {}, field('expected the id of an account of this org'))
  const why = await whyNotBelow(ctx.tx, ctx.org_id, id, parent)
  if (why === 'itself') throw new Refused(ACCOUNT_REFUSALS.parent_itself, {}, field('expected another account'))
  if (why === 'circle')
    throw new Refused(ACCOUNT_REFUSALS.parent_circle, {}, field('expected an account that does not belong to this one'))
  if (why === 'deep')
    throw new Refused(
      ACCOUNT_REFUSALS.parent_deep,
      { limit: store.FAMILY_DEPTH_MAX },
      field('expected an account further up in its family'),
    )
  return parent
}

const field = (message: string) => ({ fields: [{ path: 'parent_id', message }] })

/**
 * Ties accounts that have no parent to those that a file named; what would make a circle or go too deep is left out. Answers
 * what was tied. The caller holds the locks of these accounts.
 */
export async function tieParents(
  ctx: Context,
  pairs: readonly { id: string; parent_id: string }[],
): Promise<{ id: string; parent_id: string }[]> {
  if (pairs.length === 0) return []
  await store.lockFamily(ctx.tx, ctx.org_id)
  const tied: { id: string; parent_id: string }[] = []
  for (const pair of pairs) {
    // Each in turn: the next one stands on what this one made.
    if (await whyNotBelow(ctx.tx, ctx.org_id, pair.id, pair.parent_id)) continue
    if (await store.giveParent(ctx.tx, ctx.org_id, pair)) tied.push(pair)
  }
  return tied
}
