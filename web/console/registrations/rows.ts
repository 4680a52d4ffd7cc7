import { useMemo } from 'react'
import { useApiPages } from '../../api/hooks.ts'
import { orderOf, queryOf, type ViewState } from './desk.ts'

/** Rows of a page; a list that is scrolled asks for the next ones by itself. */
const PAGE = 100

/** The rows that a list shows, in the order in which its clock runs. `since`: when it was looked at last. */
export function useRows(state: Pick<ViewState, 'filters' | 'sort'>, since: string | null = null) {
  const { filters, sort } = state
  const asked = useMemo(
    () => ({ query: { order: orderOf({ filters, sort }), limit: PAGE, ...queryOf(filters, since) } }),
    [filters, sort, since],
  )
  const query = useApiPages('registration.list', asked)
  return {
    rows: query.rows,
    more: query.more,
    pending: query.isFetchingNextPage,
    error: query.error,
    retry: () => void query.refetch(),
    /** Something happened that a long list does not read again by itself. */
    isStale: query.isStale && !query.isFetching && query.isFetched,
  }
}
