import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button, Select, TextField } from '../../ui/index.ts'
import { formatNumber } from '../../words/format.ts'
import type { Column, ColumnMapping, Field } from './fields.ts'
import { withOption, withValue, type Draft } from './mapping.ts'
import { words } from './words.ts'

const says = words.map
const FORMATS = ['ISO', 'YMD', 'MDY', 'DMY'] as const
const SCALES = ['1', '1000', '1000000', '1000000000'] as const
const STAGES = ['open', 'won', 'lost'] as const
// Of these every value is another; reading single ones as others is rarely what helps.
const TYPED = new Set(['money', 'integer', 'date', 'email', 'domain'])
const AS_IT_STANDS = 'as-it-stands'

type Props = { field: Field; entry: ColumnMapping; column: Column; draft: Draft; onChange: (draft: Draft) => void }

/** How the values of a column are read. */
export function FieldOptions({ field, entry, column, draft, onChange }: Props) {
  const set = (patch: Partial<ColumnMapping>) => onChange(withOption(draft, field.name, patch))
  const numeric = field.type === 'money' || field.type === 'integer'
  const rowCurrency = draft.columns.some((one) => one.field === 'currency') || Boolean(draft.constants['currency'])
  return (
    <div className="flex flex-col gap-4 rounded-md bg-canvas px-3.5 py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        {field.type === 'date' && (
          <Select
            className="w-64"
            label={says.date}
            value={entry.format ?? null}
            {...(column.date_formats.length > 1 ? { hint: says.date_fits } : {})}
            options={FORMATS.map((value) => ({ value, label: says.formats[value] }))}
            onChange={(format) => set({ format })}
          />
        )}
        {field.type === 'money' && (
          <TextField
            className="w-24"
            label={says.currency}
            optional={rowCurrency}
            placeholder="EUR"
            maxLength={3}
            value={entry.currency ?? ''}
            onChange={(text) => set({ currency: text.trim().toUpperCase() || undefined })}
          />
        )}
        {numeric && (
          <>
            <Select
              className="w-36"
              label={says.scale}
              // The four are all a mapping can have.
              value={String(entry.scale ?? 1) as (typeof SCALES)[number]}
              options={SCALES.map((value) => ({ value, label: says.scales[value] }))}
              // As above, the other way round.
              onChange={(scale) =>
                set({ scale: scale === '1' ? undefined : (Number(scale) as NonNullable<ColumnMapping['scale']>) })
              }
            />
            <Select
              className="w-40"
              label={says.decimal}
              value={entry.decimal ?? '.'}
              options={(['.', ','] as const).map((value) => ({ value, label: says.decimals[value] }))}
              onChange={(decimal) => set({ decimal })}
            />
          </>
        )}
        {!field.required && (
          <Select
            className="w-56"
            label={says.wrong_value}
            value={entry.on_wrong ?? 'refuse'}
            options={(['refuse', 'leave_out'] as const).map((value) => ({ value, label: says.on_wrong[value] }))}
            onChange={(on_wrong) => set({ on_wrong: on_wrong === 'refuse' ? undefined : on_wrong })}
          />
        )}
      </div>
      {(!TYPED.has(field.type) || entry.values) && (
        <Values field={field} entry={entry} column={column} draft={draft} onChange={onChange} />
      )}
    </div>
  )
}

function Values({ field, entry, column, draft, onChange }: Props) {
  const [typed, setTyped] = useState('')
  const counts = new Map(column.values?.map((one) => [one.value, one.count]))
  const known = [...counts.keys(), ...Object.keys(entry.values ?? {}).filter((value) => !counts.has(value))]
  const add = () => {
    const value = typed.trim()
    if (value) onChange(withValue(draft, field.name, value, field.type === 'stage' ? 'open' : value))
    setTyped('')
  }
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="text-control/5 font-medium">{says.values}</legend>
      <p className="text-xs text-ink-faint">{says.values_hint}</p>
      {known.length > 0 && (
        <ul className="flex max-h-72 max-w-xl flex-col gap-1 overflow-y-auto py-1 pr-1">
          {known.map((value) => (
            <li key={value} className="grid grid-cols-[minmax(0,1fr)_3.5rem_minmax(0,1fr)] items-center gap-2">
              <span className="truncate" title={value}>
                {value}
              </span>
              <span className="text-right text-xs text-ink-faint tabular-nums">
                {counts.has(value) ? formatNumber(counts.get(value) ?? 0) : ''}
              </span>
              {field.type === 'stage' ? (
                <Select
                  hideLabel
                  label={says.read_value_as(value)}
                  value={entry.values?.[value] ?? AS_IT_STANDS}
                  options={[
                    { value: AS_IT_STANDS, label: value },
                    ...STAGES.map((stage) => ({ value: stage, label: says.stages[stage] })),
                  ]}
                  onChange={(as) => onChange(withValue(draft, field.name, value, as === AS_IT_STANDS ? null : as))}
                />
              ) : (
                <TextField
                  hideLabel
                  label={says.read_value_as(value)}
                  placeholder={value}
                  value={entry.values?.[value] ?? ''}
                  onChange={(as) => onChange(withValue(draft, field.name, value, as === '' ? null : as))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {column.values === null && (
        <div className="flex max-w-xl items-end gap-2">
          <TextField className="flex-1" label={says.value} value={typed} onChange={setTyped} />
          <Button icon={<Plus aria-hidden className="size-4" />} onClick={add}>
            {says.add_value}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
