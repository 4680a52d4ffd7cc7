import { Badge, Checkbox } from '../../ui/index.ts'
import { formatNumber } from '../../words/format.ts'
import { fieldLabel, fieldsOf, type ColumnMapping, type Import } from './fields.ts'
import { ValueRepair } from './value-repair.tsx'
import { words } from './words.ts'

const says = words.preview
type Problem = Import['problems'][number]

/** Values of a column to be read as others, and fields to be left out where they cannot be read. */
export type Repairs = {
  values: Readonly<Record<string, string>>
  /** Columns and values whose rows are passed over. */
  skipped: readonly string[]
  left_out: readonly string[]
}

export const NO_REPAIRS: Repairs = { values: {}, skipped: [], left_out: [] }

/** A column and a value as one key, and back. */
export const repairKey = {
  of: (column: string, value: string): string => JSON.stringify([column, value]),
  read: (key: string): { column: string; value: string } => {
    // Written by `of`, two lines above.
    const [column, value] = JSON.parse(key) as [string, string]
    return { column, value }
  },
}

/** Problems by column; below each its values, and beside each value how to repair it. */
export function Problems({
  problems,
  it,
  repairs,
  onRepair,
}: {
  problems: readonly Problem[]
  it: Import
  repairs?: Repairs
  /** Without it the list only tells. */
  onRepair: ((repairs: Repairs) => void) | null
}) {
  const columns = [...new Set(problems.map((problem) => problem.column))]
  return (
    <div className="flex flex-col divide-y divide-line border-y border-line">
      {columns.map((column) => (
        <section key={column ?? ''} className="grid gap-x-6 gap-y-3 py-4 lg:grid-cols-[13rem_minmax(0,1fr)]">
          <h3 className="text-sm break-words">
            {column === null ? says.whole_row : isField(column, it) ? fieldLabel(it.object, column) : column}
          </h3>
          <div className="flex min-w-0 flex-col gap-6">
            {problems
              .filter((problem) => problem.column === column)
              .map((problem) => (
                <Group
                  key={problem.kind + problem.code}
                  problem={problem}
                  it={it}
                  repairs={repairs ?? NO_REPAIRS}
                  onRepair={onRepair}
                />
              ))}
          </div>
        </section>
      ))}
    </div>
  )
}

/** What could not be found here is named by its field, what could not be read by its column. */
function isField(name: string, it: Import): boolean {
  return !it.description.header.includes(name) && fieldsOf(it.object).some((field) => field.name === name)
}

/** Is a problem of this column or field about what this entry of the mapping brings? */
export function isAbout(entry: ColumnMapping, name: string | null, it: Import): boolean {
  return name !== null && (isField(name, it) ? entry.field === name : entry.column === name)
}

function Group({
  problem,
  it,
  repairs,
  onRepair,
}: {
  problem: Problem
  it: Import
  repairs: Repairs
  onRepair: ((repairs: Repairs) => void) | null
}) {
  const { column } = problem
  const entries = it.mapping?.columns.filter((entry) => isAbout(entry, column, it)) ?? []
  const required = new Set(fieldsOf(it.object).flatMap((field) => (field.required ? [field.name] : [])))
  const optional = entries.filter((entry) => !required.has(entry.field) && entry.on_wrong !== 'leave_out')
  // What registering refuses is about what a value means, not about how it is written.
  const mendable =
    onRepair !== null && column !== null && entries.length > 0 && !problem.code.startsWith('registration.')
  // Of an empty cell nothing can be said that would not be said of every row.
  const repairOf = (value: Problem['values'][number]) =>
    mendable &&
    value.got !== '' && (
      <ValueRepair
        value={value}
        at={repairKey.of(column, value.got)}
        repairs={repairs}
        mayBeEmpty={optional.length > 0 || problem.kind === 'left_out'}
        maySkip={it.description.header.includes(column) || entries.length === 1}
        onRepair={onRepair}
      />
    )
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <p className="font-medium">{problem.message}</p>
        <Badge tone={problem.kind === 'refused' ? 'danger' : 'warn'}>
          {problem.kind === 'refused' ? says.refused_count(problem.count) : says.left_out_count(problem.count)}
        </Badge>
      </div>
      <ul className="flex flex-col">
        {problem.values.map((value) => (
          <li
            key={value.got}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-t border-line py-1.5 md:grid-cols-[minmax(0,1fr)_4.5rem_minmax(0,1.2fr)_minmax(13rem,18rem)]"
          >
            <span className="min-w-0">
              <span className="rounded-sm bg-danger-soft px-1 break-words text-danger">{value.got || says.none}</span>
              <span className="block text-xs text-ink-faint">{says.line(value.line)}</span>
            </span>
            <span className="text-right text-ink-soft tabular-nums">{formatNumber(value.count)}</span>
            <span className="inline-block text-ink-soft first-letter:uppercase max-md:col-span-2">
              {value.expected}
            </span>
            {repairOf(value)}
          </li>
        ))}
      </ul>
      {problem.values.length >= 20 && <p className="text-xs text-ink-faint">{says.more_values}</p>}
      {mendable && problem.kind === 'refused' && optional.length > 0 && (
        <Checkbox
          label={says.leave_out}
          checked={optional.every((entry) => repairs.left_out.includes(entry.field))}
          onChange={(on) => {
            const names = optional.map((entry) => entry.field)
            const others = repairs.left_out.filter((name) => !names.includes(name))
            onRepair({ ...repairs, left_out: on ? [...others, ...names] : others })
          }}
        />
      )}
    </div>
  )
}
