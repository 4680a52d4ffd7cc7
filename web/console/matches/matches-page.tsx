import { GitCompareArrows, ScanSearch, SearchCheck } from 'lucide-react'
import { useState } from 'react'
import { useApiCommand, useApiPages, useApiQuery } from '../../api/hooks.ts'
import type { Answer } from '../../api/contracts.ts'
import { countryName } from '../../../kit/countries.ts'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Button,
  ButtonLink,
  EmptyState,
  FilterChips,
  GuardedButton,
  PageHeader,
  RelativeTime,
  toast,
  ViewTabs,
  type Column,
} from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { formatNumber } from '../../words/format.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { CheckCompany } from './check-company.tsx'
import { Score } from './marks.tsx'
import { words } from './words.ts'

type Row = Answer<'match.list'>['rows'][number]

const VIEWS = ['open', 'registration', 'import', 'look', 'same', 'other', 'settled'] as const
type View = (typeof VIEWS)[number]
const isSource = (view: View) => view === 'registration' || view === 'import' || view === 'look'

const says = words.columns

const columns: Column<Row>[] = [
  {
    id: 'company',
    header: says.company,
    cell: (row) => (
      <span className="inline-flex max-w-full flex-wrap items-baseline gap-x-2">
        {row.name}
        <span className="text-xs font-normal text-ink-faint">
          {[row.country && countryName(row.country), row.partner?.name].filter(Boolean).join(' · ')}
        </span>
      </span>
    ),
  },
  {
    id: 'best',
    header: says.best,
    cell: (row) => (
      <span className="inline-flex max-w-full flex-wrap items-baseline gap-x-2">
        {row.account?.name ?? row.best?.name ?? words.none}
        {row.candidates > 1 && row.status === 'open' && (
          <span className="text-xs text-ink-faint">{words.more(row.candidates - 1)}</span>
        )}
      </span>
    ),
  },
  { id: 'score', header: says.score, cell: (row) => <Score value={row.score} /> },
  {
    id: 'why',
    header: says.why,
    cell: (row) => <span className="text-ink-soft">{row.why}</span>,
    from: 'xl',
    card: 'hide',
  },
  { id: 'source', header: says.source, cell: (row) => words.sources[row.source], from: 'lg' },
  {
    id: 'opened',
    header: says.opened,
    cell: (row) => (
      <span className="text-ink-soft">
        <RelativeTime at={row.decided_at ?? row.opened_at} />
      </span>
    ),
  },
]

/** Companies of which it is not clear which account they are: the oldest first, or the likeliest. */
export default function MatchesPage() {
  const { membership, may } = useActing()
  const org = membership.org.slug
  const [url, setUrl] = useUrlState()
  const [checking, setChecking] = useState(false)
  const view: View = VIEWS.find((one) => one === url['view']) ?? 'open'
  const by_score = url['order'] === 'score' && (view === 'open' || isSource(view))
  const counts = useApiQuery('match.count')
  const list = useApiPages('match.list', {
    query: {
      limit: 50,
      status: isSource(view) ? 'open' : view === 'open' ? 'open' : (view as 'same' | 'other' | 'settled'),
      ...(isSource(view) ? { source: view as Row['source'] } : {}),
      ...(url['import'] ? { import_id: url['import'] } : {}),
      ...(by_score ? { order: 'score' as const } : {}),
    },
  })
  const here = paths.console.matches(org)
  const countOf = (one: View) => {
    if (!counts.data) return undefined
    if (one === 'open') return formatNumber(counts.data.open)
    return isSource(one) ? formatNumber(counts.data.by_source[one as Row['source']]) : undefined
  }
  return (
    <>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          meta={counts.data?.looked && <span>{words.look.so_far(formatNumber(counts.data.looked.accounts))}</span>}
          actions={
            <>
              <Look may={may('match:decide')} />
              <Button icon={<SearchCheck aria-hidden className="size-4" />} onClick={() => setChecking(true)}>
                {words.check.action}
              </Button>
            </>
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
        {(view === 'open' || isSource(view)) && (
          <div className="py-3">
            <FilterChips
              label={words.order.label}
              filters={[
                {
                  id: 'order',
                  label: words.order.label,
                  value: by_score ? 'score' : null,
                  options: [
                    { value: 'oldest', label: words.order.oldest },
                    { value: 'score', label: words.order.score },
                  ],
                },
              ]}
              onChange={(id, value) => setUrl({ [id]: value === 'oldest' ? null : value })}
            />
          </div>
        )}
      </div>
      <div className="sm:px-2">
        <PagedTable
          list={list}
          label={words.views[view]}
          columns={columns}
          rowKey={(row) => row.id}
          rowName={(row) => row.name}
          rowHref={(row) => paths.console.match(org, row.id)}
          skeletonRows={8}
          empty={<NoRows view={view} here={here} />}
        />
      </div>
      <CheckCompany open={checking} onClose={() => setChecking(false)} org={org} />
    </>
  )
}

/** Holds the next accounts against all others. */
function Look({ may }: { may: boolean }) {
  const send = useApiCommand('match.look', {
    onDone: ({ looked_count, opened_count, is_done }) =>
      toast({
        title: words.look.found(looked_count, opened_count),
        description: is_done ? words.look.done : words.look.go_on,
        tone: 'success',
      }),
  })
  return (
    <GuardedButton
      icon={<ScanSearch aria-hidden className="size-4" />}
      pending={send.isPending}
      whyNot={may ? null : words.look.not_yours}
      onClick={() => send.mutate({ body: {} })}
    >
      {words.look.action}
    </GuardedButton>
  )
}

function NoRows({ view, here }: { view: View; here: string }) {
  const { title, body } = view === 'open' ? words.empty.open : words.empty.other
  return (
    <EmptyState
      icon={<GitCompareArrows />}
      title={title}
      actions={view !== 'open' && <ButtonLink href={here}>{words.empty.see_open}</ButtonLink>}
    >
      {body}
    </EmptyState>
  )
}
