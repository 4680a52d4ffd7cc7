import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { spoken } from '#kit/words.ts'
import type { Account, AccountChange } from '#server/accounts/account.ts'
import { findAccount, isTaxIdTaken, leadToBoth, putBack } from '#server/accounts/index.ts'
import { actorRef, command, type Context } from '#server/command/index.ts'
import { listHolds } from '#server/holds/index.ts'
import * as contract from './contract.ts'
import { lockPair } from './gather.ts'
import { CHILDREN, LED, WORDS } from './merge-accounts.ts'
import { MERGE_REFUSALS as M, type Kept, type Merge } from './merge.ts'
import { showMerge } from './show.ts'
import * as store from './store.ts'

type Undoing = { merge: Merge; loser: Account; winner: Account; moves: Map<string, string[]> }

/**
 * Two accounts were two companies after all. What moved goes back, unless it has moved on since; what came to the account
 * since then stays there; claims that were ended for the merge stay ended. Each of that is told.
 */
export const undoMerge = command(contract.undoMerge, {
  load: async (ctx, { params }) => {
    const merge = await store.findMerge(ctx.tx, ctx.org_id, uuidOf('merge', params.id))
    if (!merge) throw new Refused(COMMON.not_found, { noun: 'merge' })
    return merge
  },
  gather: gatherUndo,
  write: async (ctx, { input: { body }, facts: { merge, loser, winner, moves } }) => {
    const { change, changed } = takenBack(merge, winner)
    if (await isTaxIdTaken(ctx, loser, { ...winner, ...change })) throw new Refused(M.tax_taken)
    const back = await leadToBoth(
      ctx,
      { loser, winner },
      { children: moves.get(CHILDREN) ?? [], led: moves.get(LED) ?? [] },
      change,
    )
    await putBack(ctx.tx, ctx.org_id, moves.get(WORDS) ?? [])
    if (back.has_circle) throw new Refused(M.family)
    const kept: Kept[] = [
      ...changed.map((field) => ({ code: 'field_changed' as const, field })),
      ...merge.ended.map((registration_id) => ({ code: 'ended' as const, registration_id })),
      ...movedOn(CHILDREN, moves.get(CHILDREN) ?? [], back.children),
      ...(await moveBack(ctx, merge, moves)),
    ]
    const undone = { at: ctx.now, by: actorRef(ctx.actor), reason: body.reason, kept }
    await store.endMerge(ctx.tx, ctx.org_id, merge.id, undone)
    ctx.record(
      'account.merge_undone',
      { noun: 'account', id: loser.id },
      { merge_id: merge.id, from: winner.id, reason: body.reason, kept },
    )
    await ctx.emit('account.merge_undone', { noun: 'account', id: winner.id }, null, {
      merge_id: merge.id,
      loser_id: loser.id,
      winner_id: winner.id,
    })
    const shown = await store.findMerge(ctx.tx, ctx.org_id, merge.id)
    if (!shown) throw new Error(`merge ${merge.id} is not there after it was undone`)
    return showMerge(ctx.tx, shown, ctx.actor)
  },
})

async function gatherUndo(ctx: Context, _: unknown, seen: store.ShownMerge): Promise<Undoing> {
  const { tx, org_id } = ctx
  await lockPair(ctx, [seen.loser_id, seen.winner_id], true)
  const [merge, loser, winner, moves, holds] = await Promise.all([
    store.lockMerge(tx, org_id, seen.id),
    findAccount(tx, org_id, seen.loser_id),
    findAccount(tx, org_id, seen.winner_id),
    store.listMoves(tx, org_id, seen.id),
    listHolds(tx, org_id, seen.winner_id),
  ])
  if (!merge || !loser || !winner) throw new Refused(COMMON.not_found, { noun: 'merge' })
  if (merge.status === 'undone') throw new Refused(M.undone)
  if (winner.merged_into) {
    const later = await store.findLive(tx, org_id, winner.id)
    throw new Refused(M.stands_on, {
      merge: later ? toWireId('merge', later) : toWireId('account', winner.merged_into),
    })
  }
  const hold = holds.find(({ kind }) => kind === 'account')
  if (hold) throw new Refused(M.held, { by: `a ${spoken(hold.by_noun)}` })
  return { merge, loser, winner, moves }
}

/** The fields that the winner gives back: those that still are what the merge made them. */
function takenBack({ filled }: Merge, winner: Account): { change: AccountChange; changed: string[] } {
  const all = Object.entries(filled)
  const same = all.filter(([field, { after }]) => winner[field as keyof Account] === after) // filled has only fields of an account
  return {
    change: Object.fromEntries(same.map(([field, { before }]) => [field, before])) as AccountChange, // likewise
    changed: all.filter((one) => !same.includes(one)).map(([field]) => field),
  }
}

function movedOn(noun: string, ids: readonly string[], back: readonly string[]): Kept[] {
  return ids.length > back.length ? [{ code: 'moved_on', noun, count: ids.length - back.length }] : []
}

/** Brings back what moved, the other way round than it came, and says what stays: what has moved on, and what came since. */
async function moveBack(ctx: Context, merge: Merge, moves: ReadonlyMap<string, string[]>): Promise<Kept[]> {
  const { tx, org_id } = ctx
  const kept: Kept[] = []
  for (const rows of ctx.runtime.account_rows.toReversed()) {
    const ids = moves.get(rows.noun) ?? []
    const back = await rows.move(tx, org_id, ids, merge.winner_id, merge.loser_id, 'as_before')
    // A clock that has fired, and a protection that went back with its claim, is nothing that was kept.
    if (rows.noun !== 'timer' && rows.noun !== 'protection') kept.push(...movedOn(rows.noun, ids, back))
  }
  for (const rows of ctx.runtime.account_rows) {
    if (rows.noun === 'timer') continue
    const there = await rows.list(tx, org_id, merge.winner_id, ctx.now)
    // Ids begin with the time at which they were made.
    const count = there.filter((id) => id > merge.id).length
    if (count > 0) kept.push({ code: 'came_later', noun: rows.noun, count })
  }
  return kept
}
