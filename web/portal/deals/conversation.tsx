import { useApiPages } from '../../api/hooks.ts'
import { useActing } from '../../session.tsx'
import { Button, RelativeTime, Section, Timeline } from '../../ui/index.ts'
import type { Deal } from '../calls.ts'
import { words } from './words-life.ts'

const says = words.conversation

/** What was asked about the deal and what was answered, the latest first. The question that is open stands above. */
export function Conversation({ deal }: { deal: Deal }) {
  const { membership } = useActing()
  const list = useApiPages('registration.messages', { params: { id: deal.id }, query: { limit: 10 } })
  const rows = list.rows?.filter((one) => one.id !== deal.question?.id) ?? []
  if (rows.length === 0) return null
  return (
    <Section title={says.title}>
      <Timeline
        label={says.title}
        entries={rows.map((one) => ({
          id: one.id,
          title: (
            <span className="font-medium">
              {one.by_org ? says.asked(membership.org.name) : says.answered(one.said_by || says.you)}
            </span>
          ),
          when: <RelativeTime at={one.said_at} />,
          tone: one.by_org ? ('warn' as const) : ('info' as const),
          detail: <p className="whitespace-pre-line text-ink">{one.body}</p>,
        }))}
      />
      {list.more && (
        <Button className="w-fit" pending={list.isFetchingNextPage} onClick={list.more}>
          {says.more}
        </Button>
      )}
    </Section>
  )
}
