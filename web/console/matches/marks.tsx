import { Check, Eye, Minus } from 'lucide-react'
import { Badge, type Tone } from '../../ui/index.ts'
import { words } from './words.ts'

type Spoken = { text: string; speaks: 'for' | 'with_care' | 'against' }

const TONES: Record<Spoken['speaks'], Tone> = { for: 'success', with_care: 'info', against: 'warn' }
const ICONS = { for: <Check aria-hidden />, with_care: <Eye aria-hidden />, against: <Minus aria-hidden /> }

/** What speaks for an account, what was read with care, and what speaks against it. */
export function Evidence({ of }: { of: readonly Spoken[] }) {
  return (
    <ul className="flex flex-wrap gap-1.5">
      {of.map(({ text, speaks }) => (
        <li key={`${speaks} ${text}`} className="max-w-full">
          <Badge tone={TONES[speaks]} icon={ICONS[speaks]}>
            <span className="sr-only">{words.beside.evidence[speaks]}: </span>
            {text}
          </Badge>
        </li>
      ))}
    </ul>
  )
}

/** How many points, as a bar with its number. */
export function Score({ value, wide = false }: { value: number; wide?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2" title={words.points(value)}>
      <span aria-hidden className={`h-1.5 overflow-hidden rounded-full bg-pressed ${wide ? 'w-28' : 'w-14'}`}>
        <span className="block h-full rounded-full bg-accent" style={{ width: `${value / 10}%` }} />
      </span>
      <span className="tabular-nums">{value}</span>
    </span>
  )
}
