import { Button, TextField } from '../../ui/index.ts'
import type { Import } from './fields.ts'
import type { Repairs } from './problems.tsx'
import { words } from './words.ts'

const says = words.preview

/** What to do with one value that cannot be read: read it as another, as an empty cell, or pass over its rows. */
export function ValueRepair({
  value,
  at,
  repairs,
  mayBeEmpty,
  maySkip,
  onRepair,
}: {
  value: Import['problems'][number]['values'][number]
  /** The column and the value as one key. */
  at: string
  repairs: Repairs
  mayBeEmpty: boolean
  maySkip: boolean
  onRepair: (repairs: Repairs) => void
}) {
  const as = repairs.values[at]
  const skipped = repairs.skipped.includes(at)
  const { [at]: _, ...others } = repairs.values
  const clear = () => onRepair({ ...repairs, values: others, skipped: repairs.skipped.filter((one) => one !== at) })
  if (skipped || as === '')
    return (
      <span className="flex items-center gap-2 max-md:col-span-2">
        <span className="text-success">{skipped ? says.skipped : says.empty}</span>
        <Button size="small" look="ghost" onClick={clear}>
          {says.take_back}
        </Button>
      </span>
    )
  return (
    <span className="flex flex-col gap-1 max-md:col-span-2">
      <TextField
        hideLabel
        label={says.repair_of(value.got)}
        placeholder={says.repair}
        value={as ?? ''}
        onChange={(text) => (text === '' ? clear() : onRepair({ ...repairs, values: { ...others, [at]: text } }))}
      />
      {as === undefined && (
        <span role="group" aria-label={says.do_with(value.got)} className="flex flex-wrap gap-1">
          {value.repair && (
            <Button
              size="small"
              onClick={() => onRepair({ ...repairs, values: { ...others, [at]: value.repair ?? '' } })}
            >
              {says.suggest(value.repair)}
            </Button>
          )}
          {mayBeEmpty && (
            <Button size="small" look="ghost" onClick={() => onRepair({ ...repairs, values: { ...others, [at]: '' } })}>
              {says.as_empty}
            </Button>
          )}
          {maySkip && (
            <Button
              size="small"
              look="ghost"
              onClick={() => onRepair({ ...repairs, skipped: [...repairs.skipped, at] })}
            >
              {says.skip}
            </Button>
          )}
        </span>
      )}
    </span>
  )
}
