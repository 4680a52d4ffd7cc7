import { MessagesSquare } from 'lucide-react'
import { ProblemState } from '../../api/loaded.tsx'
import { useApiPages } from '../../api/hooks.ts'
import { Button, EmptyState, RelativeTime, SkeletonText, Timeline } from '../../ui/index.ts'
import type { Registration } from './states.ts'
import { words } from './words-life.ts'

const says = words.conversation

/** What was asked about a registration and what was answered, the latest first. */
export function Conversation({ registration: r }: { registration: Registration }) {
  const list = useApiPages('registration.messages', { params: { id: r.id }, query: { limit: 25 } })
  if (list.error && !list.rows) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.rows) return <SkeletonText lines={4} />
  if (list.rows.length === 0)
    return (
      <EmptyState icon={<MessagesSquare />} title={says.empty_title}>
        {says.empty}
      </EmptyState>
    )
  return (
    <div className="flex flex-col gap-4">
      <Timeline
        label={says.tab}
        entries={list.rows.map((one) => {
          const fields = one.fields.map((field) => words.fields[field]).join(', ')
          const asks = one.kind === 'question'
          const who = one.said_by || says.somebody
          return {
            id: one.id,
            title: <span className="font-medium">{asks ? says.asked(who) : says.answered(who)}</span>,
            when: <RelativeTime at={one.said_at} />,
            tone: asks ? ('warn' as const) : ('info' as const),
            detail: (
              <>
                <p className="whitespace-pre-line text-ink">{one.body}</p>
                {fields && (
                  <p className="text-xs text-ink-faint">{asks ? says.to_correct(fields) : says.corrected(fields)}</p>
                )}
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
