import { Check, TriangleAlert } from 'lucide-react'
import { checkAccent, DEFAULT_ACCENT, readHexColour, type Theme } from '../../../kit/accent.ts'
import { Button, TextField } from '../../ui/index.ts'
import { formatNumber } from '../../words/format.ts'
import { words } from './words.ts'

/** Rounded down: 2.99 is not 3. */
function ratio(value: number): string {
  return `${formatNumber(Math.floor(value * 10) / 10)}:1`
}

/** A colour as text and as a swatch, with what its contrast is and, where that is too little, the shade that would do. */
export function ColourField({
  label,
  name,
  theme,
  value,
  onChange,
  error,
}: {
  label: string
  name: string
  theme: Theme
  value: string
  onChange: (value: string) => void
  error: string | null
}) {
  const hex = readHexColour(value)
  const wrong = value.trim() && !hex ? words.check.not_colour : error
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-end gap-2">
        <TextField
          label={label}
          name={name}
          className="flex-1"
          placeholder={DEFAULT_ACCENT[theme]}
          spellCheck={false}
          autoCapitalize="none"
          error={hex ? null : wrong}
          value={value}
          onChange={onChange}
        />
        <input
          type="color"
          aria-label={words.fields.pick(label)}
          value={hex ?? DEFAULT_ACCENT[theme]}
          onChange={(event) => onChange(event.currentTarget.value)}
          className="h-control w-12 cursor-pointer rounded-md border border-line-control bg-transparent p-1"
        />
      </div>
      {hex && <Verdict hex={hex} theme={theme} onUse={onChange} />}
    </div>
  )
}

function Verdict({ hex, theme, onUse }: { hex: string; theme: Theme; onUse: (hex: string) => void }) {
  const { ok, on, shape, nearest } = checkAccent(hex, theme)
  const says = words.check
  const Icon = ok ? Check : TriangleAlert
  return (
    <div role="status" className="flex flex-col gap-2 text-xs touch:text-sm">
      <p className={ok ? 'text-success' : 'text-danger'}>
        <Icon aria-hidden className="mr-1.5 inline size-3.5 align-text-bottom" />
        {ok ? says.passes : says.fails}
      </p>
      <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-ink-soft tabular-nums">
        {[
          { text: says.on(ratio(on.ratio)), part: on },
          { text: says.shape(ratio(shape.ratio)), part: shape },
        ].map(({ text, part }) => (
          <li key={text} className={part.ok ? '' : 'font-medium text-danger'}>
            {text}
            {!part.ok && `, ${says.needs(ratio(part.needs))}`}
          </li>
        ))}
      </ul>
      {nearest && (
        <div className="flex flex-wrap items-center gap-2">
          <Button
            size="small"
            onClick={() => onUse(nearest)}
            icon={<span aria-hidden className="size-3.5 rounded-sm" style={{ background: nearest }} />}
          >
            {says.use(nearest)}
          </Button>
          <span className="text-ink-faint">{says.nearest}</span>
        </div>
      )}
    </div>
  )
}
