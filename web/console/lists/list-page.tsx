import type { ReactNode } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { withQuery } from '../../paths.ts'
import {
  FilterChips,
  PageHeader,
  ViewTabs,
  type Filter,
  type PageHeaderProps,
  type TableProps,
} from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { formatNumber } from '../../words/format.ts'
import { PagedTable, type Paged } from './paged-table.tsx'
import { words } from './words.ts'

/**
 * The page of a list: its head, its views as tabs, its filters as chips, and the rows of both. View and filters stand in
 * the address; the first view is the one without a word there.
 */
export function ListPage<Row, View extends string>({
  here,
  head,
  views,
  filters = [],
  note,
  list,
  table,
}: {
  here: string
  head: PageHeaderProps
  views: {
    label: string
    all: readonly View[]
    first: View
    current: View
    nameOf: Readonly<Record<View, string>>
    /** How many rows a view has, where that is known. */
    countOf?: Readonly<Partial<Record<View, number | undefined>>>
  }
  filters?: readonly Filter[]
  /** Above the rows: what they all have in common. */
  note?: ReactNode
  list: Paged<Row>
  table: Omit<TableProps<Row>, 'rows' | 'error' | 'label'>
}) {
  const [url, setUrl] = useUrlState()
  const { label, all, first, current, nameOf, countOf } = views
  // The numbers count whole views: beside a filter they would be wrong.
  const isNarrowed = filters.some(({ id, value }) => value !== null && id !== 'order')
  return (
    <>
      <div className="px-4 sm:px-6">
        <PageHeader {...head} />
        <ViewTabs
          label={label}
          views={all.map((view) => {
            const count = isNarrowed ? undefined : countOf?.[view]
            return {
              href: withQuery(here, { ...url, view: view === first ? null : view }),
              label: nameOf[view],
              count: count === undefined ? undefined : formatNumber(count),
              current: view === current,
            }
          })}
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3 empty:p-1.5">
          {filters.length > 0 && (
            <FilterChips label={words.filters} filters={filters} onChange={(id, value) => setUrl({ [id]: value })} />
          )}
        </div>
        {note && <div className="pb-3">{note}</div>}
      </div>
      <div className="sm:px-2">
        <PagedTable list={list} label={nameOf[current]} skeletonRows={8} {...table} />
      </div>
    </>
  )
}

/** The chip that narrows a list to one partner. */
export function usePartnerFilter(): Filter {
  const [url] = useUrlState()
  const partners = useApiQuery('partner.list', { query: { limit: 200 } })
  return {
    id: 'partner',
    label: words.partner,
    value: url['partner'] ?? null,
    options: partners.data?.rows.map(({ id, name }) => ({ value: id, label: name })) ?? [],
  }
}
