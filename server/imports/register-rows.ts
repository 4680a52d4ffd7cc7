import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { permissionsOf } from '#server/access/roles.ts'
import { clockActor, command, type Actor, type Context, type Runtime } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { addProblem, mergeGroups } from './group-problems.ts'
import { Overtaken, storable } from './import-batch.ts'
import { systemOf, type ImportCounts, type ProblemGroup } from './import.ts'
import type { Mapping } from './mapping.ts'
import { readBatches, type Batch, type RefusedLine } from './read-batches.ts'
import { readChunks } from './read-chunks.ts'
import * as store from './store.ts'
import { submitRow } from './submit-row.ts'
import * as targets from './targets-store.ts'

/** External ids of a partner's files are its own: two partners may number their deals alike. */
export function systemFor(mapping: Mapping, partner_id: string | null): string {
  return partner_id === null ? systemOf(mapping) : `${systemOf(mapping)}@${partner_id}`
}

/** Runs a file of registrations, a row at a time: each is decided on what the ones before it did. */
export async function registerRows(
  runtime: Runtime,
  tx: Tx,
  it: store.Import,
  org_id: string,
  stopping: AbortSignal | undefined,
): Promise<void> {
  if (!it.mapping) return
  const call = { runtime, actor: submitterOf(it, org_id), request_id: `import:${it.id}` }
  let from_line = Number(it.next_line)
  const how = { mapping: it.mapping, delimiter: it.description.delimiter, from_line, batch_rows: 1 }
  for await (const batch of readBatches(readChunks(tx, org_id, it.id, it.sheet), how)) {
    if (stopping?.aborted) return
    await registerRow.run(call, { body: { import_id: it.id, from_line, batch } })
    from_line = batch.next_line
  }
}

/** Whoever ran it, as what they ran it: registrations note both. */
function submitterOf(it: store.Import, org_id: string): Actor {
  const [kind, id] = (it.run_by ?? '').split(':')
  const role = it.run_role ?? ''
  const side = it.partner_id === null ? 'org' : 'partner'
  if ((kind !== 'person' && kind !== 'key') || !id) return { ...clockActor(org_id), kind: 'operator', role: 'operator' }
  return {
    kind,
    id,
    org_id,
    side,
    partner_id: it.partner_id,
    role,
    permissions: permissionsOf(role),
    membership_id: null,
  }
}

const registerRow = command(
  route({
    id: 'import.register_row',
    method: 'POST',
    path: '/imports/{id}/registrations',
    summary: 'Register one row of a file',
    permission: null,
    side: 'both',
    body: z.custom<{ import_id: string; from_line: number; batch: Batch }>(),
    answer: z.object({ finished: z.boolean() }),
  }),
  {
    gather: async (ctx, { body: { import_id, from_line } }) => {
      const it = await store.lockImport(ctx.tx, ctx.org_id, import_id)
      if (!it?.mapping || it.state !== 'running' || Number(it.next_line) !== from_line) throw new Overtaken(import_id)
      return { it, mapping: it.mapping }
    },
    write: async (ctx, { input: { body }, facts: { it, mapping } }) => {
      const { batch, from_line } = body
      const did = await registerBatch(ctx, systemFor(mapping, it.partner_id), batch)
      await store.insertRefusals(ctx.tx, ctx.org_id, it.id, it.partner_id, did.refused)
      const total: ImportCounts = {
        rows_done: it.rows_done + batch.count,
        created_count: it.created_count + did.registered,
        updated_count: it.updated_count,
        unchanged_count: it.unchanged_count + did.unchanged,
        refused_count: it.refused_count + did.refused.length,
        left_out_count: it.left_out_count + did.left_out,
        skipped_count: it.skipped_count + batch.skipped,
        recognised_count: it.recognised_count,
        asked_count: it.asked_count,
      }
      const problems = mergeGroups(it.problems, storable(did.groups))
      await store.countBatch(ctx.tx, ctx.org_id, it.id, total, batch.next_line, problems)
      if (batch.last) {
        const end = { state: 'finished', problem: null, at: ctx.now, undo_until: null } as const
        await store.endImport(ctx.tx, ctx.org_id, it.id, end)
      }
      const subject = { noun: 'import', id: it.id, partner_id: it.partner_id } as const
      const verb = batch.last ? 'import.finished' : 'import.progressed'
      ctx.record(verb, subject, {
        object: it.object,
        from_line,
        next_line: batch.next_line,
        rows_done: total.rows_done,
      })
      if (batch.last)
        await ctx.emit(verb, { noun: 'import', id: it.id }, it.partner_id, { object: it.object, ...total })
      return { finished: batch.last }
    },
  },
)

async function registerBatch(ctx: Context, system: string, batch: Batch) {
  const refused: RefusedLine[] = [...batch.refused]
  const groups: ProblemGroup[] = []
  let [registered, unchanged, left_out] = [0, 0, 0]
  for (const row of batch.rows) {
    const outcome = await submitRow(ctx, system, row)
    if (outcome.is === 'refused') refused.push({ line: row.line, cells: row.cells, problems: outcome.problems })
    else if (outcome.is === 'unchanged') unchanged += 1
    else {
      const ref = { external_id: row.external_id, subject_id: outcome.id, content_hash: outcome.content_hash }
      await targets.keepRefs(ctx.tx, ctx.org_id, 'registration', system, [ref])
      registered += 1
    }
    if (outcome.is === 'refused') continue
    left_out += row.left_out.length
    for (const problem of row.left_out) addProblem(groups, 'left_out', row.line, problem)
  }
  for (const { line, problems } of refused) for (const problem of problems) addProblem(groups, 'refused', line, problem)
  return { refused, groups, registered, unchanged, left_out }
}
