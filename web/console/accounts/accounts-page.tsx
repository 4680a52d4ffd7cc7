import { Building2, Plus } from 'lucide-react'
import { useApiPages } from '../../api/hooks.ts'
import type { Answer } from '../../api/contracts.ts'
import { countryName } from '../../../kit/countries.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Badge, ButtonLink, EmptyState, GuardedButton, PageHeader, type Column } from '../../ui/index.ts'
import { useUrlFlag, useUrlState } from '../../url-state.ts'
import { formatMoney, formatNumber } from '../../words/format.ts'
import { ExportMenu } from '../lists/export-menu.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import { SearchBox } from '../lists/search-box.tsx'
import { useMay } from '../may.ts'
import { CreateAccount } from './create-account.tsx'
import { words } from './words.ts'
import { words as page } from './words-page.ts'

type Row = Answer<'account.list'>['rows'][number]
const says = words.columns
const dim = (text: string | null) => <span className="text-ink-soft">{text ?? words.none}</span>

/** Customer, house account or prospect. */
export function Standing({ account }: { account: Pick<Row, 'is_customer' | 'is_house'> }) {
  if (!account.is_customer && !account.is_house) return <span className="text-ink-faint">{words.prospect}</span>
  return (
    <span className="inline-flex flex-wrap gap-1">
      {account.is_customer && <Badge tone="info">{words.customer}</Badge>}
      {account.is_house && <Badge tone="warn">{words.house}</Badge>}
    </span>
  )
}

/** The name, and below it whose it is and what it stands for. */
function Named({ row }: { row: Row }) {
  const marks = [
    row.parent && page.marks.parent(row.parent.name),
    row.has_children && page.marks.has_children,
    row.merged_count > 0 && page.marks.merged(row.merged_count),
  ].filter(Boolean)
  return (
    <>
      {row.name}
      {marks.length > 0 && (
        <span className="block truncate text-xs font-normal text-ink-faint">{marks.join(', ')}</span>
      )}
    </>
  )
}

const columns: readonly Column<Row>[] = [
  { id: 'name', header: says.name, cell: (row) => <Named row={row} /> },
  { id: 'domain', header: says.domain, cell: (row) => dim(row.domain) },
  { id: 'kind', header: says.kind, cell: (row) => <Standing account={row} />, card: 'aside' },
  {
    id: 'country',
    header: says.country,
    cell: (row) => dim([row.city, row.country && countryName(row.country)].filter(Boolean).join(', ') || null),
    from: 'md',
  },
  { id: 'industry', header: says.industry, cell: (row) => dim(row.industry), from: 'lg', card: 'hide' },
  {
    id: 'employees',
    header: says.employees,
    cell: (row) => (row.employees === null ? words.none : formatNumber(row.employees)),
    align: 'end',
    from: 'xl',
    card: 'hide',
  },
  {
    id: 'revenue',
    header: says.revenue,
    cell: (row) => (row.revenue ? formatMoney(row.revenue) : words.none),
    align: 'end',
    from: 'lg',
    card: 'hide',
  },
]

/** Every account, by name; found by the beginning of it or by domain. */
export default function AccountsPage() {
  const { membership } = useActing()
  const org = membership.org.slug
  const [{ q }] = useUrlState()
  const [adding, setAdding] = useUrlFlag('new')
  const may = useMay()
  const list = useApiPages('account.list', { query: { limit: 50, ...(q ? { q } : {}) } })
  return (
    <>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          actions={
            <>
              <ExportMenu list="accounts" filter={{ q }} />
              <GuardedButton
                icon={<Plus aria-hidden className="size-4" />}
                whyNot={may('account:create') ? null : words.create.not_yours}
                onClick={() => setAdding(true)}
              >
                {words.create.action}
              </GuardedButton>
            </>
          }
        />
        <div className="pb-3">
          <SearchBox placeholder={words.search} />
        </div>
      </div>
      <div className="sm:px-2">
        <PagedTable
          list={list}
          label={words.label}
          columns={columns}
          rowKey={(row) => row.id}
          rowName={(row) => row.name}
          rowHref={(row) => paths.console.account(org, row.id)}
          skeletonRows={12}
          empty={<NoAccounts searching={Boolean(q)} org={org} />}
        />
      </div>
      <CreateAccount open={adding} onClose={() => setAdding(false)} />
    </>
  )
}

function NoAccounts({ searching, org }: { searching: boolean; org: string }) {
  const { title, body, action } = searching ? words.no_match : words.empty
  return (
    <EmptyState
      icon={<Building2 />}
      title={title}
      actions={
        <ButtonLink href={searching ? paths.console.accounts(org) : paths.console.imports(org)}>{action}</ButtonLink>
      }
    >
      {body}
    </EmptyState>
  )
}
