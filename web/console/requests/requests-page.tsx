import { CalendarOff, MessageSquareMore } from 'lucide-react'
import { useState } from 'react'
import { useApiPages, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { paths, withQuery } from '../../paths.ts'
import { RequestMark, wishText, type RequestRow, type RequestStatus } from '../../requests/state.tsx'
import { useActing } from '../../session.tsx'
import {
  Button,
  ButtonLink,
  Callout,
  cx,
  EmptyState,
  FilterChips,
  PageHeader,
  Peek,
  RelativeTime,
  SkeletonText,
  ViewTabs,
  type Column,
} from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { formatNumber } from '../../words/format.ts'
import { AnswerClock } from '../answer-clock.tsx'
import { ExportMenu } from '../lists/export-menu.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import { useMedia } from '../lists/use-media.ts'
import { AwayDrawer } from './away-drawer.tsx'
import { focusedRow, useDeskKeys } from '../registrations/desk-keys.ts'
import { DecideRequest, RequestDialogs, type RequestVerb } from './decide.tsx'
import { RequestInside } from './record.tsx'
import { words } from './words.ts'

const VIEWS = ['mine', 'in_review', 'info_requested', 'approved', 'rejected', 'all'] as const
type View = (typeof VIEWS)[number]

const says = words.columns

const columns: Column<RequestRow>[] = [
  {
    id: 'wish',
    header: says.wish,
    cell: (row) => (
      <span className="inline-flex max-w-full flex-wrap items-baseline gap-x-2">
        {row.kind.name}
        {wishText(row) && <span className="text-xs font-normal text-ink-faint tabular-nums">{wishText(row)}</span>}
      </span>
    ),
  },
  { id: 'partner', header: says.partner, cell: (row) => row.partner.name },
  {
    id: 'about',
    header: says.about,
    cell: (row) => row.registration?.name ?? row.account?.name ?? words.none,
    from: 'md',
  },
  { id: 'status', header: says.status, cell: (row) => <RequestMark status={row.status} />, card: 'aside' },
  {
    id: 'waiting',
    header: says.waiting,
    cell: (row) => row.waiting_for.map((step) => step.name).join(', ') || words.none,
    from: 'lg',
  },
  {
    id: 'due',
    header: says.due,
    cell: (row) => {
      const due = row.waiting_for.map((step) => step.due_at).sort()[0]
      return due && row.status === 'in_review' ? <AnswerClock until={due} /> : words.none
    },
  },
  {
    id: 'submitted',
    header: says.submitted,
    cell: (row) => (
      <span className="text-ink-soft">
        <RelativeTime at={row.submitted_at} />
      </span>
    ),
    from: 'xl',
    card: 'hide',
  },
]

/** What waits for me, and all other requests; one of them open beside the list. */
export default function RequestsPage() {
  const { membership } = useActing()
  const org = membership.org.slug
  const [url, setUrl] = useUrlState()
  const [away, setAway] = useState(false)
  const view: View = VIEWS.find((one) => one === url['view']) ?? 'mine'
  const counts = useApiQuery('request.count')
  const list = useRequests(view, url)
  const filters = useFilters(url)
  const beside = useMedia('(min-width: 1024px)')
  const open = url['open'] ?? null
  const isOpen = beside && open !== null
  const here = paths.console.requests(org)
  const hrefOf = (id: string) =>
    beside && id !== open ? withQuery(here, { ...url, open: id }) : paths.console.request(org, id)
  const [answering, setAnswering] = useState<{ id: string; verb: RequestVerb } | null>(null)
  // The row under the cursor, as in the queue of registrations; what is open beside the list takes its own keys.
  useDeskKeys((pressed) => {
    if (pressed.kind !== 'verb' || pressed.verb === 'assign' || isOpen) return false
    const row = list.rows?.find(({ id }) => id === focusedRow())
    if (!row?.is_mine) return false
    setAnswering({ id: row.id, verb: pressed.verb })
    return true
  })
  const countOf = (one: View) => {
    if (!counts.data || one === 'all' || url['kind'] || url['partner']) return undefined
    return formatNumber(one === 'mine' ? counts.data.mine : counts.data.counts[one])
  }
  return (
    <>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          actions={
            <>
              <ExportMenu list="requests" filter={queryOf(view, url)} />
              <Button icon={<CalendarOff aria-hidden className="size-4" />} onClick={() => setAway(true)}>
                {words.away.action}
              </Button>
            </>
          }
        />
        <ViewTabs
          label={words.views.label}
          views={VIEWS.map((one) => ({
            href: withQuery(here, { ...url, open: null, view: one === 'mine' ? null : one }),
            label: words.views[one],
            count: countOf(one),
            current: one === view,
          }))}
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
          <FilterChips
            label={words.filters.label}
            filters={filters}
            onChange={(id, value) => setUrl({ [id]: value, open: null })}
          />
        </div>
        {counts.data && counts.data.short > 0 && (
          <div className="pb-3">
            <Callout tone="danger">{words.short(counts.data.short)}</Callout>
          </div>
        )}
      </div>
      <div className={cx('sm:px-2', isOpen && 'pr-[28rem]! xl:pr-[34rem]!')}>
        <PagedTable
          list={list}
          label={words.views[view]}
          columns={isOpen ? columns.filter(({ id }) => ['wish', 'partner', 'due'].includes(id)) : columns}
          rowKey={(row) => row.id}
          rowName={(row) => `${row.kind.name}, ${row.partner.name}`}
          rowHref={(row) => hrefOf(row.id)}
          openKey={open}
          skeletonRows={8}
          empty={<NoRows view={view} filtered={Boolean(url['kind'] ?? url['partner'])} here={here} />}
        />
      </div>
      {beside && <RequestPeek id={open} org={org} onClose={() => setUrl({ open: null })} />}
      {answering && <AnswerRow key={answering.id} {...answering} onClose={() => setAnswering(null)} />}
      <AwayDrawer open={away} onClose={() => setAway(false)} />
    </>
  )
}

/** What is asked for: the view, narrowed by the filters. */
function queryOf(view: View, url: Readonly<Record<string, string | undefined>>) {
  return {
    ...(view === 'mine' ? { mine: 'true' as const } : view === 'all' ? {} : { status: view as RequestStatus }),
    ...(url['kind'] ? { kind: url['kind'] } : {}),
    ...(url['partner'] ? { partner_id: url['partner'] } : {}),
  }
}

function useRequests(view: View, url: Readonly<Record<string, string | undefined>>) {
  return useApiPages('request.list', { query: { limit: 50, ...queryOf(view, url) } })
}

function useFilters(url: Readonly<Record<string, string | undefined>>) {
  const partners = useApiQuery('partner.list', { query: { limit: 200 } })
  const version = useKinds(partners.data?.rows[0]?.id)
  return [
    {
      id: 'kind',
      label: words.filters.kind,
      value: url['kind'] ?? null,
      options: version,
    },
    {
      id: 'partner',
      label: words.filters.partner,
      value: url['partner'] ?? null,
      options: partners.data?.rows.map((partner) => ({ value: partner.id, label: partner.name })) ?? [],
    },
  ]
}

/** The kinds of the program, by way of the form of any partner: they are the same for all. */
export function useKinds(partner_id: string | undefined): { value: string; label: string }[] {
  const { may } = useActing()
  const form = useApiQuery(
    'request.form',
    { query: { partner_id: partner_id ?? '' } },
    { enabled: partner_id !== undefined && may('request:submit') },
  )
  return form.data?.kinds.map((kind) => ({ value: kind.key, label: kind.name })) ?? []
}

/** One row's question, asked without opening it. */
function AnswerRow({ id, verb, onClose }: { id: string; verb: RequestVerb; onClose: () => void }) {
  const one = useApiQuery('request.get', { params: { id } })
  return one.data ? <RequestDialogs request={one.data} asked={verb} onClose={onClose} /> : null
}

function RequestPeek({ id, org, onClose }: { id: string | null; org: string; onClose: () => void }) {
  const one = useApiQuery('request.get', { params: { id: id ?? '' } }, { enabled: id !== null })
  return (
    <Peek
      open={id !== null}
      onClose={onClose}
      title={one.data ? `${one.data.kind.name}: ${one.data.partner.name}` : words.title}
      href={id ? paths.console.request(org, id) : paths.console.requests(org)}
      hrefLabel={words.peek}
      actions={one.data && one.data.abilities.length > 0 && <DecideRequest request={one.data} />}
    >
      <Loaded query={one} skeleton={<SkeletonText lines={10} />}>
        {(request) => <RequestInside request={request} org={org} />}
      </Loaded>
    </Peek>
  )
}

function NoRows({ view, filtered, here }: { view: View; filtered: boolean; here: string }) {
  const kind = filtered ? 'other' : view === 'mine' || view === 'all' ? view : 'other'
  const { title, body } = words.empty[kind]
  return (
    <EmptyState
      icon={<MessageSquareMore />}
      title={title}
      actions={kind !== 'all' && <ButtonLink href={withQuery(here, { view: 'all' })}>{words.empty.see_all}</ButtonLink>}
    >
      {body}
    </EmptyState>
  )
}
