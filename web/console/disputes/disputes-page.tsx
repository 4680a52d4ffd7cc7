import { Scale } from 'lucide-react'
import { useApiPages, useApiQuery } from '../../api/hooks.ts'
import { DisputeMark, DueClock, type DisputeRow } from '../../disputes/state.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  ButtonLink,
  Callout,
  EmptyState,
  FilterChips,
  PageHeader,
  RelativeTime,
  ViewTabs,
  type Column,
} from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { formatNumber } from '../../words/format.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { words } from './words.ts'

const VIEWS = ['clock', 'mine', 'opened', 'decided', 'all'] as const
type View = (typeof VIEWS)[number]

const says = words.columns

const columns: Column<DisputeRow>[] = [
  { id: 'due', header: says.due, cell: (row) => (row.due ? <DueClock due={row.due} /> : words.none) },
  { id: 'title', header: says.title, cell: (row) => row.title },
  { id: 'from', header: says.from, cell: (row) => row.partner?.name ?? words.org },
  { id: 'ground', header: says.ground, cell: (row) => row.ground ?? words.none, from: 'lg' },
  { id: 'status', header: says.status, cell: (row) => <DisputeMark status={row.status} />, card: 'aside' },
  { id: 'level', header: says.level, cell: (row) => row.level?.name ?? words.none, from: 'xl', card: 'hide' },
  { id: 'handler', header: says.handler, cell: (row) => row.handler?.name ?? words.nobody, from: 'md' },
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
  const [url, setUrl] = useUrlState()
  const view: View = VIEWS.find((one) => one === url['view']) ?? 'clock'
  const counts = useApiQuery('dispute.count')
  const partners = useApiQuery('partner.list', { query: { limit: 200 } })
  const list = useApiPages('dispute.list', { query: { limit: 50, ...queryOf(view, url['partner']) } })
  const here = paths.console.disputes(org)
  const countOf = (one: View) => {
    if (!counts.data || url['partner']) return undefined
    const { open, waits_for_me, unread, decided } = counts.data
    const found = { clock: open, mine: waits_for_me, opened: unread, decided, all: undefined }[one]
    return found === undefined ? undefined : formatNumber(found)
  }
  return (
    <>
      <div className="px-4 sm:px-6">
        <PageHeader title={words.title} />
        <ViewTabs
          label={words.views.label}
          views={VIEWS.map((one) => ({
            href: withQuery(here, { ...url, view: one === 'clock' ? null : one }),
            label: words.views[one],
            count: countOf(one),
            current: one === view,
          }))}
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
          <FilterChips
            label={words.views.label}
            filters={[
              {
                id: 'partner',
                label: words.fields.partner,
                value: url['partner'] ?? null,
                options: partners.data?.rows.map(({ id, name }) => ({ value: id, label: name })) ?? [],
              },
            ]}
            onChange={(id, value) => setUrl({ [id]: value })}
          />
        </div>
        {counts.data && counts.data.overdue > 0 && (
          <div className="pb-3">
            <Callout tone="danger">{words.late(counts.data.overdue)}</Callout>
          </div>
        )}
      </div>
      <div className="sm:px-2">
        <PagedTable
          list={list}
          label={words.views[view]}
          columns={columns}
          rowKey={(row) => row.id}
          rowName={(row) => `${row.title}, ${row.partner?.name ?? words.org}`}
          rowHref={(row) => paths.console.dispute(org, row.id)}
          skeletonRows={6}
          empty={
            <EmptyState
              icon={<Scale />}
              title={words.empty.title}
              actions={
                view !== 'all' && <ButtonLink href={withQuery(here, { view: 'all' })}>{words.empty.see_all}</ButtonLink>
              }
            >
              {words.empty.body}
            </EmptyState>
          }
        />
      </div>
    </>
  )
}
