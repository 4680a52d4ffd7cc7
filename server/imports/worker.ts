import { clockActor, type Actor, type Runtime } from '#server/command/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { failImport, importBatch, Overtaken } from './import-batch.ts'
import { readBatches } from './read-batches.ts'
import { readChunks } from './read-chunks.ts'
import { registerRows } from './register-rows.ts'
import * as store from './store.ts'
import { undoBatch } from './undo.ts'
import * as undo from './undo-store.ts'

type Waiting = { org_id: string; import_id: string; what: 'run' | 'undo' | 'forget' }

/** Imports of different orgs that one server works on at a time; two of one org take turns at its accounts anyway. */
const AT_ONCE = 3

/** An import that cannot go on is tried again, and then stopped for a person to look at. */
const ATTEMPTS = 5
const failures = new Map<string, number>()

/**
 * Runs what waits, and answers when nothing is left to do. Any number of servers may: each import belongs to whoever holds
 * its lock, and a server that dies lets go of it. `stopping` ends the work between two batches.
 */
export async function runImports(runtime: Runtime, stopping?: AbortSignal): Promise<void> {
  const waiting = await runtime.db.transaction(null, (tx) => store.listWaiting(tx, wallNow()))
  const orgs = Map.groupBy(waiting, ({ org_id }) => org_id)
  const rest = [...orgs.values()]
  const work = async () => {
    for (let own = rest.shift(); own; own = rest.shift()) {
      for (const one of own) if (!stopping?.aborted) await runOne(runtime, one, stopping)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

async function runOne(
  runtime: Runtime,
  { org_id, import_id, what }: Waiting,
  stopping: AbortSignal | undefined,
): Promise<void> {
  try {
    // This transaction writes nothing: it holds the lock, and reads the file while others write what is in it.
    await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, async (tx) => {
      if (!(await store.takeImport(tx, import_id))) return
      if (what === 'forget') await undo.forgetChanges(tx, org_id, import_id)
      else if (what === 'undo') await undoRows(runtime, tx, org_id, import_id, stopping)
      else await importRows(runtime, tx, org_id, import_id, stopping)
    })
    failures.delete(import_id)
  } catch (error) {
    if (error instanceof Overtaken) return
    const attempt = (failures.get(import_id) ?? 0) + 1
    failures.set(import_id, attempt)
    runtime.log[attempt >= ATTEMPTS ? 'error' : 'warn'](
      { err: error, org_id, import_id, attempt },
      'an import was broken off',
    )
    if (attempt >= ATTEMPTS && what === 'run') await giveUp(runtime, org_id, import_id)
  }
}

async function importRows(
  runtime: Runtime,
  tx: Tx,
  org_id: string,
  import_id: string,
  stopping: AbortSignal | undefined,
): Promise<void> {
  const it = await store.findImport(tx, org_id, import_id)
  if (!it?.mapping || it.state !== 'running') {
    await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, (own) =>
      store.dropWaiting(own, org_id, import_id),
    )
    return
  }
  if (it.object === 'registration') return registerRows(runtime, tx, it, org_id, stopping)
  const call = { runtime, actor: actorNamed(it.run_by ?? '', org_id), request_id: `import:${import_id}` }
  let from_line = Number(it.next_line)
  for await (const batch of readBatches(readChunks(tx, org_id, import_id, it.sheet), {
    mapping: it.mapping,
    delimiter: it.description.delimiter,
    from_line,
  })) {
    if (stopping?.aborted) return
    await importBatch.run(call, { body: { import_id, from_line, batch } })
    from_line = batch.next_line
  }
}

async function undoRows(
  runtime: Runtime,
  tx: Tx,
  org_id: string,
  import_id: string,
  stopping: AbortSignal | undefined,
): Promise<void> {
  const it = await store.findImport(tx, org_id, import_id)
  const call = { runtime, actor: actorNamed(it?.run_by ?? '', org_id), request_id: `import:${import_id}` }
  while (!stopping?.aborted) {
    const { answer } = await undoBatch.run(call, { body: { import_id } })
    if (answer.finished) return
  }
}

/** Whoever ran it stands in the audit for its rows too; that they may was asked when they ran it. */
function actorNamed(ref: string, org_id: string): Actor {
  const [kind, id] = ref.split(':')
  const actor = clockActor(org_id)
  if ((kind === 'person' || kind === 'key') && id) return { ...actor, kind, id }
  return kind === 'operator' ? { ...actor, kind } : actor
}

async function giveUp(runtime: Runtime, org_id: string, import_id: string): Promise<void> {
  failures.delete(import_id)
  await failImport.run(
    { runtime, actor: clockActor(org_id), request_id: `import:${import_id}` },
    { body: { import_id } },
  )
}
