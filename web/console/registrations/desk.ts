import type { UrlState } from '../../url-state.ts'

/**
 * What the list shows is its address: a view (built in, or saved), and what was changed about it since. A view has filters,
 * an order, columns and a layout; the address names the view and only what differs from it, so that a link stays short and
 * a view that is edited changes for everybody who linked to it.
 */
export type Layout = 'table' | 'board'

export type ViewState = {
  filters: Readonly<Record<string, string>>
  sort: string | null
  columns: readonly string[] | null
  layout: Layout
}

export const FILTERS = [
  'status',
  'partner',
  'manager',
  'due',
  'track',
  'country',
  'amount_from',
  'amount_to',
  'currency',
  'from',
  'to',
  'account',
  'changed',
  'q',
] as const
export type FilterName = (typeof FILTERS)[number]

/** In an address: the view's own filter is taken away. */
const ANY = 'any'

const isFilter = (name: string): name is FilterName => FILTERS.some((one) => one === name)

/** The view with what the address changes about it. */
export function effective(view: ViewState, url: UrlState): ViewState {
  const filters: Record<string, string> = {}
  for (const name of FILTERS) {
    const value = url[name] ?? view.filters[name]
    if (value && value !== ANY) filters[name] = value
  }
  return {
    filters,
    sort: url['sort'] ?? view.sort,
    columns: url['cols'] ? url['cols'].split(',') : view.columns,
    layout: url['layout'] === 'board' ? 'board' : url['layout'] === 'table' ? 'table' : view.layout,
  }
}

/** What the address must say about a filter, so that it has this value in this view. */
export function inUrl(view: ViewState, name: string, value: string | null): string | null {
  const own = isFilter(name) ? view.filters[name] : undefined
  if (value === null) return own === undefined ? null : ANY
  return value === own ? null : value
}

/** Does the address change anything that a view keeps? A search and a look at what is new are for the moment. */
export function isChanged(view: ViewState, url: UrlState): boolean {
  const now = effective(view, url)
  const kept = FILTERS.filter((name) => name !== 'q' && name !== 'changed')
  return (
    kept.some((name) => (now.filters[name] ?? '') !== (view.filters[name] ?? '')) ||
    (now.sort ?? '') !== (view.sort ?? '') ||
    now.layout !== view.layout ||
    (now.columns ?? []).join() !== (view.columns ?? []).join()
  )
}

/** The state as a view keeps it. */
export function kept(state: ViewState): ViewState & { columns: string[] | null } {
  const filters = Object.fromEntries(
    Object.entries(state.filters).filter(([name]) => name !== 'q' && name !== 'changed'),
  )
  return { ...state, filters, columns: state.columns ? [...state.columns] : null }
}

/** An address without what differs from its view. */
export const CLEAN: Readonly<Record<string, null>> = Object.fromEntries(
  [...FILTERS, 'sort', 'cols', 'layout'].map((name) => [name, null]),
)

/** Is the list narrowed by more than its view? */
export function isNarrowed(view: ViewState, url: UrlState): boolean {
  return FILTERS.some(
    (name) => url[name] !== undefined && url[name] !== '' && url[name] !== (view.filters[name] ?? ANY),
  )
}

export const SORTS = {
  newest: { column: 'submitted', direction: 'desc' },
  oldest: { column: 'submitted', direction: 'asc' },
  deadline: { column: 'clock', direction: 'asc' },
  ending: { column: 'clock', direction: 'asc' },
  decided: { column: 'decided', direction: 'desc' },
  changed: { column: 'changed', direction: 'desc' },
  amount: { column: 'amount', direction: 'desc' },
  amount_least: { column: 'amount', direction: 'asc' },
  name: { column: 'account', direction: 'asc' },
  name_last: { column: 'account', direction: 'desc' },
} as const
export type Order = keyof typeof SORTS

const isOrder = (name: string): name is Order => Object.hasOwn(SORTS, name)

/** States that a filter names. */
export function statesIn(filters: ViewState['filters']): string[] {
  return filters['status']?.split(',').filter(Boolean) ?? []
}

/** Rows whose end comes are ordered by it, rows that wait by their deadline; else the newest claim first. */
export function orderOf({ sort, filters }: Pick<ViewState, 'sort' | 'filters'>): Order {
  if (sort && isOrder(sort)) return sort
  const { due } = filters
  if (due === 'ending') return 'ending'
  if (due === 'missed') return 'decided'
  if (due) return 'deadline'
  return filters['status'] === 'in_review' ? 'deadline' : 'newest'
}

/** The order that a column's header asks for, pressed once or again. */
export function orderBy(column: string, direction: 'asc' | 'desc', filters: ViewState['filters']): Order | null {
  switch (column) {
    case 'account':
      return direction === 'asc' ? 'name' : 'name_last'
    case 'amount':
      return direction === 'asc' ? 'amount_least' : 'amount'
    case 'submitted':
      return direction === 'asc' ? 'oldest' : 'newest'
    case 'decided':
      return 'decided'
    case 'changed':
      return 'changed'
    case 'clock':
      return statesIn(filters).some((status) => status === 'approved' || status === 'converted') ? 'ending' : 'deadline'
    default:
      return null
  }
}

/** The filter as the API takes it. `since`: when this view was looked at last. */
export function queryOf(filters: ViewState['filters'], since: string | null): Record<string, string> {
  const names: Readonly<Record<string, string>> = {
    partner: 'partner_id',
    manager: 'manager_id',
    account: 'account_id',
    from: 'submitted_from',
    to: 'submitted_to',
  }
  const query: Record<string, string> = {}
  for (const [name, value] of Object.entries(filters)) {
    if (name === 'changed') {
      if (since) query['changed_since'] = since
    } else query[names[name] ?? name] = value
  }
  return query
}
