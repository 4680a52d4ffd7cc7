import { GitCompareArrows, ScanSearch, SearchCheck } from 'lucide-react'
import { useState } from 'react'
import { useApiCommand, useApiPages, useApiQuery } from '../../api/hooks.ts'
import type { Answer } from '../../api/contracts.ts'
import { countryName } from '../../../kit/countries.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, ButtonLink, EmptyState, GuardedButton, RelativeTime, toast, type Column } from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { formatNumber } from '../../words/format.ts'
import { ListPage } from '../lists/list-page.tsx'
import { CheckCompany } from './check-company.tsx'
import { Score } from './marks.tsx'
import { words } from './words.ts'

type Row = Answer<'match.list'>['rows'][number]

const VIEWS = ['open', 'same', 'other', 'settled'] as const
type View = (typeof VIEWS)[number]
const SOURCES = ['registration', 'import', 'look'] as const

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
  const [url] = useUrlState()
  const [checking, setChecking] = useState(false)
  const view: View = VIEWS.find((one) => one === url['view']) ?? 'open'
  const isOpen = view === 'open'
  const source = isOpen ? SOURCES.find((one) => one === url['source']) : undefined
  const counts = useApiQuery('match.count').data
  const list = useApiPages('match.list', {
    query: {
      limit: 50,
      status: view,
      ...(source ? { source } : {}),
      ...(url['import'] ? { import_id: url['import'] } : {}),
      ...(isOpen && url['order'] === 'score' ? { order: 'score' as const } : {}),
    },
  })
  const here = paths.console.matches(org)
  return (
    <>
      <ListPage
        here={here}
        head={{
          title: words.title,
          meta: counts?.looked && <span>{words.look.so_far(formatNumber(counts.looked.accounts))}</span>,
          actions: (
            <>
              <Look may={may('match:decide')} />
              <Button icon={<SearchCheck aria-hidden className="size-4" />} onClick={() => setChecking(true)}>
                {words.check.action}
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
          countOf: { open: counts?.open },
        }}
        filters={
          isOpen
            ? [
                {
                  id: 'source',
                  label: words.columns.source,
                  value: source ?? null,
                  options: SOURCES.map((one) => ({
                    value: one,
                    label: counts ? words.from(words.sources[one], counts.by_source[one]) : words.sources[one],
                  })),
                },
                {
                  id: 'order',
                  label: words.order.label,
                  value: url['order'] === 'score' ? 'score' : null,
                  options: [{ value: 'score', label: words.order.score }],
                },
              ]
            : []
        }
        list={list}
        table={{
          columns,
          rowKey: (row) => row.id,
          rowName: (row) => row.name,
          rowHref: (row) => paths.console.match(org, row.id),
          empty: <NoRows here={here} kind={!isOpen ? 'other' : source || url['import'] ? 'filtered' : 'open'} />,
        }}
      />
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

function NoRows({ kind, here }: { kind: 'open' | 'other' | 'filtered'; here: string }) {
  const { title, body } = words.empty[kind]
  return (
    <EmptyState
      icon={<GitCompareArrows />}
      title={title}
      actions={kind !== 'open' && <ButtonLink href={here}>{words.empty.see_open}</ButtonLink>}
    >
      {body}
    </EmptyState>
  )
}
