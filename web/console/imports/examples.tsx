import { useState } from 'react'
import { Section, Table, Tabs, type Column } from '../../ui/index.ts'
import { formatMoney, formatNumber } from '../../words/format.ts'
import { fieldLabel, type ImportObject } from './fields.ts'
import type { Preview } from './preview-step.tsx'
import { words } from './words.ts'

const says = words.preview
type Example = Preview['examples']['created'][number]
type Refused = Preview['examples']['refused'][number]
const SHOWN = 8
const KINDS = ['created', 'updated', 'unchanged', 'refused'] as const

function text(value: unknown): string {
  if (value === null || value === undefined || value === '') return says.none
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value === 'object' && 'amount_minor' in value && 'currency' in value)
    return formatMoney({ amount_minor: String(value.amount_minor), currency: String(value.currency) })
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Some rows of each kind, as they would be. */
export function Examples({ of, object }: { of: Preview; object: ImportObject }) {
  const some = KINDS.filter((kind) => of.examples[kind].length > 0)
  const [kind, setKind] = useState<(typeof KINDS)[number] | null>(null)
  const current = kind && some.includes(kind) ? kind : some[0]
  if (!current) return null
  return (
    <Section title={says.examples} aside={<span className="text-xs text-ink-faint">{says.examples_note}</span>}>
      <Tabs
        label={says.examples}
        value={current}
        // Ids of the tabs are the kinds.
        onChange={(id) => setKind(id as (typeof KINDS)[number])}
        items={some.map((id) => ({
          id,
          label: says.counts[id],
          count: formatNumber(of[id]),
          content: (
            <div className="-mx-4 overflow-x-auto sm:-mx-6">
              {id === 'refused' ? (
                <RefusedTable rows={of.examples.refused.slice(0, SHOWN)} />
              ) : (
                <ExampleTable rows={of.examples[id].slice(0, SHOWN)} object={object} kind={id} />
              )}
            </div>
          ),
        }))}
      />
    </Section>
  )
}

function ExampleTable({
  rows,
  object,
  kind,
}: {
  rows: readonly Example[]
  object: ImportObject
  kind: 'created' | 'updated' | 'unchanged'
}) {
  const columns: Column<Example>[] = [
    { id: 'name', header: says.example.name, cell: (row) => <span className="font-medium">{row.name}</span> },
    {
      id: 'key',
      header: says.example.key,
      cell: (row) => <span className="text-ink-soft">{row.external_id}</span>,
      from: 'md',
      card: 'hide',
    },
    ...(kind === 'unchanged'
      ? []
      : [
          {
            id: 'changes',
            header: says.example.changes,
            cell: (row: Example) => <ChangesCell row={row} object={object} told={kind === 'updated'} />,
          },
        ]),
    { id: 'line', header: says.example.line, align: 'end', cell: (row) => formatNumber(row.line), card: 'aside' },
  ]
  return (
    <Table
      label={says.counts[kind]}
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.line)}
      rowName={(row) => row.name}
    />
  )
}

function ChangesCell({ row, object, told }: { row: Example; object: ImportObject; told: boolean }) {
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1 py-1">
      {row.changes
        .filter(({ field }) => !field.endsWith('_id') && (field !== 'name' || told))
        .map(({ field, before, after }) => (
          <span key={field} className="text-ink-soft">
            <span className="text-ink-faint">{fieldLabel(object, field)}</span>{' '}
            {told && (
              <>
                <del className="rounded-sm bg-danger-soft px-1 text-danger">{text(before)}</del>{' '}
              </>
            )}
            {told ? (
              <ins className="rounded-sm bg-success-soft px-1 text-success no-underline">{text(after)}</ins>
            ) : (
              text(after)
            )}
          </span>
        ))}
    </span>
  )
}

function RefusedTable({ rows }: { rows: readonly Refused[] }) {
  const columns: Column<Refused>[] = [
    {
      id: 'row',
      header: says.row,
      cell: (row) => <span className="line-clamp-2 text-ink-soft">{row.cells.filter(Boolean).join(' · ')}</span>,
      width: '45%',
    },
    {
      id: 'reason',
      header: says.reason,
      cell: (row) => (
        <span className="flex flex-col gap-0.5 py-1">
          {row.problems.map((problem) => (
            <span key={`${problem.column} ${problem.message}`}>
              {problem.column && <span className="font-medium">{problem.column}: </span>}
              {problem.message} <span className="text-ink-faint">{problem.expected}</span>
            </span>
          ))}
        </span>
      ),
    },
    { id: 'line', header: says.example.line, align: 'end', cell: (row) => formatNumber(row.line), card: 'aside' },
  ]
  return (
    <Table
      label={says.counts.refused}
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.line)}
      rowName={(row) => String(row.line)}
    />
  )
}
