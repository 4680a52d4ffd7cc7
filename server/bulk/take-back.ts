import { Refused } from '#kit/refusal.ts'
import { command, type Context, type May } from '#server/command/index.ts'
import type { Actor } from '#server/command/index.ts'
import { BULK_REFUSALS as R, PERMISSION } from './bulk.ts'
import * as contract from './contract.ts'
import { findRun } from './read.ts'
import { showRun } from './show.ts'
import { keepRun } from './start.ts'
import * as store from './store.ts'

const load = (ctx: Context, { params }: { params: { id: string } }) => findRun(ctx.tx, ctx.org_id, params.id)

function mayTakeBack(actor: Actor, run: store.Counted): May {
  return (
    actor.permissions.has(PERMISSION[run.verb]) || {
      why: `Your role does not include ${PERMISSION[run.verb]}.`,
      who: 'whoever started it',
    }
  )
}

/** Before it starts nothing has happened; while it runs, what is done stays and the rest is left. */
export const cancelBulk = command(contract.cancelBulk, {
  load,
  policy: mayTakeBack,
  gather: async () => undefined,
  write: async (ctx, { subject: run }) => {
    const at = { finished_at: ctx.recorded_at }
    const cancelled = await store.moveRun(ctx.tx, ctx.org_id, run.id, ['held'], 'cancelled', at)
    const stopped = !cancelled && (await store.moveRun(ctx.tx, ctx.org_id, run.id, ['running'], 'stopped', at))
    if (!cancelled && !stopped) throw new Refused(R.started)
    const type = cancelled ? 'bulk.cancelled' : 'bulk.stopped'
    ctx.record(type, { noun: 'bulk', id: run.id }, { verb: run.verb })
    await ctx.emit(type, { noun: 'bulk', id: run.id }, null, { verb: run.verb })
    const after = await store.findRun(ctx.tx, ctx.org_id, run.id)
    return showRun(ctx.tx, after ?? run, ctx.actor)
  },
})

/** A run of its own gives each row back, where nobody changed it since. */
export const undoBulk = command(contract.undoBulk, {
  load,
  gather: async (ctx, _, run) => {
    const isOver = run.state === 'done' || run.state === 'stopped'
    if (!isOver || run.verb !== 'assign' || run.undoes !== null || run.undone) throw new Refused(R.not_undoable)
    const rows = await store.listReversible(ctx.tx, ctx.org_id, run.id)
    if (rows.length === 0) throw new Refused(R.not_undoable)
    return rows
  },
  write: async (ctx, { subject: run, facts: rows }) => {
    const back = rows.map((row) => ({
      registration_id: row.id,
      seen_revision: row.revision,
      seen_status: row.status,
      manager_id: row.before_manager_id,
      before_manager_id: row.manager_id,
    }))
    return showRun(ctx.tx, await keepRun(ctx, { verb: 'assign', input: '{}', undoes: run.id }, back), ctx.actor)
  },
})
