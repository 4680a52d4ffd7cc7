import type { ViewState } from './desk.ts'
import type { Status } from './states.ts'

/** The views that are always there, in the order of their tabs. */
export const VIEWS = ['approvals', 'asked', 'queued', 'approved', 'rejected', 'ended', 'all'] as const
export type View = (typeof VIEWS)[number]

/** A protection that ends within so many days is worth a look. */
export const SOON_DAYS = 14

/** The states that a view shows; none is every state. */
export const STATES: Readonly<Record<View, readonly Status[]>> = {
  approvals: ['in_review'],
  asked: ['info_requested'],
  queued: ['queued'],
  approved: ['approved', 'converted'],
  rejected: ['rejected'],
  ended: ['won', 'lost', 'withdrawn', 'expired', 'revoked'],
  all: [],
}

/** What a built-in view shows. */
export function stateOf(view: View): ViewState {
  const states = STATES[view]
  return {
    filters: states.length > 0 ? { status: states.join(',') } : {},
    sort: null,
    columns: null,
    layout: 'table',
  }
}

/** The built-in view that an address names. */
export function builtIn(name: string | undefined): View | undefined {
  return VIEWS.find((view) => view === name)
}

/** The view in which a state's rows stand. */
export function viewWith(status: Status): View {
  return VIEWS.find((view) => STATES[view].includes(status)) ?? 'all'
}
