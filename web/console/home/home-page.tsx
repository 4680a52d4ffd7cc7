import { useApiQuery } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { PageHeader, Skeleton, Stat, Stats, useClock } from '../../ui/index.ts'
import { formatNumber } from '../../words/format.ts'
import { locale } from '../../words/words.ts'
import { DemoClock } from './demo-clock.tsx'
import { FairPlay } from './fair-play.tsx'
import { FirstSteps } from './first-steps.tsx'
import { Ending, RecentlyDecided } from './lately.tsx'
import { Queue } from './queue.tsx'
import { words } from './words.ts'

/** "Sunday 22 November 2026". */
function today(now_ms: number, zone: string): string {
  return new Intl.DateTimeFormat(locale(), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: zone,
  }).format(now_ms)
}

/** What needs this person: the decisions that wait, what runs out, and what was decided lately. */
export default function HomePage() {
  const { membership } = useActing()
  const org = membership.org.slug
  const { now_ms, zone } = useClock()
  const about = useApiQuery('org.get')
  const counts = useApiQuery('registration.count').data?.counts
  const isNew = counts !== undefined && Object.values(counts).every((count) => count === 0)
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.title} meta={<span>{words.today(today(now_ms, zone), zone)}</span>} />
      <div className="flex flex-col gap-8 pt-3">
        <Counts org={org} />
        <FairPlay org={org} />
        <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_19rem]">
          <div className="flex min-w-0 flex-col gap-8">
            {isNew ? <FirstSteps org={org} /> : <Queue org={org} />}
            {!isNew && <RecentlyDecided org={org} />}
          </div>
          <div className="flex min-w-0 flex-col gap-8">
            {about.data?.is_demo && <DemoClock offset_ms={about.data.clock_offset_ms} />}
            <Ending org={org} />
          </div>
        </div>
      </div>
    </div>
  )
}

/** The numbers that matter, each leading to its rows. */
function Counts({ org }: { org: string }) {
  const query = useApiQuery('registration.count')
  if (query.error && !query.data) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
  const number = (value: number | undefined) =>
    value === undefined ? <Skeleton width="2rem" height="1.75rem" /> : formatNumber(value)
  const to = (view: string, due?: string) => withQuery(paths.console.registrations(org), { view, due })
  const { counts, overdue, protections_ending } = query.data ?? {}
  const says = words.stats
  return (
    <Stats>
      <Stat label={says.in_review} value={number(counts?.in_review)} href={to('approvals')} />
      <Stat
        label={says.overdue}
        value={number(overdue)}
        href={to('approvals', 'overdue')}
        {...(overdue ? { tone: 'danger' } : {})}
        note={overdue === 0 && says.overdue_none}
      />
      <Stat label={says.queued} value={number(counts?.queued)} href={to('queued')} />
      <Stat label={says.approved} value={number(counts?.approved)} href={to('approved')} />
      <Stat
        label={says.ending}
        value={number(protections_ending)}
        href={to('approved', 'ending')}
        note={says.ending_note}
        {...(protections_ending ? { tone: 'warn' } : {})}
      />
    </Stats>
  )
}
