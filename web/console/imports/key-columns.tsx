import { Button, Checkbox, FieldError, fieldId } from '../../ui/index.ts'
import { words } from './words.ts'

const says = words.map
const SUGGESTED = 4

/** The columns that together name a row. */
export function KeyColumns({
  header,
  candidates,
  chosen,
  error,
  onChange,
}: {
  header: readonly string[]
  candidates: readonly (readonly string[])[]
  chosen: readonly string[]
  error: string | null
  onChange: (columns: string[]) => void
}) {
  return (
    <fieldset id={fieldId('key_columns')} tabIndex={-1} className="flex flex-col gap-2">
      <legend className="text-sm font-semibold">{says.key}</legend>
      <p className="max-w-2xl text-ink-soft">{says.key_hint}</p>
      {candidates.length > 0 && (
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="text-xs text-ink-faint">{says.key_suggested}</span>
          {candidates.slice(0, SUGGESTED).map((columns) => (
            <Button key={columns.join('\n')} size="small" onClick={() => onChange([...columns])}>
              {columns.join(' + ')}
            </Button>
          ))}
        </div>
      )}
      <div className="flex max-h-48 flex-wrap gap-x-5 gap-y-2 overflow-y-auto py-1">
        {header.map((column) => (
          <Checkbox
            key={column}
            label={column}
            checked={chosen.includes(column)}
            onChange={(on) =>
              onChange(
                on
                  ? header.filter((one) => one === column || chosen.includes(one))
                  : chosen.filter((one) => one !== column),
              )
            }
          />
        ))}
      </div>
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  )
}
