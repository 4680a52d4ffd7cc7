import { Refused } from '#kit/refusal.ts'
import type { Account } from '#server/accounts/account.ts'
import { leadToWinner, setAside } from '#server/accounts/index.ts'
import { actorRef, command, type Context } from '#server/command/index.ts'
import { endForMerge } from '#server/registrations/index.ts'
import * as contract from './contract.ts'
import { decideMerge, MERGE_DECIDER } from './decide.ts'
import { findPair, gatherMerge, type Gathered } from './gather.ts'
import { MERGE_REFUSALS as M, type Filled } from './merge.ts'
import { showMerge, showObstacles, showStopped } from './show.ts'
import * as store from './store.ts'
import { obstaclesInWords } from './words.ts'

/** What the journal calls subsidiaries that came over, and accounts that were merged into the loser before. */
export const CHILDREN = 'subsidiary'
export const LED = 'account'
/** What it calls people's words that the two are not one, which do not hold while they are. */
export const WORDS = 'account_apart'

/**
 * Two accounts are one company: the one is led to the other, and what is alive at it moves there. All that stands in the way
 * is told at once; nothing is given up that nobody gave up.
 */
export const mergeAccounts = command(contract.mergeAccounts, {
  load: (ctx, { params, body }) => findPair(ctx, params.id, body.into),
  policy: (actor, _, { body }) =>
    // A merge ends claims only for somebody who may end them.
    body.resolve.end.length === 0 ||
    ['registration:revoke', 'registration:withdraw'].every((permission) => actor.permissions.has(permission)) || {
      why: 'Ending registrations is not among what you may do.',
      who: 'somebody who decides registrations',
    },
  gather: (ctx, { body }, pair) => gatherMerge(ctx, pair, body.resolve),
  decide: ({ facts }) => decideMerge(facts),
  write: async (ctx, { input: { body }, facts: gathered, decision }) => {
    const { loser, winner } = gathered
    const obstacles = showObstacles(gathered, decision.because)
    if (decision.outcome.status === 'stopped') return stop(ctx, gathered, body.reason, decision.because)
    const id = ctx.newId()
    const ruling_id = ctx.newId()
    for (const registration of gathered.facts.ends) await endForMerge(ctx, registration, body.reason)
    const { children, led, change } = await leadToWinner(ctx, loser, winner)
    store.insertMerge(ctx.tx, ctx.org_id, {
      id,
      loser_id: loser.id,
      winner_id: winner.id,
      status: 'merged',
      reason: body.reason,
      merged_at: ctx.now,
      merged_by: actorRef(ctx.actor),
      filled: filledBy(winner, change),
      ended: gathered.facts.ends,
      ruling_id,
      undone_at: null,
      undone_by: null,
      undo_reason: null,
      kept: [],
    })
    store.insertMoves(ctx.tx, ctx.org_id, id, CHILDREN, children)
    store.insertMoves(ctx.tx, ctx.org_id, id, LED, led)
    store.insertMoves(ctx.tx, ctx.org_id, id, WORDS, gathered.facts.said_apart)
    await setAside(ctx.tx, ctx.org_id, gathered.facts.said_apart, ctx.now, actorRef(ctx.actor))
    const moved = await moveRows(ctx, id, loser.id, winner.id)
    await keep(ctx, { id, ruling_id, gathered, because: decision.because, change, moved, reason: body.reason })
    const made = await store.findMerge(ctx.tx, ctx.org_id, id)
    if (!made) throw new Error(`merge ${id} is not there after it was written`)
    return { ...(await showMerge(ctx.tx, made, ctx.actor)), obstacles }
  },
})

/** What the winner's fields were before, and are now. */
function filledBy(winner: Account, change: object): Filled {
  return Object.fromEntries(
    Object.entries(change).map(([field, after]) => [field, { before: winner[field as keyof Account], after }]), // a change has only fields of an account
  )
}

/** Everything that stands at the loser, kind by kind, stands at the winner; the journal keeps which. */
async function moveRows(ctx: Context, id: string, from: string, to: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const rows of ctx.runtime.account_rows) {
    const ids = await rows.list(ctx.tx, ctx.org_id, from, ctx.now)
    const moved = await rows.move(ctx.tx, ctx.org_id, ids, from, to, ctx.now)
    store.insertMoves(ctx.tx, ctx.org_id, id, rows.noun, moved)
    if (moved.length > 0) counts[rows.noun] = moved.length
  }
  return counts
}

type Made = {
  id: string
  ruling_id: string
  gathered: Gathered
  because: ReturnType<typeof decideMerge>['because']
  change: object
  moved: Record<string, number>
  reason: string
}

async function keep(ctx: Context, { id, ruling_id, gathered, because, change, moved, reason }: Made): Promise<void> {
  const { facts } = gathered
  const { version } = await ctx.program()
  ctx.rule({
    id: ruling_id,
    kind: 'merge',
    subject_id: id,
    partner_id: null,
    program_version: version,
    decider: MERGE_DECIDER,
    facts,
    outcome: { status: 'merged' },
    because,
  })
  const { loser_id, winner_id } = facts
  ctx.record(
    'account.merged',
    { noun: 'account', id: loser_id },
    { merge_id: id, into: winner_id, reason, moved, filled: Object.keys(change), ended: facts.ends, ruling: ruling_id },
  )
  await ctx.emit('account.merged', { noun: 'account', id: winner_id }, null, {
    merge_id: id,
    loser_id,
    winner_id,
    ruling_id,
    fields: Object.keys(change),
  })
}

/** Two accounts that cannot become one: refused with all that stands in the way, or shown, where it was only tried out. */
async function stop(ctx: Context, gathered: Gathered, reason: string, because: Made['because']) {
  const obstacles = showObstacles(gathered, because)
  if (!ctx.dry_run) {
    const fields = obstacles.map(({ code, text }) => ({ path: 'resolve', message: text, code: `merge.${code}` }))
    throw new Refused(M.stopped, { what: obstaclesInWords(because) }, { fields })
  }
  const { loser, winner } = gathered
  ctx.record('account.merge_tried', { noun: 'account', id: loser.id }, { into: winner.id })
  return showStopped(ctx, gathered, reason, obstacles)
}
