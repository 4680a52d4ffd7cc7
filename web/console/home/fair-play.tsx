import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Stat, Stats } from '../../ui/index.ts'
import { formatNumber } from '../../words/format.ts'
import { useRoomCounts } from '../waiting.ts'
import { words } from './words.ts'

const says = words.rooms
const to = paths.console

/** What waits beside the registrations, each number leading to its rows; a room in which nothing waits is left out. */
export function FairPlay({ org }: { org: string }) {
  const { may } = useActing()
  const { requests, matches, conflicts, disputes, conduct } = useRoomCounts()
  const open_cases = conduct && Object.values(conduct.by_kind).reduce((sum, count) => sum + count, 0)
  const late = (count: number | undefined) => (count ? says.late(count) : null)
  const rooms: { label: string; count: number | undefined; href: string; note: (string | null)[]; late?: number }[] = [
    { label: says.requests, count: requests?.mine, href: to.requests(org), note: [] },
    { label: says.matches, count: matches?.open, href: to.matches(org), note: [says.matches_note] },
    {
      label: says.conflicts,
      count: conflicts?.open,
      href: to.conflicts(org),
      late: conflicts?.overdue ?? 0,
      note: [
        may('conflict:resolve')
          ? conflicts?.manager
            ? says.to_decide(conflicts.manager)
            : null
          : may('conflict:answer') && conflicts?.direct
            ? says.to_answer(conflicts.direct)
            : null,
        late(conflicts?.overdue),
      ],
    },
    {
      label: says.disputes,
      count: disputes?.open,
      href: to.disputes(org),
      late: disputes?.overdue ?? 0,
      note: [
        disputes?.waits_for_me ? says.in_your_hands(disputes.waits_for_me) : null,
        disputes?.unread ? says.arrived(disputes.unread) : null,
        late(disputes?.overdue),
      ],
    },
    {
      label: says.conduct,
      count: open_cases,
      href: to.conductCases(org),
      note: [conduct?.to_do ? says.for_us(conduct.to_do) : null],
    },
  ]
  const waiting = rooms.filter(({ count }) => count)
  if (waiting.length === 0) return null
  return (
    <section aria-label={says.label}>
      <Stats>
        {waiting.map(({ label, count, href, note, late: overdue }) => (
          <Stat
            key={href}
            label={label}
            value={formatNumber(count ?? 0)}
            href={href}
            note={note.filter(Boolean).join(', ')}
            {...(overdue ? { tone: 'danger' as const } : {})}
          />
        ))}
      </Stats>
    </section>
  )
}
