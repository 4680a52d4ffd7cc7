import { nameKey } from '#kit/company-name.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { ACCOUNT_REFUSALS, type Account } from '#server/accounts/account.ts'
import {
  FAMILY_DEPTH_MAX,
  findAccount,
  listBetween,
  lockAllKeys,
  lockFamily,
  mergedLevels,
} from '#server/accounts/index.ts'
import { lockAccounts, type Context } from '#server/command/index.ts'
import { listHolds, type Hold } from '#server/holds/index.ts'
import { listClashes, listOpenAt, type ClaimClash } from '#server/registrations/index.ts'
import type { MergeFacts } from './facts.ts'
import { MERGE_REFUSALS as M } from './merge.ts'

export type Pair = { loser: Account; winner: Account }
export type Gathered = Pair & { facts: MergeFacts; clashes: ClaimClash[]; holds: Hold[] }

/** The two accounts that shall become one; refused where they cannot, whatever stands at them. */
export async function findPair(ctx: Context, loser_wire: string, winner_wire: string): Promise<Pair> {
  const loser_id = uuidOf('account', loser_wire)
  const winner_id = uuidOf('account', winner_wire)
  const [loser, winner] = await Promise.all([
    findAccount(ctx.tx, ctx.org_id, loser_id),
    findAccount(ctx.tx, ctx.org_id, winner_id),
  ])
  if (!loser) throw new Refused(COMMON.not_found, { noun: 'account' })
  if (!winner) throw new Refused(ACCOUNT_REFUSALS.not_an_account)
  if (loser_id === winner_id) throw new Refused(M.itself)
  if (loser.merged_into) throw new Refused(M.already, { into: toWireId('account', loser.merged_into) })
  if (winner.merged_into === loser_id) throw new Refused(M.circle)
  if (winner.merged_into) throw new Refused(M.into_merged, { into: toWireId('account', winner.merged_into) })
  return { loser, winner }
}

/**
 * Takes the locks of a merge and collects what it is decided on. It writes alone among those who look accounts up, as an
 * import does: nobody comes to an account between its look-up and the lock. Who waits for one of the two accounts finds it
 * merged, and looks again.
 */
export async function lockPair(ctx: Context, ids: readonly string[], merged_too = false): Promise<void> {
  await lockAllKeys(ctx.tx, ctx.org_id)
  await lockFamily(ctx.tx, ctx.org_id)
  await lockAccounts(ctx, ids, merged_too)
}

export async function gatherMerge(
  ctx: Context,
  seen: Pair,
  resolve: { end: readonly string[]; keep_tax_id: boolean; despite_word: boolean },
): Promise<Gathered> {
  const { tx, org_id } = ctx
  const ids = [seen.loser.id, seen.winner.id] as const
  await lockPair(ctx, ids)
  const ends = [...new Set(resolve.end.map((id) => uuidOf('registration', id)))].sort()
  const [loser, winner, open, clashes, held, levels] = await Promise.all([
    findAccount(tx, org_id, ids[0]),
    findAccount(tx, org_id, ids[1]),
    listOpenAt(tx, org_id, ids, ends),
    listClashes(tx, org_id, ids, ctx.now, ends),
    Promise.all(ids.map((id) => listHolds(tx, org_id, id))),
    mergedLevels(tx, org_id, ...ids),
  ])
  if (!loser || !winner) throw new Refused(COMMON.not_found, { noun: 'account' })
  if (open.length < ends.length) throw new Refused(M.not_claims)
  const known = (it: Account) => ({ id: it.id, name_key: nameKey(it.name), domain: it.domain, country: it.country })
  const said_apart = await listBetween(tx, org_id, known(loser), known(winner))
  const holds = held.flat().filter(({ kind }) => kind === 'account')
  const pairsOf = (code: ClaimClash['code']) =>
    clashes
      .filter((clash) => clash.code === code)
      .map((clash) => ({ loser_registration_id: clash.loser.id, winner_registration_id: clash.winner.id }))
  const facts: MergeFacts = {
    v: 1,
    loser_id: loser.id,
    winner_id: winner.id,
    holds: holds.map(({ id, account_id }) => ({ hold_id: id, account_id: account_id ?? '' })),
    tax_ids_differ: taxIdsDiffer(loser, winner),
    keep_tax_id: resolve.keep_tax_id,
    said_apart,
    despite_word: resolve.despite_word,
    protections: pairsOf('protections'),
    own_claims: pairsOf('own_claims'),
    levels,
    levels_max: FAMILY_DEPTH_MAX,
    ends,
  }
  return { loser, winner, facts, clashes, holds }
}

/** Two tax ids of one country are two companies; where a country is not known, it may be the same one. */
function taxIdsDiffer(a: Account, b: Account): boolean {
  if (!a.tax_id || !b.tax_id || (a.country && b.country && a.country !== b.country)) return false
  const bare = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return bare(a.tax_id) !== bare(b.tax_id)
}
