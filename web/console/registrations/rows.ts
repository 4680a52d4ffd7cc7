import { useEffect } from 'react'
import { useApiPages } from '../../api/hooks.ts'
import { useClock } from '../../ui/index.ts'
import type { UrlState } from '../../url-state.ts'
import { byDeadline, dueOf, isDue, statusOf, type View } from './views.ts'

const PAGE = 50
/** Lists by deadline are read whole, in large pages, up to so many of them: what people decide is never more at once. */
const WHOLE_PAGE = 200
const WHOLE_PAGES = 10

/**
 * The rows of a view as its address filters them. Where a deadline counts, the list is read whole, so that the soonest
 * comes first; the others come as the API has them, the newest claim first.
 */
export function useRows(view: View, url: UrlState) {
  const { now_ms } = useClock()
  const due = dueOf(view, url['due'])
  const whole = view === 'approvals' || due !== null
  const status = statusOf(view)
  const query = useApiPages('registration.list', {
    query: {
      limit: whole ? WHOLE_PAGE : PAGE,
      ...(status ? { status } : {}),
      ...(url['partner'] ? { partner_id: url['partner'] } : {}),
      ...(url['account'] ? { account_id: url['account'] } : {}),
      ...(url['manager'] ? { manager_id: url['manager'] } : {}),
      ...(url['q'] ? { q: url['q'] } : {}),
    },
  })
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query
  const pages = query.data?.pages.length ?? 0
  const reading = whole && hasNextPage && pages < WHOLE_PAGES
  useEffect(() => {
    if (reading && !isFetchingNextPage) void fetchNextPage()
  }, [reading, isFetchingNextPage, fetchNextPage])
  const shown = due ? query.rows?.filter((row) => isDue(row, due, now_ms)) : query.rows
  return {
    rows: reading ? undefined : whole && !hasNextPage ? shown?.toSorted(byDeadline) : shown,
    more: reading ? null : query.more,
    pending: isFetchingNextPage,
    error: query.error,
    retry: () => void query.refetch(),
  }
}
