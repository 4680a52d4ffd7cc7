import { Swords } from 'lucide-react'
import { useApiPages, useApiQuery } from '../../api/hooks.ts'
import { ConflictMark, type ConflictRow } from '../../conflicts/state.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  ButtonLink,
  CountdownClock,
  EmptyState,
  FilterChips,
  PageHeader,
  RelativeTime,
  ViewTabs,
  type Column,
} from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { formatMoney, formatNumber } from '../../words/format.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { words } from './words.ts'

const VIEWS = ['manager', 'mine', 'open', 'overdue', 'all'] as const
type View = (typeof VIEWS)[number]

const says = words.columns

const columns: Column<ConflictRow>[] = [
  { id: 'account', header: says.account, cell: (row) => row.account.name },
  { id: 'partner', header: says.partner, cell: (row) => row.partner.name },
  {
    id: 'opportunity',
    header: says.opportunity,
    cell: (row) => (
      <span className="inline-flex max-w-full flex-wrap items-baseline gap-x-2">
        {row.opportunity?.name ?? words.none}
        {row.opportunity?.amount && (
          <span className="text-xs text-ink-faint tabular-nums">{formatMoney(row.opportunity.amount)}</span>
        )}
      </span>
    ),
    from: 'md',
  },
  { id: 'status', header: says.status, cell: (row) => <ConflictMark status={row.status} />, card: 'aside' },
  {
    id: 'waits',
    header: says.waits,
    cell: (row) => (row.waits_for ? words.waits[row.waits_for] : words.none),
    from: 'lg',
  },
  {
    id: 'due',
    header: says.due,
    cell: (row) =>
      row.status === 'open' ? (
        <CountdownClock until={row.answer_due_at} left={words.clock.left} over={words.clock.late} warnHours={24} />
      ) : (
        words.none
      ),
  },
  {
    id: 'raised',
    header: says.raised,
    cell: (row) => (
      <span className="text-ink-soft">
        <RelativeTime at={row.raised_at} />
      </span>
    ),
    from: 'xl',
    card: 'hide',
  },
]

/** What waits for a decision, and all other conflicts. */
export default function ConflictsPage() {
  const { membership } = useActing()
  const org = membership.org.slug
  const [url, setUrl] = useUrlState()
  const view: View = VIEWS.find((one) => one === url['view']) ?? 'open'
  const counts = useApiQuery('conflict.count')
  const partners = useApiQuery('partner.list', { query: { limit: 200 } })
  const list = useApiPages('conflict.list', { query: { limit: 50, ...queryOf(view, url['partner']) } })
  const here = paths.console.conflicts(org)
  const numberOf = (one: View) =>
    counts.data && !url['partner'] && (one === 'manager' || one === 'open' || one === 'overdue')
      ? formatNumber(counts.data[one])
      : undefined
  return (
    <>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          actions={<ButtonLink href={paths.console.consents(org)}>{words.consents_title}</ButtonLink>}
        />
        <ViewTabs
          label={words.views.label}
          views={VIEWS.map((one) => ({
            href: withQuery(here, { ...url, view: one === 'open' ? null : one }),
            label: words.views[one],
            count: numberOf(one),
            current: one === view,
          }))}
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
          <FilterChips
            label={words.filters.label}
            filters={[
              {
                id: 'partner',
                label: words.filters.partner,
                value: url['partner'] ?? null,
                options: partners.data?.rows.map((one) => ({ value: one.id, label: one.name })) ?? [],
              },
            ]}
            onChange={(id, value) => setUrl({ [id]: value })}
          />
        </div>
      </div>
      <div className="sm:px-2">
        <PagedTable
          list={list}
          label={words.views[view]}
          columns={columns}
          rowKey={(row) => row.id}
          rowName={(row) => `${row.account.name}, ${row.partner.name}`}
          rowHref={(row) => paths.console.conflict(org, row.id)}
          skeletonRows={8}
          empty={
            <EmptyState
              icon={<Swords />}
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

function queryOf(view: View, partner_id: string | undefined) {
  const of = partner_id ? { partner_id } : {}
  switch (view) {
    case 'manager':
      return { ...of, waits_for: 'manager' as const }
    case 'mine':
      return { ...of, mine: 'true' as const, status: 'open' as const }
    case 'open':
      return { ...of, status: 'open' as const }
    case 'overdue':
      return { ...of, overdue: 'true' as const }
    case 'all':
      return of
  }
}
