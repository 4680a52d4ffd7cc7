import { useApiPages } from '../../api/hooks.ts'
import type { UrlState } from '../../url-state.ts'
import { dueOf, orderOf, statusOf, type View } from './views.ts'

/** The rows of a view as its address filters them, in the order in which its clock runs. */
export function useRows(view: View, url: UrlState) {
  const status = statusOf(view)
  const due = dueOf(view, url['due'])
  const query = useApiPages('registration.list', {
    query: {
      order: orderOf(view, due),
      ...(due ? { due } : {}),
      ...(status ? { status } : {}),
      ...(url['partner'] ? { partner_id: url['partner'] } : {}),
      ...(url['account'] ? { account_id: url['account'] } : {}),
      ...(url['manager'] ? { manager_id: url['manager'] } : {}),
      ...(url['q'] ? { q: url['q'] } : {}),
    },
  })
  return {
    rows: query.rows,
    more: query.more,
    pending: query.isFetchingNextPage,
    error: query.error,
    retry: () => void query.refetch(),
  }
}
