import { HandHelping } from 'lucide-react'
import { useApiPages, useApiQuery } from '../../api/hooks.ts'
import { ConsentMark, type Consent } from '../../conflicts/state.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { EmptyState, RelativeTime, type Column } from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { formatDate } from '../../words/format.ts'
import { ListPage } from '../lists/list-page.tsx'
import { words } from './words.ts'

const says = words.consents
const VIEWS = ['mine', 'asked', 'granted', 'all'] as const
type View = (typeof VIEWS)[number]

const columns: Column<Consent>[] = [
  { id: 'account', header: says.columns.account, cell: (row) => row.account.name },
  { id: 'partner', header: says.columns.partner, cell: (row) => row.partner.name },
  { id: 'purpose', header: says.columns.purpose, cell: (row) => row.purpose, from: 'md' },
  { id: 'status', header: says.columns.status, cell: (row) => <ConsentMark status={row.status} />, card: 'aside' },
  { id: 'until', header: says.columns.until, cell: (row) => (row.until ? formatDate(row.until) : words.none) },
  {
    id: 'asked',
    header: says.columns.asked,
    cell: (row) => (
      <span className="text-ink-soft">
        <RelativeTime at={row.asked_at} />
      </span>
    ),
    from: 'lg',
    card: 'hide',
  },
]

/** What I asked partners for, and everybody else’s. */
export default function ConsentsPage() {
  const { membership, may } = useActing()
  const org = membership.org.slug
  const [url] = useUrlState()
  const first: View = may('consent:ask') ? 'mine' : 'all'
  const view: View = VIEWS.find((one) => one === url['view']) ?? first
  const counts = useApiQuery('consent.count').data
  const query = view === 'mine' ? { mine: 'true' as const } : view === 'all' ? {} : { status: view }
  const list = useApiPages('consent.list', { query: { limit: 50, ...query } })
  return (
    <ListPage
      here={paths.console.consents(org)}
      head={{
        title: words.consents_title,
        crumbs: [{ label: words.title, href: paths.console.conflicts(org) }],
      }}
      views={{
        label: says.views.label,
        all: VIEWS,
        first,
        current: view,
        nameOf: says.views,
        countOf: { asked: counts?.asked, granted: counts?.granted },
      }}
      list={list}
      table={{
        columns,
        rowKey: (row) => row.id,
        rowName: (row) => `${row.account.name}, ${row.purpose}`,
        rowHref: (row) => paths.console.consent(org, row.id),
        empty: (
          <EmptyState icon={<HandHelping />} title={says.empty}>
            {says.empty_body}
          </EmptyState>
        ),
      }}
    />
  )
}
