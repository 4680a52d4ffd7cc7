import { Plus, Stamp } from 'lucide-react'
import { useState, type FocusEvent } from 'react'
import { ProblemState } from '../../api/loaded.tsx'
import { useApiQuery } from '../../api/hooks.ts'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Button,
  ButtonLink,
  cx,
  EmptyState,
  FilterChips,
  GuardedButton,
  PageHeader,
  Table,
  ViewTabs,
} from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { formatNumber } from '../../words/format.ts'
import { ListFoot } from '../lists/list-foot.tsx'
import { SearchBox } from '../lists/search-box.tsx'
import { useMedia } from '../lists/use-media.ts'
import { useMay } from '../may.ts'
import { columnsOf } from './columns.tsx'
import { useFilters } from './filters.ts'
import { RegistrationPeek } from './peek.tsx'
import { RegisterDrawer } from './register-drawer.tsx'
import { useRows } from './rows.ts'
import { isFiltered, statusOf, viewOf, VIEWS, type View } from './views.ts'
import { words } from './words.ts'

/** The list: saved views, filters, rows, and one of them open beside it. All of that stands in the address. */
export default function RegistrationsPage() {
  const { membership } = useActing()
  const org = membership.org.slug
  const [url, setUrl] = useUrlState()
  const view = viewOf(url['view'])
  const list = useRows(view, url)
  const filters = useFilters(view, url)
  const [registering, setRegistering] = useState(false)
  const may = useMay()
  const beside = useMedia('(min-width: 1024px)')
  const open = url['open'] ?? null
  // The open row's panel takes the place of the columns it repeats.
  const isOpen = beside && open !== null
  const mark = view === 'approvals' ? 'advice' : 'status'
  const recordOf = (id: string) => paths.console.registration(org, id)
  const here = paths.console.registrations(org)
  // The second Enter on a row opens the whole page.
  const hrefOf = (id: string) => (beside && id !== open ? withQuery(here, { ...url, open: id }) : recordOf(id))
  // With a row open, j and k take the panel along.
  const follow = (event: FocusEvent) => {
    const row = event.target.closest('[data-row]')?.getAttribute('data-row')
    if (open && row && row !== open && event.target.hasAttribute('data-row-link')) setUrl({ open: row })
  }
  return (
    <>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          actions={
            <GuardedButton
              look="primary"
              icon={<Plus aria-hidden className="size-4" />}
              whyNot={may('registration:submit') ? null : words.register.not_yours}
              onClick={() => setRegistering(true)}
            >
              {words.register.action}
            </GuardedButton>
          }
        />
        <Views view={view} org={org} url={url} />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
          <SearchBox placeholder={words.search} />
          <FilterChips
            label={words.filters.label}
            filters={filters}
            onChange={(id, value) => setUrl({ [id]: value, open: null })}
          />
          {isFiltered(url) && (
            <Button
              look="ghost"
              size="small"
              onClick={() => setUrl({ q: null, partner: null, manager: null, account: null, due: null, open: null })}
            >
              {words.filters.clear}
            </Button>
          )}
        </div>
      </div>
      <div onFocus={follow} className={cx('sm:px-2', isOpen && 'pr-[28rem]! xl:pr-[34rem]!')}>
        <Table
          label={words.views[view]}
          columns={
            isOpen
              ? columnsOf('account', mark, 'clock')
              : columnsOf('account', 'partner', mark, 'clock', 'amount', 'submitted', 'manager')
          }
          rows={list.rows}
          rowKey={(row) => row.id}
          rowName={(row) => row.account.name}
          rowHref={(row) => hrefOf(row.id)}
          openKey={open}
          skeletonRows={10}
          error={list.error && !list.rows ? <ProblemState error={list.error} onRetry={list.retry} /> : undefined}
          empty={<NoRows view={view} filtered={isFiltered(url)} org={org} />}
        />
        <ListFoot count={list.rows?.length ?? 0} more={list.more} pending={list.pending} />
      </div>
      {beside && (
        <RegistrationPeek id={open} href={open ? recordOf(open) : here} onClose={() => setUrl({ open: null })} />
      )}
      <RegisterDrawer open={registering} onClose={() => setRegistering(false)} />
    </>
  )
}

function Views({ view, org, url }: { view: View; org: string; url: Readonly<Record<string, string | undefined>> }) {
  const counts = useApiQuery('registration.count')
  // A count of everything beside a filtered list would mislead.
  const countOf = (one: View) => {
    const status = statusOf(one)
    if (!counts.data || !status || isFiltered(url)) return undefined
    return formatNumber(counts.data.counts[status])
  }
  const { due: _, open: __, ...kept } = url
  return (
    <ViewTabs
      label={words.views.label}
      views={VIEWS.map((one) => ({
        href: withQuery(paths.console.registrations(org), { ...kept, view: one === 'all' ? null : one }),
        label: words.views[one],
        count: countOf(one),
        current: one === view,
      }))}
    />
  )
}

function NoRows({ view, filtered, org }: { view: View; filtered: boolean; org: string }) {
  const kind = filtered ? 'filtered' : view === 'all' || view === 'approvals' ? view : 'other'
  const { title, body } = words.empty[kind]
  return (
    <EmptyState
      icon={<Stamp />}
      title={title}
      actions={kind !== 'all' && <ButtonLink href={paths.console.registrations(org)}>{words.empty.see_all}</ButtonLink>}
    >
      {body}
    </EmptyState>
  )
}
