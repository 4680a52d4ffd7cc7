import { useApiQuery } from '../../api/hooks.ts'
import { BulkBar, Button, GuardedButton } from '../../ui/index.ts'
import { useMay } from '../may.ts'
import type { BulkVerb, Target } from './bulk-dialog.tsx'
import { words } from './desk-words.ts'
import type { RegistrationRow } from './states.ts'
import { words as room } from './words.ts'

const says = words.select
const VERBS: readonly BulkVerb[] = ['approve', 'reject', 'ask', 'assign']
const ROWS_MAX = 5000

/** How many rows fit the filter, as far as one may decide on at once. */
function useMatching(filter: Record<string, string>): number | 'too_many' | null {
  const { data } = useApiQuery('registration.summary', { query: filter }, { keep: true })
  if (!data) return null
  const count = data.states.reduce((all, state) => all + state.count, 0)
  return count > ROWS_MAX || data.states.some((state) => !state.complete) ? 'too_many' : count
}

/** What can be done with the selected rows, and the way from those to all that fit. */
export function DeskBar({
  rows,
  selected,
  all,
  filter,
  onAll,
  onVerb,
  onClear,
}: {
  rows: readonly RegistrationRow[]
  selected: ReadonlySet<string>
  /** All that fit are meant, and so many they were. */
  all: number | null
  filter: Record<string, string>
  onAll: (count: number) => void
  onVerb: (verb: BulkVerb, target: Target) => void
  onClear: () => void
}) {
  const may = useMay()
  const matching = useMatching(filter)
  const isWhole = rows.every((row) => selected.has(row.id))
  const target: Target =
    all !== null
      ? { kind: 'matching', filter, count: all }
      : { kind: 'rows', rows: rows.filter((row) => selected.has(row.id)) }
  return (
    <BulkBar
      count={all === null ? says.count(selected.size) : says.all_chosen(all)}
      selectAll={
        all === null &&
        isWhole &&
        (matching === 'too_many' ? (
          <span className="text-xs text-ink-faint">{says.all_many}</span>
        ) : (
          matching !== null &&
          matching > selected.size && (
            <Button size="small" look="ghost" onClick={() => onAll(matching)}>
              {says.all(matching)}
            </Button>
          )
        ))
      }
      actions={VERBS.map((verb) => (
        <GuardedButton
          key={verb}
          size="small"
          whyNot={may(`registration:${verb}`) ? null : room.decide.not_yours(null)}
          onClick={() => onVerb(verb, target)}
        >
          {words.bulk[verb]}
        </GuardedButton>
      ))}
      onClear={onClear}
    />
  )
}
