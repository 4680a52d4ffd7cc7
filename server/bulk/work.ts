import { Refused } from '#kit/refusal.ts'
import { permissionsOf } from '#server/access/roles.ts'
import { clockActor, type Actor, type Event, type Runtime } from '#server/command/index.ts'
import { wallMs, wallNow } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { PERMISSION, type BulkRow } from './bulk.ts'
import { doRow, leaveRow, moveRun, Overtaken } from './do-row.ts'
import * as store from './store.ts'

const GONE = 'Whoever started this may not do it any more, so the rest was left. What was done until then stays.'
const FAULT = 'The server could not do this row; the reason is in its log.'

/** What a server that died left behind is looked for this often. */
const LEFTOVERS_MS = 60_000

/** Works on the runs of orgs in which one was started here, and once a minute on those of all. */
export function bulkLoop(allOrgs: () => Promise<string[]>) {
  const waiting = new Set<string>()
  let looked_ms = 0
  return {
    announce(org_id: string, events: readonly Pick<Event, 'type'>[]): void {
      if (events.some((event) => event.type === 'bulk.started')) waiting.add(org_id)
    },
    async run(runtime: Runtime, stopping?: AbortSignal): Promise<void> {
      if (wallMs() - looked_ms > LEFTOVERS_MS) {
        looked_ms = wallMs()
        for (const org_id of await allOrgs()) waiting.add(org_id)
      }
      for (const org_id of waiting) if (!(await workBulk(runtime, org_id, stopping))) waiting.delete(org_id)
    },
  }
}

const scopeOf = (org_id: string) => ({ org_id, scope: 'org', partner_id: null }) as const

/**
 * Works on the runs of an org that are due, and answers whether any had not ended. Any number of servers may: each
 * run belongs to whoever holds its lock, and a server that dies lets go of it. `stopping` ends the work between two rows.
 */
export async function workBulk(runtime: Runtime, org_id: string, stopping?: AbortSignal): Promise<boolean> {
  const unfinished = await runtime.db.transaction(scopeOf(org_id), (tx) => store.listUnfinished(tx, org_id))
  const now = wallNow()
  for (const { id, starts_at } of unfinished) {
    if (starts_at > now || stopping?.aborted) continue
    // This transaction writes nothing: it holds the lock while rows are done in transactions of their own.
    await runtime.db.transaction(scopeOf(org_id), async (tx) => {
      if (await store.takeRun(tx, id)) await workOn(runtime, tx, org_id, id, stopping)
    })
  }
  return unfinished.length > 0
}

async function workOn(
  runtime: Runtime,
  tx: Tx,
  org_id: string,
  id: string,
  stopping: AbortSignal | undefined,
): Promise<void> {
  const run = await store.findRun(tx, org_id, id)
  if (!run || (run.state !== 'held' && run.state !== 'running')) return
  const clock = { runtime, actor: clockActor(org_id), request_id: `bulk:${id}` }
  if (run.state === 'held' && !(await moveRun.run(clock, { body: { run, to: 'running' } })).answer.moved) return
  const actor = await actorOf(tx, org_id, run)
  if (!actor) {
    await moveRun.run(clock, { body: { run, to: 'stopped', problem: GONE } })
    return
  }
  const call = { runtime, actor, request_id: `bulk:${id}` }
  for (let row = await store.findNextRow(tx, org_id, id); row; row = await store.findNextRow(tx, org_id, id)) {
    if (stopping?.aborted) return
    try {
      await doOne(runtime, call, run, row)
    } catch (error) {
      // Somebody stopped it.
      if (error instanceof Overtaken) return
      throw error
    }
  }
  await moveRun.run(clock, { body: { run, to: 'done' } })
}

async function doOne(
  runtime: Runtime,
  call: Parameters<typeof doRow.run>[0],
  run: store.Counted,
  row: BulkRow,
): Promise<void> {
  try {
    await doRow.run(call, { body: { run, row } })
  } catch (error) {
    if (error instanceof Overtaken) throw error
    const refused = error instanceof Refused
    if (!refused) runtime.log.error({ err: error, run: run.id, row: row.registration_id }, 'a row of a bulk run failed')
    await leaveRow.run(call, {
      body: {
        run,
        row,
        code: refused ? error.type.code : 'request.fault',
        says: refused ? error.says : FAULT,
        next: refused ? error.type.next : 'Try it by itself.',
      },
    })
  }
}

/** Whoever started it, with what they may do now; null where they may not do this any more. */
async function actorOf(tx: Tx, org_id: string, run: store.Counted): Promise<Actor | null> {
  const { actor_kind, actor_id, membership_id } = run
  const clock = clockActor(org_id)
  if (actor_kind === 'operator') return { ...clock, kind: 'operator' }
  // That a key may was asked when it started the run, seconds ago.
  if (actor_kind === 'key') return { ...clock, kind: 'key', id: actor_id }
  const role = membership_id ? await store.findRole(tx, membership_id) : undefined
  const permissions = role ? permissionsOf(role) : undefined
  if (!role || !permissions?.has(PERMISSION[run.verb])) return null
  return { ...clock, kind: 'person', id: actor_id, role, permissions, membership_id }
}
