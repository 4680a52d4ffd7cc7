import { uuidOf } from '#kit/ids.ts'
import { toWireId } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { withWireIds } from '#kit/wire-ids.ts'
import { query } from '#server/command/index.ts'
import { newId } from '#server/platform/clock.ts'
import { blankOf, fieldsOfColumns, type Columns } from './columns.ts'
import * as contract from './contract.ts'
import { tracksInForce } from './enroll.ts'
import type { ImportObject } from './fields.ts'
import { FileIndex } from './file-index.ts'
import { addProblem } from './group-problems.ts'
import { IMPORT_MOVES, IMPORT_REFUSALS, systemOf } from './import.ts'
import { planRows, type Planned } from './plan-rows.ts'
import { readBatches } from './read-batches.ts'
import { recognitionInForce } from './recognise-rows.ts'
import { EXAMPLES, showRefused } from './show-refused.ts'
import * as store from './store.ts'
import { readChunks } from './read-chunks.ts'
import { previewRegistrations } from './preview-registrations.ts'
import { systemFor } from './register-rows.ts'

/** Reads the whole file and plans every row as a run would, on what is here now; writes nothing. */
export const previewImport = query(contract.previewImport, async ({ tx, org_id, runtime, actor, now }, { params }) => {
  const it = await store.findImport(tx, org_id, uuidOf('import', params.id))
  if (!it) throw new Refused(COMMON.not_found, { noun: 'import' })
  if (!IMPORT_MOVES[it.state].includes('map'))
    throw new Refused(IMPORT_REFUSALS.state, { state: it.state, done: 'previewed' })
  const { mapping, object } = it
  if (!mapping) throw new Refused(IMPORT_REFUSALS.no_mapping)

  const answer: contract.PreviewAnswer = {
    rows_total: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    refused: 0,
    left_out: 0,
    skipped: 0,
    recognised: 0,
    asked: 0,
    registrations: null,
    problems: [],
    examples: { created: [], updated: [], unchanged: [], refused: [] },
  }
  const { examples, problems } = answer
  const planning = {
    ...{ tx, org_id, object, system: systemOf(mapping), lock: false, newId },
    tracks: object === 'partner' ? await tracksInForce(runtime, tx, org_id, await now()) : [],
    taxes: new Map<string, number>(),
    terms: await recognitionInForce(runtime, tx, org_id, await now()),
    made: new FileIndex(),
  }
  const how = { mapping, delimiter: it.description.delimiter, from_line: Number(it.next_line) }
  const batches = readBatches(readChunks(tx, org_id, it.id, it.sheet), how)
  if (object === 'registration')
    return previewRegistrations({ runtime, actor }, answer, it.id, systemFor(mapping, it.partner_id), batches)
  for await (const batch of batches) {
    answer.skipped += batch.skipped
    const plan = await planRows(planning, batch.rows)
    const refused = [...batch.refused, ...plan.refused].sort((a, b) => a.line - b.line)
    answer.rows_total += batch.count
    answer.created += plan.created.length
    answer.updated += plan.updated.length
    answer.unchanged += plan.unchanged.length
    answer.refused += refused.length
    answer.left_out += plan.left_out.length
    answer.recognised += plan.recognised.length
    answer.asked += plan.questions.length
    for (const row of refused) for (const problem of row.problems) addProblem(problems, 'refused', row.line, problem)
    for (const { line, problem } of plan.left_out) addProblem(problems, 'left_out', line, problem)
    const more = <T>(list: readonly unknown[], rows: readonly T[]): T[] => rows.slice(0, EXAMPLES - list.length)
    examples.created.push(
      ...more(examples.created, plan.created).map((row) => showPlanned(object, row, null, row.after)),
    )
    examples.updated.push(
      ...more(examples.updated, plan.updated).map((row) => showPlanned(object, row, row.before, row.after)),
    )
    examples.unchanged.push(...more(examples.unchanged, plan.unchanged).map((row) => showPlanned(object, row, {}, {})))
    examples.refused.push(...more(examples.refused, refused).map(showRefused))
  }
  problems.sort((a, b) => b.count - a.count)
  return answer
})

/** `before` is null for a new row: what it will have is then told, without what it leaves empty. */
function showPlanned(object: ImportObject, { row, id, lane }: Planned, before: Columns | null, after: Columns) {
  const [old, next] = [fieldsOfColumns(before ?? blankOf(object)), fieldsOfColumns(after)]
  const changes = Object.keys(next)
    .map((field) => ({ field, before: before ? (old[field] ?? null) : null, after: next[field] ?? null }))
    .filter(
      (change) => JSON.stringify(before ? change.before : (old[change.field] ?? null)) !== JSON.stringify(change.after),
    )
  if (lane && Object.keys(after).length > 0) changes.push({ field: 'enrollment', before: null, after: lane })
  const onWire = (field: string, value: unknown) =>
    Object.values(withWireIds({ [field]: value }) as Record<string, unknown>)[0] // one field in, one out
  return {
    line: row.line,
    external_id: row.external_id,
    name: String(after['name'] ?? row.fields['name'] ?? row.external_id),
    id: before === null ? null : toWireId(object, id),
    changes: changes.map((change) => ({
      ...change,
      before: onWire(change.field, change.before),
      after: onWire(change.field, change.after),
    })),
  }
}
