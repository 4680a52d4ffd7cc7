import { uuidOf } from '#kit/ids.ts'
import { plusMs } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { command, type Context, type May } from '#server/command/index.ts'
import { listManagers } from '#server/people/index.ts'
import { matchingRows } from '#server/registrations/index.ts'
import type { ListFilterInput } from '#server/registrations/filter.ts'
import { REGISTRATION_REFUSALS } from '#server/registrations/registration.ts'
import { BULK_REFUSALS as R, HOLD_MS, PERMISSION, ROWS_MAX, type BulkRow, type BulkRun, type BulkVerb } from './bulk.ts'
import * as contract from './contract.ts'
import { showRun } from './show.ts'
import * as store from './store.ts'

type Seen = Pick<BulkRow, 'registration_id' | 'seen_revision' | 'seen_status' | 'before_manager_id'>

const needs = (verb: BulkVerb): May => ({
  why: `Your role does not include ${PERMISSION[verb]}.`,
  who: 'an admin, channel operations, or a partner manager',
})

/** The rows that were named, as they were seen; a row twice is one row. */
async function named(ctx: Context, rows: readonly { id: string; revision: number }[]): Promise<Seen[]> {
  const asked = new Map(rows.map((row) => [uuidOf('registration', row.id), row.revision]))
  const found = await store.listNamed(ctx.tx, ctx.org_id, [...asked.keys()])
  if (found.length < asked.size) throw new Refused(COMMON.not_found, { noun: 'registration' })
  return found
    .map((row) => ({
      registration_id: row.id,
      seen_revision: asked.get(row.id) ?? row.revision,
      seen_status: row.status,
      before_manager_id: row.manager_id,
    }))
    .sort((a, b) => (a.registration_id < b.registration_id ? 1 : -1))
}

async function matching(ctx: Context, filter: ListFilterInput, expected: number | undefined): Promise<Seen[]> {
  const found = await matchingRows(ctx, filter, ROWS_MAX)
  if (found === 'too_many') throw new Refused(R.too_many, { max: ROWS_MAX.toLocaleString('en') })
  if (found.length === 0) throw new Refused(R.nothing)
  if (expected !== undefined && expected !== found.length)
    throw new Refused(R.other_count, { count: found.length, expected })
  return found.map((row) => ({
    registration_id: row.id,
    seen_revision: row.revision,
    seen_status: row.status,
    before_manager_id: row.manager_id,
  }))
}

export const startBulk = command(contract.startBulk, {
  policy: (actor, _, { body }) => actor.permissions.has(PERMISSION[body.action.verb]) || needs(body.action.verb),
  gather: async (ctx, { body }) => {
    if ((body.rows === undefined) === (body.matching === undefined)) {
      const fields = [{ path: 'rows', message: 'expected either `rows` or `matching`' }]
      throw new Refused(COMMON.invalid, {}, { fields })
    }
    if (body.action.verb === 'assign') {
      const manager_id = uuidOf('membership', body.action.manager_id)
      const managers = await listManagers(ctx.tx, ctx.org_id)
      if (!managers.some(({ id }) => id === manager_id)) throw new Refused(REGISTRATION_REFUSALS.not_assignable)
    }
    return body.rows ? named(ctx, body.rows) : matching(ctx, body.matching ?? {}, body.expected)
  },
  write: async (ctx, { input: { body }, facts: rows }) => {
    const { verb, ...input } = body.action
    const manager_id = body.action.verb === 'assign' ? uuidOf('membership', body.action.manager_id) : null
    const run = await keepRun(
      ctx,
      { verb, input: JSON.stringify(input), undoes: null },
      rows.map((row) => ({ ...row, manager_id })),
    )
    return showRun(ctx.tx, run, ctx.actor)
  },
})

/** Keeps a run that will start when it was held long enough. */
export async function keepRun(
  ctx: Context,
  it: Pick<BulkRun, 'verb' | 'input' | 'undoes'>,
  rows: readonly Omit<BulkRow, 'place'>[],
): Promise<store.Counted> {
  const { actor } = ctx
  const run: BulkRun = {
    ...it,
    id: ctx.newId(),
    state: 'held',
    total: rows.length,
    actor_kind: actor.kind,
    actor_id: actor.id,
    membership_id: actor.membership_id,
    created_at: ctx.recorded_at,
    starts_at: plusMs(ctx.recorded_at, HOLD_MS[it.verb]),
    finished_at: null,
    problem: null,
  }
  store.insertRun(ctx.tx, ctx.org_id, run)
  store.insertRows(
    ctx.tx,
    ctx.org_id,
    run.id,
    rows.map((row, place) => ({ ...row, place: place + 1 })),
  )
  const subject = { noun: 'bulk', id: run.id } as const
  ctx.record('bulk.started', subject, { verb: run.verb, total: run.total, undoes: run.undoes })
  await ctx.emit('bulk.started', subject, null, { verb: run.verb, total: run.total })
  return { ...run, done: 0, changed: 0, refused: 0, undone: false }
}
