import { toWireId } from '#kit/ids.ts'
import type { Actor } from '#server/command/index.ts'
import type { ImportAnswer, ImportRowAnswer } from './contract.ts'
import { IMPORT_MOVES } from './import.ts'
import type { Mapping } from './mapping.ts'
import type { Import, ImportRow } from './store.ts'
import { suggestMapping } from './suggest-mapping.ts'

/** An import as a list answers it. */
export function showRow(it: ImportRow): ImportRowAnswer {
  return {
    id: toWireId('import', it.id),
    object: it.object,
    file_name: it.file_name,
    state: it.state,
    size_bytes: Number(it.size_bytes),
    rows_total: it.rows_total,
    rows_done: it.rows_done,
    created: it.created_count,
    updated: it.updated_count,
    unchanged: it.unchanged_count,
    refused: it.refused_count,
    left_out: it.left_out_count,
    problem: it.problem,
    created_at: it.created_at,
    finished_at: it.finished_at,
    revision: it.revision,
  }
}

/** An import as it is answered alone. `last` are the mappings of earlier imports of the same kind of thing, newest first. `currency` stands in where the file names none. */
export function showImport(
  it: Import,
  last: readonly Mapping[],
  actor: Actor,
  currency: string | undefined,
): ImportAnswer {
  const { description, mapping, problems } = it
  return {
    ...showRow(it),
    description,
    warnings: description.warnings,
    suggestion: IMPORT_MOVES[it.state].includes('map') ? suggest(it, last, currency) : null,
    mapping,
    problems,
    abilities: actor.permissions.has('import:run')
      ? IMPORT_MOVES[it.state].filter((move) => move !== 'run' || mapping !== null)
      : [],
  }
}

/** The next export of the same system has the same columns: then it is mapped as the last one was. */
function suggest(
  { object, description }: Import,
  last: readonly Mapping[],
  currency: string | undefined,
): NonNullable<ImportAnswer['suggestion']> {
  const header = new Set(description.header.map((name) => name.toLowerCase()))
  const fits = (mapping: Mapping) =>
    [...mapping.key_columns, ...mapping.columns.map(({ column }) => column)].every((column) =>
      header.has(column.toLowerCase()),
    )
  const again = last.find(fits)
  if (!again) return { from: 'file', ...suggestMapping(object, description, currency ? { currency } : {}) }
  const used = new Set(
    [...again.key_columns, ...again.columns.map(({ column }) => column)].map((column) => column.toLowerCase()),
  )
  return {
    from: 'last_import',
    mapping: again,
    missing: [],
    unused: description.header.filter((column) => !used.has(column.toLowerCase())),
    undecided: [],
  }
}
