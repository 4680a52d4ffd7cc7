import type { Status } from './states.ts'
import type { UrlState } from '../../url-state.ts'

/** The saved views of the list, in the order of their tabs. */
export const VIEWS = ['approvals', 'queued', 'approved', 'rejected', 'withdrawn', 'expired', 'all'] as const
export type View = (typeof VIEWS)[number]

export const DUES = ['overdue', 'ending'] as const
export type Due = (typeof DUES)[number]

/** A protection that ends within so many days is worth a look. */
export const SOON_DAYS = 14

/** The view that an address names; all of them where it names none. */
export function viewOf(name: string | undefined): View {
  return VIEWS.find((view) => view === name) ?? 'all'
}

/** The state that a view shows; `undefined` is every state. */
export function statusOf(view: View): Status | undefined {
  if (view === 'all') return undefined
  return view === 'approvals' ? 'in_review' : view
}

/** The view in which a state's rows stand. */
export function viewWith(status: Status): View {
  return status === 'in_review' ? 'approvals' : status
}

/** The clock filter, where the view has such a clock: deadlines in review, ends of protections. */
export function dueOf(view: View, name: string | undefined): Due | null {
  if (view === 'approvals' && name === 'overdue') return 'overdue'
  return view === 'approved' && name === 'ending' ? 'ending' : null
}

/** The soonest deadline first where people decide, the soonest end where that is asked; else the newest claim. */
export function orderOf(view: View, due: Due | null): 'newest' | 'deadline' | 'ending' {
  if (view === 'approvals') return 'deadline'
  return due === 'ending' ? 'ending' : 'newest'
}

/** Is anything but the view set in the address? */
export function isFiltered(url: UrlState): boolean {
  return ['q', 'partner', 'manager', 'account', 'due'].some((name) => Boolean(url[name]))
}
