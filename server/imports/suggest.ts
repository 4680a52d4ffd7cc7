import type { ImportAnswer } from './contract.ts'
import { mappingSchema, type Mapping } from './mapping.ts'
import { recogniseExport, refineMapping } from './profiles.ts'
import type { RememberedAnswer } from './remember.ts'
import type { Remembered } from './remember-store.ts'
import type { Import } from './store.ts'
import { suggestMapping } from './suggest-mapping.ts'

type Suggestion = NonNullable<ImportAnswer['suggestion']>

/** Of the columns that a remembered mapping reads, so many must be there for it to be of use. */
const SHARE = 0.6

/**
 * How to begin: as such a file was mapped last, even where a column came or went; else by what its system is known to
 * write; else by the names and values of its columns.
 */
export function suggest(
  { object, description }: Pick<Import, 'object' | 'description'>,
  remembered: { exact: string; all: readonly Remembered[]; shown: ReadonlyMap<string, RememberedAnswer> },
  currency: string | undefined,
): Suggestion {
  const found = recogniseExport(description.header)
  const recognised = found && {
    system: found.system,
    record: found.record,
    object: found.object,
    evidence: found.evidence,
  }
  const guessed = suggestMapping(object, description, currency ? { currency } : {})
  const again =
    remembered.all.find(({ header_key }) => header_key === remembered.exact) ??
    remembered.all.find((one) => fits(one.mapping, description.header))
  const shown = again && remembered.shown.get(again.id)
  if (again && shown) {
    const [here, before] = [lower(description.header), lower(again.header)]
    const mapping = without(again.mapping, here)
    return {
      from: 'remembered',
      mapping,
      recognised,
      remembered: {
        ...shown,
        added: description.header.filter((column) => !before.has(column.toLowerCase())),
        gone: again.header.filter((column) => !here.has(column.toLowerCase())),
      },
      missing: missingOf(mapping, guessed.missing),
      unused: unusedOf(mapping, description.header),
      undecided: [],
    }
  }
  if (found?.object !== object) return { from: 'file', recognised, remembered: null, ...guessed }
  const mapping = refineMapping(guessed.mapping, found, description)
  const used = new Set(mapping.columns.map((entry) => entry.field))
  return {
    from: 'preset',
    recognised,
    remembered: null,
    mapping,
    missing: guessed.missing.filter((field) => !used.has(field)),
    unused: unusedOf(mapping, description.header),
    undecided: guessed.undecided.filter(({ field, column }) =>
      mapping.columns.some((entry) => entry.field === field && entry.column === column),
    ),
  }
}

function lower(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.toLowerCase()))
}

function fits(mapping: Mapping, header: readonly string[]): boolean {
  const here = lower(header)
  const has = (column: string) => here.has(column.toLowerCase())
  const kept = mapping.columns.filter(({ column }) => has(column)).length
  return mapping.key_columns.every(has) && kept >= mapping.columns.length * SHARE
}

/** The mapping without columns that this file does not have. */
function without(mapping: Mapping, here: ReadonlySet<string>): Mapping {
  const skip = (mapping.skip ?? []).filter(({ column }) => here.has(column.toLowerCase()))
  return {
    ...mapping,
    columns: mapping.columns.filter(({ column }) => here.has(column.toLowerCase())),
    ...(mapping.skip ? { skip } : {}),
  }
}

function missingOf(mapping: Mapping, otherwise: readonly string[]): string[] {
  if (mappingSchema.safeParse(mapping).success) return []
  const filled = new Set([...mapping.columns.map((entry) => entry.field), ...Object.keys(mapping.constants ?? {})])
  return otherwise.filter((field) => !filled.has(field))
}

function unusedOf(mapping: Mapping, header: readonly string[]): string[] {
  const used = lower([...mapping.key_columns, ...mapping.columns.map(({ column }) => column)])
  return header.filter((column) => !used.has(column.toLowerCase()))
}
