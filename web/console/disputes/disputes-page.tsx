import { Scale } from 'lucide-react'
import { useApiPages, useApiQuery } from '../../api/hooks.ts'
import { DisputeMark, DueClock, type DisputeRow } from '../../disputes/state.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { ButtonLink, Callout, EmptyState, RelativeTime, type Column } from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { ListPage, usePartnerFilter } from '../lists/list-page.tsx'
import { words } from './words.ts'

const VIEWS = ['clock', 'mine', 'opened', 'decided', 'all'] as const
type View = (typeof VIEWS)[number]

const says = words.columns

const columns: Column<DisputeRow>[] = [
  {
    id: 'title',
    header: says.title,
    cell: (row) => (
      <span className="inline-flex max-w-full flex-wrap items-baseline gap-x-2">
        {row.title}
        {row.ground && <span className="text-xs font-normal text-ink-faint">{row.ground}</span>}
      </span>
    ),
  },
  { id: 'from', header: says.from, cell: (row) => row.partner?.name ?? words.org },
  { id: 'status', header: says.status, cell: (row) => <DisputeMark status={row.status} />, card: 'aside' },
  {
    id: 'handler',
    header: says.handler,
    cell: (row) => (
      <span className="inline-flex max-w-full flex-wrap items-baseline gap-x-2">
        {row.handler?.name ?? words.nobody}
        {row.level && <span className="text-xs text-ink-faint">{row.level.name}</span>}
      </span>
    ),
    from: 'md',
  },
  { id: 'due', header: says.due, cell: (row) => (row.due ? <DueClock due={row.due} /> : words.none) },
  {
    id: 'opened',
    header: says.opened,
    cell: (row) => (
      <span className="text-ink-soft">
        <RelativeTime at={row.opened_at} />
      </span>
    ),
    from: 'xl',
    card: 'hide',
  },
]

function queryOf(view: View, partner: string | undefined) {
  return {
    ...(view === 'clock' ? { order: 'clock' as const } : {}),
    ...(view === 'mine' ? { order: 'clock' as const, mine: true } : {}),
    ...(view === 'opened' || view === 'decided' ? { status: view } : {}),
    ...(partner ? { partner_id: partner } : {}),
  }
}

/** Disagreements by their clock: what is late, or due soon, stands first. */
export default function DisputesPage() {
  const { membership } = useActing()
  const org = membership.org.slug
  const [url] = useUrlState()
  const view: View = VIEWS.find((one) => one === url['view']) ?? 'clock'
  const counts = useApiQuery('dispute.count').data
  const partner = usePartnerFilter()
  const list = useApiPages('dispute.list', { query: { limit: 50, ...queryOf(view, url['partner']) } })
  const here = paths.console.disputes(org)
  return (
    <ListPage
      here={here}
      head={{ title: words.title }}
      views={{
        label: words.views.label,
        all: VIEWS,
        first: 'clock',
        current: view,
        nameOf: words.views,
        countOf: {
          clock: counts?.open,
          mine: counts?.waits_for_me,
          opened: counts?.unread,
          decided: counts?.decided,
        },
      }}
      filters={[partner]}
      note={counts && counts.overdue > 0 && <Callout tone="danger">{words.late(counts.overdue)}</Callout>}
      list={list}
      table={{
        columns,
        rowKey: (row) => row.id,
        rowName: (row) => `${row.title}, ${row.partner?.name ?? words.org}`,
        rowHref: (row) => paths.console.dispute(org, row.id),
        empty: (
          <EmptyState
            icon={<Scale />}
            title={words.empty.title}
            actions={
              view !== 'all' && <ButtonLink href={withQuery(here, { view: 'all' })}>{words.empty.see_all}</ButtonLink>
            }
          >
            {words.empty.body}
          </EmptyState>
        ),
      }}
    />
  )
}
