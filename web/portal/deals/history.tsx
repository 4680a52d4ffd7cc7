import { RecordTimeline } from '../../frame/record-timeline.tsx'
import { useActing } from '../../session.tsx'
import { RelativeTime, Section, Timeline, useClock } from '../../ui/index.ts'
import type { Deal } from '../calls.ts'
import { words } from './words.ts'

type Moment = { id: string; type: string; at: string }

/** What happened to the deal, the newest first: its timeline, or what the deal itself tells whoever may not read that. */
export function History({ deal }: { deal: Deal }) {
  const may = useActing().may('event:read')
  const { now_ms } = useClock()
  return (
    <Section title={words.history.title}>
      {may ? (
        <RecordTimeline subject={deal.id} />
      ) : (
        <Timeline
          label={words.history.title}
          entries={tellOf(deal, now_ms).map(({ id, type, at }) => ({
            id,
            title: words.happened[type],
            when: <RelativeTime at={at} />,
          }))}
        />
      )}
    </Section>
  )
}

/** The moments that stand on the deal itself. */
function tellOf(deal: Deal, now_ms: number): Moment[] {
  const moments: Moment[] = [{ id: 'submitted', type: 'registration.submitted', at: deal.submitted_at }]
  if (deal.protection) moments.push({ id: 'approved', type: 'registration.approved', at: deal.protection.starts_at })
  if (deal.status === 'queued') moments.push({ id: 'queued', type: 'registration.queued', at: deal.submitted_at })
  if (deal.decided_at && (deal.status === 'rejected' || deal.status === 'withdrawn')) {
    moments.push({ id: 'decided', type: `registration.${deal.status}`, at: deal.decided_at })
  }
  if (deal.status === 'expired' && deal.protection && Date.parse(deal.protection.ends_at) <= now_ms) {
    moments.push({ id: 'expired', type: 'registration.expired', at: deal.protection.ends_at })
  }
  return moments.reverse()
}
