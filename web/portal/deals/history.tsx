import { useActing } from '../../session.tsx'
import { SkeletonText, RelativeTime, Section, Timeline, useClock, type TimelineEntry } from '../../ui/index.ts'
import { useHappenings, type Deal } from '../calls.ts'
import { words } from './words.ts'

type Moment = { id: string; type: string; at: string }

const TONES: Readonly<Record<string, TimelineEntry['tone']>> = {
  'registration.approved': 'success',
  'registration.rejected': 'danger',
  'registration.queued': 'warn',
  'registration.in_review': 'info',
  'registration.protection_ending': 'warn',
  'registration.answer_overdue': 'warn',
}

/** What happened to the deal, the newest first: its events, or what the deal itself tells whoever may not read those. */
export function History({ deal }: { deal: Deal }) {
  const may = useActing().may('event:read')
  const events = useHappenings(deal.id, { enabled: may })
  const { now_ms } = useClock()
  const told = !may || events.error ? tellOf(deal, now_ms) : events.data?.rows
  return (
    <Section title={words.history.title}>
      {told === undefined ? (
        <SkeletonText lines={3} />
      ) : (
        <Timeline label={words.history.title} entries={told.flatMap(entryOf)} />
      )}
    </Section>
  )
}

function entryOf({ id, type, at }: Moment): TimelineEntry[] {
  const title = words.happened[type]
  return title ? [{ id, title, when: <RelativeTime at={at} />, tone: TONES[type] ?? 'neutral' }] : []
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
