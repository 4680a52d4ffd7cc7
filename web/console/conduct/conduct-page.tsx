import { Gavel, Plus, ScanSearch } from 'lucide-react'
import { useState } from 'react'
import { useApiPages, useApiQuery } from '../../api/hooks.ts'
import { CaseMark, type CaseRow } from '../../conduct/state.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, ButtonLink, EmptyState, RelativeTime, type Column } from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { AnswerClock } from '../answer-clock.tsx'
import { ListPage, usePartnerFilter } from '../lists/list-page.tsx'
import { LookDrawer } from './look-drawer.tsx'
import { OpenDrawer } from './open-drawer.tsx'
import { words } from './words.ts'

const VIEWS = ['open', 'waiting', 'proposed', 'suspended', 'all'] as const
type View = (typeof VIEWS)[number]

export const KINDS = ['parking', 'probing', 'unregistered', 'poaching'] as const
type Kind = (typeof KINDS)[number]

const says = words.columns

const columns: Column<CaseRow>[] = [
  { id: 'kind', header: says.kind, cell: (row) => row.kind_name },
  { id: 'partner', header: says.partner, cell: (row) => row.partner.name },
  { id: 'seen', header: says.seen, cell: (row) => <span className="text-ink-soft">{row.summary}</span>, from: 'md' },
  { id: 'status', header: says.status, cell: (row) => <CaseMark status={row.status} side="org" />, card: 'aside' },
  {
    id: 'due',
    header: says.due,
    cell: (row) =>
      row.reply_due_at && row.status === 'notified' ? <AnswerClock until={row.reply_due_at} /> : words.none,
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
  const [url] = useUrlState()
  const [open, setOpen] = useState<'look' | 'case' | null>(null)
  const view: View = VIEWS.find((one) => one === url['view']) ?? 'open'
  const counts = useApiQuery('conduct_case.count').data
  const kind: Kind | undefined = KINDS.find((one) => one === url['kind'])
  const partner_id = url['partner']
  const list = useApiPages('conduct_case.list', {
    query: { limit: 50, ...FILTERS[view], ...(kind ? { kind } : {}), ...(partner_id ? { partner_id } : {}) },
  })
  const partner = usePartnerFilter()
  const here = paths.console.conductCases(org)
  return (
    <>
      <ListPage
        here={here}
        head={{
          title: words.title,
          meta: counts?.looked_at && (
            <span>
              {words.looked} <RelativeTime at={counts.looked_at} />
            </span>
          ),
          actions: may('conduct:open') && (
            <>
              <Button icon={<ScanSearch aria-hidden className="size-4" />} onClick={() => setOpen('look')}>
                {words.look.action}
              </Button>
              <Button icon={<Plus aria-hidden className="size-4" />} onClick={() => setOpen('case')}>
                {words.open.action}
              </Button>
            </>
          ),
        }}
        views={{
          label: words.views.label,
          all: VIEWS,
          first: 'open',
          current: view,
          nameOf: words.views,
          countOf: counts
            ? {
                open: Object.values(counts.by_kind).reduce((sum, count) => sum + count, 0),
                waiting: counts.counts.notified,
                proposed: counts.counts.proposed,
                suspended: counts.counts.suspended,
              }
            : {},
        }}
        filters={[
          {
            id: 'kind',
            label: words.columns.kind,
            value: kind ?? null,
            options: KINDS.map((one) => ({ value: one, label: words.kinds[one] })),
          },
          partner,
        ]}
        list={list}
        table={{
          columns,
          rowKey: (row) => row.id,
          rowName: (row) => `${row.kind_name}, ${row.partner.name}`,
          rowHref: (row) => paths.console.conductCase(org, row.id),
          empty: (
            <NoRows
              view={kind || partner_id ? 'other' : view === 'open' || view === 'all' ? view : 'other'}
              here={here}
            />
          ),
        }}
      />
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
