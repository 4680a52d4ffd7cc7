import { useState } from 'react'
import { CalendarCheck } from 'lucide-react'
import { LogActivity } from '../../activities/log-activity.tsx'
import { words as activity } from '../../activities/words.ts'
import { useApiPages } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { Button, Callout, EmptyState, SkeletonText, Badge, Timeline, useClock } from '../../ui/index.ts'
import { formatDate } from '../../words/format.ts'
import { lastDay, type Registration } from './states.ts'
import { words } from './words-life.ts'

const says = words.activity

/** What was done about a registration, the latest first, and the clock that it keeps. */
export function Activity({ registration: r }: { registration: Registration }) {
  const [logging, setLogging] = useState(false)
  const list = useApiPages('registration.activities', { params: { id: r.id }, query: { limit: 25 } })
  const log = r.abilities.includes('log_activity') && (
    <Button size="small" className="w-fit" onClick={() => setLogging(true)}>
      {says.log}
    </Button>
  )
  return (
    <div className="flex flex-col gap-4">
      <FollowUp registration={r} />
      {list.error && !list.rows ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.rows ? (
        <SkeletonText lines={4} />
      ) : list.rows.length === 0 ? (
        <EmptyState icon={<CalendarCheck />} title={says.empty_title} actions={log}>
          {says.empty}
        </EmptyState>
      ) : (
        <>
          {log}
          <Timeline
            label={says.tab}
            entries={list.rows.map((one) => ({
              id: one.id,
              title: (
                <span className="inline-flex flex-wrap items-center gap-2">
                  <span className="font-medium">{activity.kinds[one.kind]}</span>
                  {one.counts && <Badge tone="success">{says.counts}</Badge>}
                </span>
              ),
              when: formatDate(one.happened_on),
              tone: one.counts ? ('success' as const) : ('neutral' as const),
              detail: (
                <>
                  {one.note && <p className="whitespace-pre-line">{one.note}</p>}
                  {one.logged_by && <p className="text-xs text-ink-faint">{one.logged_by}</p>}
                </>
              ),
            }))}
          />
          {list.more && (
            <Button size="small" className="w-fit" pending={list.isFetchingNextPage} onClick={list.more}>
              {says.more}
            </Button>
          )}
        </>
      )}
      <LogActivity
        registration_id={r.id}
        title={says.log_title(r.account.name)}
        done={says.done}
        open={logging}
        onClose={() => setLogging(false)}
      />
    </div>
  )
}

/** By when the partner follows up, from when that counts, and what makes it good again. */
function FollowUp({ registration: { follow_up, follow_up_terms } }: { registration: Registration }) {
  const { zone } = useClock()
  if (!follow_up?.due_at || !follow_up_terms) return null
  const kinds = follow_up_terms.counts.map((kind) => activity.kinds[kind].toLowerCase()).join(', ')
  const { slipped_at } = follow_up
  return (
    <Callout
      tone={slipped_at ? 'danger' : 'neutral'}
      title={(slipped_at ? says.slipped : says.due)(lastDay(follow_up.due_at, zone))}
    >
      {slipped_at && <p>{says.slipped_body}</p>}
      <p>{says.rule(follow_up_terms.within_days, kinds)}</p>
    </Callout>
  )
}
