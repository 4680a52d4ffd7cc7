import { FilePlus2, FolderKanban, Search } from 'lucide-react'
import { ProblemState } from '../../api/loaded.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Button,
  ButtonLink,
  EmptyState,
  PageHeader,
  RelativeTime,
  Table,
  ViewTabs,
  type Column,
} from '../../ui/index.ts'
import { usePathParam, useUrlState } from '../../url-state.ts'
import { formatDate, formatMoney } from '../../words/format.ts'
import { useDealCounts, useDealPages, type DealRow, type DealStatus } from '../calls.ts'
import { ExportMenu } from '../../console/lists/export-menu.tsx'
import { SearchField } from '../search-field.tsx'
import { DealClock, DealMark, useHeadline } from './state.tsx'
import { words } from './words.ts'

// What can be done something about comes first.
const ORDER: readonly DealStatus[] = [
  'info_requested',
  'approved',
  'converted',
  'in_review',
  'queued',
  'won',
  'rejected',
  'expired',
  'lost',
  'revoked',
  'withdrawn',
]

/** States in which something runs or waits; of the others a phone's card says the day in its sentence. */
const WAITS: readonly DealStatus[] = ['info_requested', 'approved', 'converted', 'in_review', 'queued']

/** On a card: where it stands, in a sentence. */
function Headline({ deal }: { deal: DealRow }) {
  return useHeadline(deal)
}

const columns: readonly Column<DealRow>[] = [
  {
    id: 'company',
    header: words.columns.company,
    cell: (deal) => (
      <>
        <span className="block max-sm:text-md">{deal.account.name}</span>
        <span className="block text-xs font-normal text-ink-faint max-sm:text-sm">
          {deal.account.domain}
          {deal.amount && (
            <span className="tabular-nums sm:hidden">
              {deal.account.domain && ' · '}
              {formatMoney(deal.amount)}
            </span>
          )}
        </span>
      </>
    ),
  },
  { id: 'state', header: words.columns.state, cell: (deal) => <DealMark status={deal.status} />, card: 'aside' },
  {
    id: 'clock',
    header: words.columns.clock,
    card: 'whole',
    cell: (deal) => (
      <span className="flex flex-wrap items-baseline gap-x-2 max-sm:justify-between">
        <span className="text-ink-soft sm:hidden">
          <Headline deal={deal} />
        </span>
        <span className={WAITS.includes(deal.status) ? '' : 'max-sm:hidden'}>
          <DealClock deal={deal} />
        </span>
      </span>
    ),
  },
  {
    id: 'amount',
    header: words.columns.amount,
    align: 'end',
    card: 'hide',
    cell: (deal) => (deal.amount ? formatMoney(deal.amount) : words.none),
  },
  {
    id: 'closing',
    header: words.columns.closing,
    align: 'end',
    from: 'md',
    card: 'hide',
    cell: (deal) => (deal.expected_close_on ? formatDate(deal.expected_close_on) : words.none),
  },
  {
    id: 'registered',
    header: words.columns.registered,
    align: 'end',
    from: 'md',
    card: 'hide',
    cell: (deal) => <RelativeTime at={deal.submitted_at} />,
  },
]

/** Everything this partner registered, with where it stands. */
export default function DealsPage() {
  const partner = usePathParam('partner')
  const [state, set] = useUrlState()
  const counts = useDealCounts().data?.counts
  // An address may say anything; a state that does not exist filters nothing.
  const status = ORDER.find((one) => one === state['status'])
  const pages = useDealPages({ ...(status ? { status } : {}), ...(state['q'] ? { q: state['q'] } : {}) })
  const acting = useActing()
  const may = acting.may('registration:submit')
  const here = paths.portal.deals(partner)
  const total = counts && ORDER.reduce((sum, status) => sum + counts[status], 0)
  const filtered = Boolean(status || state['q'])
  const register = may ? (
    <ButtonLink
      href={paths.portal.register(partner)}
      look="primary"
      icon={<FilePlus2 aria-hidden className="size-4" />}
    >
      {words.empty.action}
    </ButtonLink>
  ) : null
  return (
    <>
      <PageHeader
        title={words.title}
        actions={
          <>
            <ButtonLink href={paths.portal.requests(partner)}>{words.requests}</ButtonLink>
            {/* Files are for a desk. */}
            <span className="flex items-center gap-2 max-sm:hidden">
              {acting.may('import:run') && (
                <ButtonLink href={paths.portal.imports(partner)}>{words.from_file}</ButtonLink>
              )}
              <ExportMenu list="registrations" filter={{ status, q: state['q'] }} />
            </span>
            <span className="max-md:hidden">{register}</span>
          </>
        }
      >
        <ViewTabs
          label={words.views.label}
          views={[
            {
              href: withQuery(here, { q: state['q'] }),
              label: words.views.all,
              current: !status,
              ...(total ? { count: total } : {}),
            },
            ...ORDER.filter((one) => counts?.[one] || one === status).map((one) => ({
              href: withQuery(here, { status: one, q: state['q'] }),
              label: words.states[one],
              current: one === status,
              count: counts?.[one] ?? 0,
            })),
          ]}
        />
      </PageHeader>
      {(total !== 0 || filtered) && (
        <SearchField
          label={words.search}
          placeholder={words.search_placeholder}
          value={state['q'] ?? ''}
          onSearch={(q) => set({ q: q || null })}
          className="my-2 sm:max-w-xs"
        />
      )}
      <div className="-mx-4 mt-2 sm:mx-0 [&_tbody_tr]:border-b [&_tbody_tr]:border-line">
        <Table
          label={words.title}
          columns={columns}
          rows={pages.rows}
          rowKey={(deal) => deal.id}
          rowName={(deal) => deal.account.name}
          rowHref={(deal) => paths.portal.deal(partner, deal.id)}
          stickyTop={64}
          error={
            pages.error && !pages.rows ? (
              <ProblemState error={pages.error} onRetry={() => void pages.refetch()} />
            ) : undefined
          }
          empty={
            filtered ? (
              <EmptyState
                icon={<Search />}
                title={words.empty_view.title}
                actions={<ButtonLink href={here}>{words.empty_view.action}</ButtonLink>}
              >
                {words.empty_view.body}
              </EmptyState>
            ) : (
              <EmptyState icon={<FolderKanban />} title={words.empty.title} actions={register}>
                {words.empty.body}
              </EmptyState>
            )
          }
        />
      </div>
      {pages.more && (
        <div className="mt-4 flex flex-col items-center gap-2">
          <Button onClick={pages.more} pending={pages.isFetchingNextPage}>
            {words.more}
          </Button>
          <p className="text-sm text-ink-faint">{words.shown(pages.rows?.length ?? 0)}</p>
        </div>
      )}
    </>
  )
}
