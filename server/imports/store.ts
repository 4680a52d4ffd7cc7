import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { TableDescription } from './describe-table.ts'
import type { ImportObject } from './fields.ts'
import type { ImportCounts, ImportState, ProblemGroup } from './import.ts'
import type { Mapping } from './mapping.ts'
import type { RefusedLine } from './read-batches.ts'

export type ImportRow = ImportCounts & {
  id: string
  object: ImportObject
  file_name: string
  state: ImportState
  size_bytes: string
  rows_total: number
  problem: string | null
  created_at: Instant
  finished_at: Instant | null
  partner_id: string | null
  undo_until: Instant | null
  undone_at: Instant | null
  removed_count: number
  restored_count: number
  kept_count: number
  revision: number
}

/** An import with all that is kept of it but the file. */
export type Import = ImportRow & {
  mapping: Mapping | null
  description: TableDescription
  sha256: string
  problems: ProblemGroup[]
  next_line: string
  run_by: string | null
  run_role: string | null
  sheet: number | null
}

const ROW = sql`id, object, file_name, state, size_bytes, rows_total, rows_done, created_count, updated_count, unchanged_count, refused_count,
  left_out_count, skipped_count, recognised_count, asked_count, problem, created_at, finished_at, partner_id, undo_until, undone_at, removed_count, restored_count, kept_count, revision`
const ALL = sql`${ROW}, mapping, description, sha256, problems, next_line, run_by, run_role, sheet`

export function insertImport(
  tx: Tx,
  org_id: string,
  it: {
    id: string
    object: ImportObject
    file_name: string
    partner_id: string | null
    created_at: Instant
    created_by: string
  },
): void {
  tx.send(sql`insert into import (org_id, id, partner_id, object, file_name, state, description, size_bytes, sha256, created_at, created_by)
    values (${org_id}, ${it.id}, ${it.partner_id}, ${it.object}, ${it.file_name}, 'uploaded', '{}', 0, '', ${it.created_at}, ${it.created_by})`)
}

/** One piece of the file. Awaited, so that an upload is never faster than the database. */
export async function insertChunk(
  tx: Tx,
  org_id: string,
  of: { import_id: string; partner_id: string | null; sheet: number },
  no: number,
  bytes: Uint8Array,
): Promise<void> {
  await tx.run(sql`insert into import_chunk (org_id, import_id, partner_id, sheet, no, bytes)
    values (${org_id}, ${of.import_id}, ${of.partner_id}, ${of.sheet}, ${no}, ${bytes})`)
}

export async function findChunk(
  tx: Tx,
  org_id: string,
  import_id: string,
  sheet: number,
  no: number,
): Promise<Uint8Array | undefined> {
  const row = await tx.one<{ bytes: Buffer }>(
    sql`select bytes from import_chunk where org_id = ${org_id} and import_id = ${import_id} and sheet = ${sheet} and no = ${no}`,
  )
  return row?.bytes
}

export async function describeImport(
  tx: Tx,
  org_id: string,
  id: string,
  it: {
    description: TableDescription
    rows_total: number
    size_bytes: number
    sha256: string
    sheet: number | null
  },
): Promise<void> {
  await tx.run(sql`update import set sheet = ${it.sheet}, description = ${JSON.stringify(it.description)}::jsonb, rows_total = ${it.rows_total}, size_bytes = ${it.size_bytes}, sha256 = ${it.sha256}
    where org_id = ${org_id} and id = ${id}`)
}

export async function listImports(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  before: string | undefined,
  limit: number,
): Promise<ImportRow[]> {
  const older = before ? sql`and id < ${before}` : sql``
  // A partner's own are found by an index of theirs; the org's list holds all.
  const own = partner_id ? sql`and partner_id = ${partner_id}` : sql``
  return tx.rows(
    sql`select ${ROW} from import where org_id = ${org_id} ${own} ${older} order by id desc limit ${limit}`,
  )
}

export async function findImport(tx: Tx, org_id: string, id: string): Promise<Import | undefined> {
  return tx.one(sql`select ${ALL} from import where org_id = ${org_id} and id = ${id}`)
}

/** Held until the transaction ends: whoever changes an import takes its turn. */
export async function lockImport(tx: Tx, org_id: string, id: string): Promise<Import | undefined> {
  return tx.one(sql`select ${ALL} from import where org_id = ${org_id} and id = ${id} for update`)
}

/** The systems that accounts were imported under. */
export async function listSystems(tx: Tx, org_id: string, object: ImportObject): Promise<string[]> {
  const rows = await tx.rows<{
    system: string
  }>(sql`select distinct 'import:' || (mapping ->> 'name') as system from import
    where org_id = ${org_id} and object = ${object} and mapping is not null and state in ('running', 'finished', 'failed', 'cancelled')`)
  return rows.map((row) => row.system)
}

export async function keepMapping(tx: Tx, org_id: string, id: string, mapping: Mapping): Promise<void> {
  await tx.run(sql`update import set mapping = ${JSON.stringify(mapping)}::jsonb, state = 'mapped', problem = null, revision = revision + 1
    where org_id = ${org_id} and id = ${id}`)
}

/** Puts it before the workers. */
export async function startImport(tx: Tx, org_id: string, id: string, run_by: string, run_role: string): Promise<void> {
  await tx.run(
    sql`update import set state = 'running', run_by = ${run_by}, run_role = ${run_role}, problem = null, revision = revision + 1 where org_id = ${org_id} and id = ${id}`,
  )
  await tx.run(sql`insert into import_waiting (org_id, import_id) values (${org_id}, ${id}) on conflict do nothing`)
}

/** Counts what a batch did; said in the transaction that did it. */
export async function countBatch(
  tx: Tx,
  org_id: string,
  id: string,
  counts: ImportCounts,
  next_line: number,
  problems: readonly ProblemGroup[],
): Promise<void> {
  await tx.run(sql`update import set rows_done = ${counts.rows_done}, created_count = ${counts.created_count}, updated_count = ${counts.updated_count},
      unchanged_count = ${counts.unchanged_count}, refused_count = ${counts.refused_count}, left_out_count = ${counts.left_out_count}, skipped_count = ${counts.skipped_count},
      recognised_count = ${counts.recognised_count}, asked_count = ${counts.asked_count},
      problems = ${JSON.stringify(problems)}::jsonb, next_line = ${next_line}, revision = revision + 1
    where org_id = ${org_id} and id = ${id}`)
}

/** The end of it. The file goes, unless it can still be run again. */
export async function endImport(
  tx: Tx,
  org_id: string,
  id: string,
  end: { state: 'finished' | 'cancelled' | 'failed'; problem: string | null; at: Instant; undo_until: Instant | null },
): Promise<void> {
  await tx.run(sql`update import set state = ${end.state}, problem = ${end.problem}, finished_at = ${end.at}, undo_until = ${end.undo_until}, revision = revision + 1
    where org_id = ${org_id} and id = ${id}`)
  await tx.run(sql`delete from import_waiting where org_id = ${org_id} and import_id = ${id}`)
  if (end.undo_until)
    await tx.run(
      sql`insert into import_waiting (org_id, import_id, what, due_at) values (${org_id}, ${id}, 'forget', ${end.undo_until})`,
    )
  if (end.state !== 'failed') await tx.run(sql`delete from import_chunk where org_id = ${org_id} and import_id = ${id}`)
}

export async function insertRefusals(
  tx: Tx,
  org_id: string,
  import_id: string,
  partner_id: string | null,
  refused: readonly RefusedLine[],
): Promise<void> {
  if (refused.length === 0) return
  await tx.run(sql`insert into import_refusal (org_id, import_id, partner_id, line, cells, problems)
    select ${org_id}::uuid, ${import_id}::uuid, ${partner_id}::uuid, line, cells, problems
    from jsonb_to_recordset(${storable(refused)}::jsonb) as r (line bigint, cells jsonb, problems jsonb)`)
}

/** A refused row may hold what no database keeps, which is why it was refused. */
function storable(refused: readonly RefusedLine[]): string {
  const clean = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd')
  return JSON.stringify(refused, (_, value: unknown) => (typeof value === 'string' ? clean(value) : value))
}

export async function listRefusals(
  tx: Tx,
  org_id: string,
  import_id: string,
  after_line: number,
  limit: number,
): Promise<RefusedLine[]> {
  const rows = await tx.rows<
    Omit<RefusedLine, 'line'> & { line: string }
  >(sql`select line, cells, problems from import_refusal
    where org_id = ${org_id} and import_id = ${import_id} and line > ${after_line} order by line limit ${limit}`)
  return rows.map((row) => ({ ...row, line: Number(row.line) }))
}

/** Imports that wait for a worker, of every org. */
export async function listWaiting(
  tx: Tx,
  now: Instant,
): Promise<{ org_id: string; import_id: string; what: 'run' | 'undo' | 'forget' }[]> {
  return tx.rows(
    sql`select org_id, import_id, what from import_waiting where due_at <= ${now} order by due_at, import_id limit 100`,
  )
}

export async function dropWaiting(tx: Tx, org_id: string, import_id: string): Promise<void> {
  await tx.run(sql`delete from import_waiting where org_id = ${org_id} and import_id = ${import_id}`)
}

/** Is this import ours? One worker of all servers has it, until its transaction ends or its process dies. */
export async function takeImport(tx: Tx, import_id: string): Promise<boolean> {
  const row = await tx.one<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('import:' || ${import_id}::text, 0)) as taken`,
  )
  return row?.taken ?? false
}
