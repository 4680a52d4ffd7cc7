import type { Answer } from '../../api/contracts.ts'
import type { UrlState } from '../../url-state.ts'

export type Report = Answer<'report.registrations'>
export type Figures = Report['total']
export type Slice = Report['by']
export type SliceRow = Report['slices'][number]

export const SLICES: readonly Slice[] = ['month', 'partner', 'track', 'tier', 'manager', 'country']
export const PERIODS = ['month', 'quarter', 'year', 'own'] as const
export type Period = (typeof PERIODS)[number]

/** Names under which filters stand in the address, and what the API calls them. */
export const FILTERS = {
  partner: 'partner_id',
  track: 'track',
  tier: 'tier',
  manager: 'manager_id',
  country: 'country',
} as const
export type FilterName = keyof typeof FILTERS

export const sliceOf = (url: UrlState): Slice => SLICES.find((one) => one === url['by']) ?? 'month'
export const periodOf = (url: UrlState): Period => PERIODS.find((one) => one === url['period']) ?? 'year'

const DATE = /^\d{4}-\d\d-\d\d$/

/** First of the month so many months before a day. */
export function firstOfMonth(day: string, months_before: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months_before
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

/** The last day of a month given by its first. */
export function lastOfMonth(first: string): string {
  return new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).toISOString().slice(0, 10)
}

/** What the address asks of the API; `today` is the program's. */
export function cohortOf(url: UrlState, today: string): Record<string, string> {
  const asked: Record<string, string> = {}
  const period = periodOf(url)
  if (period === 'month') asked['from'] = firstOfMonth(today, 0)
  if (period === 'quarter') asked['from'] = firstOfMonth(today, 2)
  if (period === 'own')
    for (const name of ['from', 'to']) {
      const day = url[name]
      if (day && DATE.test(day)) asked[name] = day
    }
  for (const [name, of] of Object.entries(FILTERS)) {
    const value = url[name]
    if (value) asked[of] = value
  }
  return asked
}

/** What narrows a cohort to one slice. */
export function narrowed(cohort: Readonly<Record<string, string>>, by: Slice, key: string): Record<string, string> {
  if (by !== 'month') return { ...cohort, [FILTERS[by]]: key }
  const [from, to] = [key, lastOfMonth(key)]
  return {
    ...cohort,
    from: cohort['from'] && cohort['from'] > from ? cohort['from'] : from,
    to: cohort['to'] && cohort['to'] < to ? cohort['to'] : to,
  }
}

export const conflictsOf = ({ conflicts }: Pick<Figures, 'conflicts'>): number =>
  conflicts.claim + conflicts.opportunity + conflicts.customer + conflicts.house

/** A share in whole percent; null where there is nothing to share. */
export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 100)
