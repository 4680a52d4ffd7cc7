import { ProblemState } from '../../api/loaded.tsx'
import { useApiPages } from '../../api/hooks.ts'
import { spoken } from '../../../kit/words.ts'
import { Button, Callout, RelativeTime, SkeletonText, Timeline } from '../../ui/index.ts'
import { useMay } from '../may.ts'
import { tones, type Registration, type Status } from './states.ts'
import { words } from './words.ts'

const says = words.history

/** The tone of an event: that of the state it led to. */
function toneOf(type: string) {
  const state = type.replace(/^registration\./, '')
  if (state === 'answer_overdue') return 'danger'
  if (state === 'protection_ending') return 'warn'
  return state in tones ? tones[state as Status] : 'neutral' // just looked up
}

function stateBefore(body: Record<string, unknown>): string | null {
  const before = body['before']
  return typeof before === 'string' && before in words.statuses ? words.statuses[before as Status].toLowerCase() : null // just looked up
}

/** Everything that happened to a registration, the newest first. */
export function History({ registration: r }: { registration: Registration }) {
  const may = useMay()
  const allowed = may('event:read')
  const list = useApiPages('event.list', { query: { subject_id: r.id, limit: 50 } }, { enabled: allowed })
  if (!allowed) return <Callout tone="neutral">{says.not_yours}</Callout>
  if (list.error && !list.rows) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.rows) return <SkeletonText lines={5} />
  if (list.rows.length === 0) return <p className="text-ink-soft">{says.empty}</p>
  return (
    <div className="flex flex-col gap-4">
      <Timeline
        label={says.label}
        entries={list.rows.map((event) => {
          const before = stateBefore(event.body)
          const isLast = event.body['ruling_id'] === r.ruling.id
          return {
            id: event.id,
            title: <span className="font-medium">{says.events[event.type] ?? spoken(event.type)}</span>,
            when: <RelativeTime at={event.at} />,
            tone: toneOf(event.type),
            detail: (before || (isLast && r.decision_reason)) && (
              <>
                {before && <p className="text-ink-faint">{says.from(before)}</p>}
                {isLast && r.decision_reason && <p className="whitespace-pre-line">{r.decision_reason}</p>}
              </>
            ),
          }
        })}
      />
      {list.more && (
        <Button size="small" className="w-fit" pending={list.isFetchingNextPage} onClick={list.more}>
          {says.more}
        </Button>
      )}
    </div>
  )
}
