import { useApiQuery } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Drawer, Link, Table, type Column } from '../../ui/index.ts'
import { formatNumber } from '../../words/format.ts'
import type { Answer } from '../../api/contracts.ts'
import { words } from './desk-words.ts'

const says = words.load
type Load = Answer<'registration.load'>['rows'][number]

/** What waits with whom, each number leading to its rows. */
export function LoadDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { membership } = useActing()
  const query = useApiQuery('registration.load', {}, { enabled: open })
  const list = paths.console.registrations(membership.org.slug)
  const whoseOf = (row: Load) => row.manager?.id ?? 'none'
  const to = (row: Load, more: Record<string, string> = {}) =>
    withQuery(list, { view: 'approvals', manager: whoseOf(row), ...more })
  const number = (value: number, href: string) =>
    value === 0 ? (
      <span className="text-ink-faint">0</span>
    ) : (
      <span className="relative z-1">
        <Link href={href}>{formatNumber(value)}</Link>
      </span>
    )
  const minutes = words.pace.minutes
  const columns: Column<Load>[] = [
    { id: 'manager', header: says.columns.manager, cell: (row) => row.manager?.name ?? says.nobody },
    { id: 'in_review', header: says.columns.in_review, align: 'end', cell: (row) => number(row.in_review, to(row)) },
    {
      id: 'overdue',
      header: says.columns.overdue,
      align: 'end',
      cell: (row) => number(row.overdue, to(row, { due: 'overdue' })),
    },
    {
      id: 'median',
      header: says.columns.median,
      align: 'end',
      cell: (row) => (row.median_minutes === null ? '–' : minutes(row.median_minutes)),
    },
    {
      id: 'late',
      header: says.columns.late,
      align: 'end',
      cell: (row) => number(row.late, withQuery(list, { view: 'all', manager: whoseOf(row), due: 'missed' })),
    },
  ]
  return (
    <Drawer open={open} onClose={onClose} title={says.title}>
      <p className="pb-3 text-ink-soft">{says.body}</p>
      <div className="-mx-4">
        <Table
          label={says.title}
          columns={columns}
          rows={query.data?.rows}
          rowKey={whoseOf}
          rowName={(row) => row.manager?.name ?? says.nobody}
          rowHref={to}
          skeletonRows={4}
          error={query.error ? <ProblemState error={query.error} onRetry={() => void query.refetch()} /> : undefined}
          empty={<p className="px-4 text-ink-soft">{says.empty}</p>}
        />
      </div>
      {query.data && (
        <p className="pt-3 text-xs text-ink-faint">{says.promised(minutes(query.data.promised_minutes))}</p>
      )}
    </Drawer>
  )
}
