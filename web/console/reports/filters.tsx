import { useApiQuery } from '../../api/hooks.ts'
import { Button, DateField, FilterChips, ViewTabs, type Filter } from '../../ui/index.ts'
import { useUrlState, type UrlState } from '../../url-state.ts'
import { withQuery } from '../../paths.ts'
import { FILTERS, periodOf, PERIODS, sliceOf, SLICES, type FilterName } from './ask.ts'
import { nameOf } from './names.ts'
import { words } from './words.ts'

const NAMES = Object.keys(FILTERS) as FilterName[] // its own keys

/** The period, the filters and the slice: all of it in the address. */
export function ReportFilters({ here, cohort }: { here: string; cohort: Record<string, string> }) {
  const [url, setUrl] = useUrlState()
  const period = periodOf(url)
  const filters = useFilters(url, cohort)
  const filtered = NAMES.some((name) => url[name])
  return (
    <div className="print:hidden">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 py-1">
        <FilterChips
          label={words.period.label}
          filters={[
            {
              id: 'period',
              label: words.period.label,
              value: period,
              options: PERIODS.map((value) => ({ value, label: words.period[value] })),
            },
          ]}
          onChange={(_, value) => setUrl({ period: value === 'year' ? null : value, from: null, to: null })}
        />
        {period === 'own' &&
          (['from', 'to'] as const).map((name) => (
            <DateField
              key={name}
              label={words.period[name]}
              hideLabel
              className="w-34 touch:w-44"
              value={url[name] ?? ''}
              {...(name === 'to' && url['from'] ? { min: url['from'] } : {})}
              onChange={(value) => setUrl({ [name]: value || null })}
            />
          ))}
        <FilterChips label={words.filters.label} filters={filters} onChange={(id, value) => setUrl({ [id]: value })} />
        {filtered && (
          <Button
            look="ghost"
            size="small"
            onClick={() => setUrl(Object.fromEntries(NAMES.map((name) => [name, null])))}
          >
            {words.filters.clear}
          </Button>
        )}
      </div>
      <ViewTabs
        label={words.by.label}
        views={SLICES.map((by) => ({
          href: withQuery(here, { ...url, by: by === 'month' ? null : by, show: null, key: null }),
          label: words.by[by],
          current: by === sliceOf(url),
        }))}
      />
    </div>
  )
}

/** What can be chosen is what the period holds, so that no choice leads to nothing. */
function useFilters(url: UrlState, cohort: Record<string, string>): Filter[] {
  const { from, to } = cohort
  const query = { ...(from ? { from } : {}), ...(to ? { to } : {}), limit: 200 }
  const slices = {
    partner: useApiQuery('report.registrations', { query: { ...query, by: 'partner' } }, { keep: true }),
    track: useApiQuery('report.registrations', { query: { ...query, by: 'track' } }, { keep: true }),
    tier: useApiQuery('report.registrations', { query: { ...query, by: 'tier' } }, { keep: true }),
    manager: useApiQuery('report.registrations', { query: { ...query, by: 'manager' } }, { keep: true }),
    country: useApiQuery('report.registrations', { query: { ...query, by: 'country' } }, { keep: true }),
  }
  return NAMES.map((name) => {
    const options = slices[name].data?.slices.map((slice) => ({ value: slice.key, label: nameOf(name, slice) })) ?? []
    const value = url[name] ?? null
    const known = value === null || options.some((one) => one.value === value)
    return { id: name, label: words.by[name], value, options: known ? options : [...options, { value, label: value }] }
  })
}
