import { Swords } from 'lucide-react'
import { useApiPages, useApiQuery } from '../../api/hooks.ts'
import { ConflictMark, type ConflictRow } from '../../conflicts/state.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { ButtonLink, EmptyState, RelativeTime, type Column } from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { formatMoney } from '../../words/format.ts'
import { AnswerClock } from '../answer-clock.tsx'
import { ListPage, usePartnerFilter } from '../lists/list-page.tsx'
import { words } from './words.ts'

const VIEWS = ['open', 'manager', 'direct', 'mine', 'overdue', 'all'] as const
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
    cell: (row) => (row.status === 'open' ? <AnswerClock until={row.answer_due_at} /> : words.none),
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
  const [url] = useUrlState()
  const view: View = VIEWS.find((one) => one === url['view']) ?? 'open'
  const counts = useApiQuery('conflict.count').data
  const partner = usePartnerFilter()
  const list = useApiPages('conflict.list', { query: { limit: 50, ...queryOf(view, url['partner']) } })
  const here = paths.console.conflicts(org)
  return (
    <ListPage
      here={here}
      head={{
        title: words.title,
        actions: <ButtonLink href={paths.console.consents(org)}>{words.consents_title}</ButtonLink>,
      }}
      views={{
        label: words.views.label,
        all: VIEWS,
        first: 'open',
        current: view,
        nameOf: words.views,
        countOf: {
          open: counts?.open,
          manager: counts?.manager,
          direct: counts?.direct,
          overdue: counts?.overdue,
        },
      }}
      filters={[partner]}
      list={list}
      table={{
        columns,
        rowKey: (row) => row.id,
        rowName: (row) => `${row.account.name}, ${row.partner.name}`,
        rowHref: (row) => paths.console.conflict(org, row.id),
        empty: (
          <EmptyState
            icon={<Swords />}
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

function queryOf(view: View, partner_id: string | undefined) {
  const of = partner_id ? { partner_id } : {}
  switch (view) {
    case 'manager':
    case 'direct':
      return { ...of, waits_for: view }
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
