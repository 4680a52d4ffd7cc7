import { Settings2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Badge, Button, Select, TextField } from '../../ui/index.ts'
import { FieldOptions } from './field-options.tsx'
import type { Column, ColumnMapping, Field } from './fields.ts'
import { entryOf, withColumn, withConstant, type Draft } from './mapping.ts'
import { words } from './words.ts'

const says = words.map
const LEAVE = 'leave'
const CONSTANT = 'constant'
// Columns are told from the two choices above by what stands before their name.
const OF_FILE = 'column:'

/** One field: where it comes from, what stands there, and how that is read. */
export function FieldRow({
  field,
  draft,
  columns,
  error,
  onChange,
}: {
  field: Field
  draft: Draft
  columns: readonly Column[]
  error: string | null
  onChange: (draft: Draft) => void
}) {
  const entry = entryOf(draft, field.name)
  const constant = draft.constants[field.name]
  const column = columns.find((one) => one.column === entry?.column)
  const value = entry ? OF_FILE + entry.column : constant === undefined ? LEAVE : CONSTANT
  const choose = (next: string) => {
    if (next === LEAVE) onChange(withColumn(draft, field, null))
    else if (next === CONSTANT) onChange(withConstant(draft, field.name, ''))
    else onChange(withColumn(draft, field, columns.find((one) => one.column === next.slice(OF_FILE.length)) ?? null))
  }
  // What only a person can say is asked for without being looked for.
  const doubtful =
    entry !== undefined &&
    ((field.type === 'money' && !entry.currency) ||
      (field.type === 'date' && !entry.format && column?.date_formats[0] !== 'ISO'))
  const [open, setOpen] = useState(doubtful)
  // It opens by itself and is closed by hand: an answer that is being typed must not close it.
  const asks = doubtful || error !== null
  useEffect(() => {
    if (asks) setOpen(true)
  }, [asks])
  const shown = entry !== undefined && open
  const summary = entry ? summaryOf(entry) : ''
  return (
    <li className="flex flex-col gap-3 py-2.5">
      <div className="grid items-start gap-x-4 gap-y-1.5 md:grid-cols-[minmax(0,13rem)_minmax(0,17rem)_minmax(0,1fr)]">
        <div className="flex items-center gap-2 font-medium md:min-h-control">
          {field.label}
          {field.required && <Badge tone="neutral">{says.required}</Badge>}
        </div>
        <div className="flex flex-col gap-2">
          <Select
            label={says.column_label(field.label)}
            hideLabel
            name={field.name}
            value={value}
            onChange={choose}
            error={error}
            options={[
              { value: LEAVE, label: says.leave },
              ...columns.map((one) => ({
                value: OF_FILE + one.column,
                label: one.column,
                hint: one.samples.slice(0, 3).join(' · ') || says.no_values,
              })),
              { value: CONSTANT, label: says.constant },
            ]}
          />
          {constant !== undefined && (
            <TextField
              label={says.constant_label(field.label)}
              hideLabel
              value={constant}
              placeholder={says.constant_label(field.label)}
              onChange={(text) => onChange(withConstant(draft, field.name, text))}
            />
          )}
        </div>
        {column && (
          <div className="flex min-w-0 items-start gap-2 md:min-h-control md:items-center">
            <div className="flex min-w-0 flex-col gap-0.5">
              <Samples column={column} />
              {!shown && summary && <span className="text-xs text-ink-faint">{summary}</span>}
            </div>
            <Button
              size="small"
              look="ghost"
              className="ml-auto"
              icon={<Settings2 aria-hidden className="size-3.5" />}
              aria-label={says.options_of(field.label)}
              aria-expanded={shown}
              onClick={() => setOpen(!open)}
            >
              {says.options}
            </Button>
          </div>
        )}
      </div>
      {shown && column && entry && (
        <FieldOptions field={field} entry={entry} column={column} draft={draft} onChange={onChange} />
      )}
    </li>
  )
}

/** The options that were chosen, in a line. */
function summaryOf({ format, currency, scale, values, on_wrong }: ColumnMapping): string {
  const count = Object.keys(values ?? {}).length
  return [
    format ? says.formats[format] : '',
    currency ?? '',
    scale && scale !== 1 ? says.summary.scale(says.scales[scale]) : '',
    count > 0 ? says.summary.values(count) : '',
    on_wrong === 'leave_out' ? says.summary.leave_out : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

function Samples({ column }: { column: Column }) {
  const percent = Math.round(column.share_empty * 100)
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-1">
      {column.samples.slice(0, 4).map((sample) => (
        <span key={sample} className="max-w-40 truncate rounded-sm bg-neutral-soft px-1.5 text-xs/5 text-ink-soft">
          {sample}
        </span>
      ))}
      {percent > 0 && <span className="text-xs text-ink-faint">{says.empty_share(percent)}</span>}
    </p>
  )
}
