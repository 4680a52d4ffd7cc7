import { useState } from 'react'
import { Button, DateField, Dialog, TextField } from '../../ui/index.ts'
import { fromMinor, toMinor } from '../../words/format.ts'
import { words } from './desk-words.ts'
import type { Range } from './filters.ts'

const says = words.filters

/** From and to: an amount of one currency, or days. */
export function RangeDialog({
  range,
  currency,
  filters,
  onApply,
  onClose,
}: {
  range: Range
  currency: string
  filters: Readonly<Record<string, string>>
  onApply: (patch: Record<string, string | null>) => void
  onClose: () => void
}) {
  const [names] = useState(range === 'amount' ? (['amount_from', 'amount_to'] as const) : (['from', 'to'] as const))
  const typed = (value: string | undefined) =>
    value === undefined ? '' : range === 'amount' ? fromMinor({ amount_minor: value, currency }) : value
  const [from, setFrom] = useState(typed(filters[names[0]]))
  const [to, setTo] = useState(typed(filters[names[1]]))
  const [asked, setAsked] = useState(false)
  const read = (text: string): string | null | undefined => {
    if (text.trim() === '') return null
    return range === 'amount' ? (toMinor(text, currency) ?? undefined) : text
  }
  const apply = () => {
    setAsked(true)
    const [low, high] = [read(from), read(to)]
    if (low === undefined || high === undefined) return
    onApply({
      [names[0]]: low,
      [names[1]]: high,
      ...(range === 'amount' ? { currency: low === null && high === null ? null : (filters['currency'] ?? null) } : {}),
    })
    onClose()
  }
  const wrong = (text: string) => (asked && read(text) === undefined ? says.not_an_amount : null)
  const Field = range === 'amount' ? TextField : DateField
  return (
    <Dialog
      open
      onClose={onClose}
      title={says.range_title[range]}
      description={range === 'amount' ? says.amount_hint(currency) : says.days_hint}
      actions={
        <>
          <Button onClick={onClose}>{words.bulk.cancel}</Button>
          <Button look="primary" onClick={apply}>
            {says.apply}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-2 gap-3">
        <Field label={says.from} name="from" value={from} onChange={setFrom} error={wrong(from)} />
        <Field label={says.to} name="to" value={to} onChange={setTo} error={wrong(to)} />
      </div>
    </Dialog>
  )
}
