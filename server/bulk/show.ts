import { toWireId } from '#kit/ids.ts'
import { actorRef, type Actor } from '#server/command/index.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { PERMISSION } from './bulk.ts'
import type { BulkRunAnswer } from './contract.ts'
import type { Counted } from './store.ts'

const refOf = (run: Counted) => actorRef({ kind: run.actor_kind as Actor['kind'], id: run.actor_id } as Actor) // kept from an actor; the rest is not asked

/** Whoever may do a thing in bulk may also take back what a colleague started. */
function abilitiesOn(run: Counted, actor: Actor): BulkRunAnswer['abilities'] {
  if (!actor.permissions.has(PERMISSION[run.verb])) return []
  if (run.state === 'held') return ['cancel']
  if (run.state === 'running') return ['stop']
  const isOver = run.state === 'done' || run.state === 'stopped'
  return isOver && run.verb === 'assign' && run.undoes === null && !run.undone && run.done > 0 ? ['undo'] : []
}

export async function showRun(tx: Tx, run: Counted, actor: Actor): Promise<BulkRunAnswer> {
  const ref = refOf(run)
  const { total, done, changed, refused } = run
  return {
    id: toWireId('bulk', run.id),
    verb: run.verb,
    state: run.state,
    starts_at: run.starts_at,
    finished_at: run.finished_at,
    created_at: run.created_at,
    by: (await actorNames(tx, [ref])).get(ref) ?? '',
    counts: { total, waiting: total - done - changed - refused, done, changed, refused },
    problem: run.problem,
    undoes: run.undoes && toWireId('bulk', run.undoes),
    abilities: abilitiesOn(run, actor),
  }
}
