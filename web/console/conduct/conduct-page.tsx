import { Gavel, Plus, ScanSearch } from 'lucide-react'
import { useState } from 'react'
import { useApiPages, useApiQuery } from '../../api/hooks.ts'
import { CaseMark, type CaseRow } from '../../conduct/state.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Button,
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
import { formatNumber } from '../../words/format.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { LookDrawer } from './look-drawer.tsx'
import { OpenDrawer } from './open-drawer.tsx'
import { words } from './words.ts'

const VIEWS = ['open', 'waiting', 'proposed', 'suspended', 'all'] as const
type View = (typeof VIEWS)[number]

export const KINDS = ['parking', 'probing', 'unregistered', 'poaching'] as const
type Kind = (typeof KINDS)[number]

const says = words.columns

const columns: Column<CaseRow>[] = [
  { id: 'partner', header: says.partner, cell: (row) => row.partner.name },
  { id: 'kind', header: says.kind, cell: (row) => row.kind_name },
  { id: 'seen', header: says.seen, cell: (row) => <span className="text-ink-soft">{row.summary}</span>, from: 'md' },
  { id: 'status', header: says.status, cell: (row) => <CaseMark status={row.status} side="org" />, card: 'aside' },
  {
    id: 'due',
    header: says.due,
    cell: (row) =>
      row.reply_due_at && row.status === 'notified' ? (
        <CountdownClock until={row.reply_due_at} left={words.clock.left} over={words.clock.late} warnHours={24} />
      ) : (
        words.none
      ),
    from: 'lg',
    card: 'hide',
  },
  {
    id: 'opened',
    header: says.opened,
    cell: (row) => (
      <span className="text-ink-soft">
        <RelativeTime at={row.opened_at} />
      </span>
    ),
    from: 'lg',
    card: 'hide',
  },
]

/** Cases of all partners: what is to be dealt with, what waits, and what was decided. */
export default function ConductPage() {
  const { membership, may } = useActing()
  const org = membership.org.slug
  const [url, setUrl] = useUrlState()
  const [open, setOpen] = useState<'look' | 'case' | null>(null)
  const view: View = VIEWS.find((one) => one === url['view']) ?? 'open'
  const counts = useApiQuery('conduct_case.count')
  const kind: Kind | undefined = KINDS.find((one) => one === url['kind'])
  const partner_id = url['partner']
  const list = useApiPages('conduct_case.list', {
    query: { limit: 50, ...FILTERS[view], ...(kind ? { kind } : {}), ...(partner_id ? { partner_id } : {}) },
  })
  const partners = useApiQuery('partner.list', { query: { limit: 200 } })
  const here = paths.console.conductCases(org)
  const filtered = Boolean(kind ?? partner_id)
  const countOf = (one: View) => {
    if (!counts.data || one === 'all' || filtered) return undefined
    const { counts: by, by_kind } = counts.data
    const live = Object.values(by_kind).reduce((sum, n) => sum + n, 0)
    return formatNumber(
      one === 'open' ? live : one === 'waiting' ? by.notified : one === 'proposed' ? by.proposed : by.suspended,
    )
  }
  return (
    <>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          meta={
            counts.data?.looked_at && (
              <span>
                {words.looked('')}
                <RelativeTime at={counts.data.looked_at} />
              </span>
            )
          }
          actions={
            may('conduct:open') && (
              <>
                <Button icon={<ScanSearch aria-hidden className="size-4" />} onClick={() => setOpen('look')}>
                  {words.look.action}
                </Button>
                <Button icon={<Plus aria-hidden className="size-4" />} onClick={() => setOpen('case')}>
                  {words.open.action}
                </Button>
              </>
            )
          }
        />
        <ViewTabs
          label={words.views.label}
          views={VIEWS.map((one) => ({
            href: withQuery(here, { ...url, view: one === 'open' ? null : one }),
            label: words.views[one],
            count: countOf(one),
            current: one === view,
          }))}
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
          <FilterChips
            label={words.filters.label}
            filters={[
              {
                id: 'kind',
                label: words.filters.kind,
                value: kind ?? null,
                options: KINDS.map((one) => ({ value: one, label: words.kinds[one] })),
              },
              {
                id: 'partner',
                label: words.filters.partner,
                value: partner_id ?? null,
                options: partners.data?.rows.map((row) => ({ value: row.id, label: row.name })) ?? [],
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
          rowName={(row) => `${row.kind_name}, ${row.partner.name}`}
          rowHref={(row) => paths.console.conductCase(org, row.id)}
          skeletonRows={6}
          empty={<NoRows view={filtered ? 'other' : view === 'open' || view === 'all' ? view : 'other'} here={here} />}
        />
      </div>
      <LookDrawer open={open === 'look'} onClose={() => setOpen(null)} />
      <OpenDrawer open={open === 'case'} onClose={() => setOpen(null)} org={org} />
    </>
  )
}

const FILTERS = {
  open: { live: 'true' },
  waiting: { status: 'notified' },
  proposed: { status: 'proposed' },
  suspended: { status: 'suspended' },
  all: {},
} as const

function NoRows({ view, here }: { view: 'open' | 'other' | 'all'; here: string }) {
  const { title, body } = words.empty[view]
  return (
    <EmptyState
      icon={<Gavel />}
      title={title}
      actions={view !== 'all' && <ButtonLink href={withQuery(here, { view: 'all' })}>{words.empty.see_all}</ButtonLink>}
    >
      {body}
    </EmptyState>
  )
}
