import { FolderKanban } from 'lucide-react'
import { ProblemState } from '../../api/loaded.tsx'
import { paths, withQuery } from '../../paths.ts'
import { EmptyState, Link, Section, SkeletonText } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { formatMoney } from '../../words/format.ts'
import { useDealCounts, useDealsHeld, useDealsIn, type DealRow, type DealStatus } from '../calls.ts'
import { DealClock, DealMark } from '../deals/state.tsx'
import { QUEUED, REJECTED } from './needs.tsx'
import { words } from './words.ts'

const SHOWN = 3

/** My deals by where they stand, each with its clock. */
export function DealGroups() {
  const partner = usePathParam('partner')
  const queries = {
    counts: useDealCounts(),
    approved: useDealsHeld('approved', SHOWN),
    converted: useDealsHeld('converted', SHOWN),
    in_review: useDealsIn('in_review', SHOWN),
    // The same calls as those of "what needs me".
    queued: useDealsIn('queued', QUEUED),
    rejected: useDealsIn('rejected', REJECTED),
    expired: useDealsIn('expired', SHOWN),
  }
  const counts = queries.counts.data?.counts
  const approved = queries.approved.data?.rows
  const converted = queries.converted.data?.rows
  const in_review = queries.in_review.data?.rows
  const queued = queries.queued.data?.rows.slice(0, SHOWN)
  const rejected = queries.rejected.data?.rows
  const expired = queries.expired.data?.rows
  if (!counts || !approved || !converted || !in_review || !queued || !rejected || !expired) {
    const failed = Object.values(queries).filter((query) => query.error)
    const again = () => {
      for (const query of failed) void query.refetch()
    }
    return (
      <Section title={words.deals.title}>
        {failed[0] ? <ProblemState error={failed[0].error} onRetry={again} /> : <SkeletonText lines={6} />}
      </Section>
    )
  }
  const ended = [...rejected, ...expired].sort((a, b) => endOf(b).localeCompare(endOf(a))).slice(0, SHOWN)
  const none = Object.values(counts).every((count) => count === 0)
  const here = paths.portal.deals(partner)
  const group = (status: DealStatus) => ({ count: counts[status], href: withQuery(here, { status }) })
  return (
    <Section
      title={words.deals.title}
      aside={
        none ? null : (
          <Link href={here} className="touch:py-3">
            {words.deals.all}
          </Link>
        )
      }
    >
      {none ? (
        <EmptyState icon={<FolderKanban />} title={words.deals.empty}>
          {words.deals.empty_why}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-6">
          <Group title={words.deals.approved} rows={approved} {...group('approved')} />
          <Group title={words.deals.converted} rows={converted} {...group('converted')} />
          <Group title={words.deals.in_review} rows={in_review} {...group('in_review')} />
          <Group title={words.deals.queued} rows={queued} {...group('queued')} />
          <Group title={words.deals.ended} rows={ended} count={ended.length} href={here} marked />
        </div>
      )}
    </Section>
  )
}

/** When it ends or ended; text that compares like the time it tells. */
function endOf(deal: DealRow): string {
  return deal.protection?.ends_at ?? deal.decided_at ?? deal.submitted_at
}

function Group(props: { title: string; rows: readonly DealRow[]; count: number; href: string; marked?: boolean }) {
  const { title, rows, count, href, marked } = props
  const partner = usePathParam('partner')
  if (rows.length === 0) return null
  return (
    <section className="flex flex-col gap-1">
      <div className="flex items-baseline gap-2 text-sm text-ink-faint">
        <h3 className="tracking-normal">{title}</h3>
        {count > rows.length && (
          <Link href={href} className="ml-auto touch:py-3">
            {words.deals.rest(count)}
          </Link>
        )}
      </div>
      <ul className="divide-y divide-line border-y border-line">
        {rows.map((deal) => (
          <li key={deal.id} className="relative flex min-h-14 items-center gap-4 py-2 hover:bg-sunken/70">
            <div className="min-w-0 flex-1">
              <Link
                href={paths.portal.deal(partner, deal.id)}
                look="plain"
                className="block truncate font-medium after:absolute after:inset-0"
              >
                {deal.account.name}
              </Link>
              <p className="truncate text-sm text-ink-faint tabular-nums">
                {[deal.account.domain, deal.amount && formatMoney(deal.amount)].filter(Boolean).join(' · ')}
              </p>
            </div>
            <div className="flex shrink-0 flex-col items-end text-sm">
              {marked && <DealMark status={deal.status} />}
              <DealClock deal={deal} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
