import { useApiPages } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { paths } from '../../paths.ts'
import { Drawer, EmptyState, Link, SkeletonText } from '../../ui/index.ts'
import { formatDate, formatMoney, formatNumber } from '../../words/format.ts'
import { ListFoot } from '../lists/list-foot.tsx'
import { StateMark } from '../registrations/clocks.tsx'
import type { Status } from '../registrations/states.ts'
import { words } from './words.ts'

export type Drilled = { figure: string; title: string; period: string; cohort: Record<string, string> }

/** The registrations behind a figure. */
export function RowsDrawer({ drilled, org, onClose }: { drilled: Drilled | null; org: string; onClose: () => void }) {
  return (
    <Drawer open={drilled !== null} onClose={onClose} title={drilled?.title ?? ''}>
      {drilled && (
        <>
          <p className="pb-3 text-xs text-ink-faint">{drilled.period}</p>
          <Rows drilled={drilled} org={org} />
        </>
      )}
    </Drawer>
  )
}

function Rows({ drilled, org }: { drilled: Drilled; org: string }) {
  // The figure's name came out of the address; the API names those it knows.
  const query = { limit: 50, ...drilled.cohort, figure: drilled.figure as 'registered' }
  const list = useApiPages('report.registration_rows', { query })
  if (list.error && !list.rows) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.rows) return <SkeletonText lines={8} />
  if (list.rows.length === 0) return <EmptyState title={words.rows.none}>{words.rows.none_body}</EmptyState>
  return (
    <>
      <ul className="-mx-2">
        {list.rows.map((row) => (
          <li key={row.id}>
            <Link
              href={paths.console.registration(org, row.id)}
              look="plain"
              className="block rounded-md px-2 py-2.5 hover:bg-sunken"
            >
              <span className="flex items-baseline gap-3">
                <span className="min-w-0 flex-1 truncate font-medium">{row.account_name}</span>
                {row.amount && <span className="tabular-nums">{formatMoney(row.amount)}</span>}
              </span>
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-faint">
                <StateMark status={row.status as Status} />
                <span>{row.partner.name}</span>
                <span>{formatDate(row.submitted_on)}</span>
                {row.review_hours !== null && (
                  <span>{`${words.rows.hours} ${words.stats.hours(formatNumber(row.review_hours))}`}</span>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <ListFoot count={list.rows.length} more={list.more} pending={list.isFetchingNextPage} />
    </>
  )
}
