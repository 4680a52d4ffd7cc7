import { ChartColumn, Printer } from 'lucide-react'
import { lazy, Suspense, useEffect } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, ButtonLink, EmptyState, PageHeader, Skeleton, SkeletonText, useToday } from '../../ui/index.ts'
import { useGo, useUrlState } from '../../url-state.ts'
import { formatDate } from '../../words/format.ts'
import { cohortOf, narrowed, sliceOf, type Report } from './ask.ts'
import { ReportFilters } from './filters.tsx'
import { Headline } from './headline.tsx'
import { nameOf } from './names.ts'
import { RowsDrawer, type Drilled } from './rows-drawer.tsx'
import { SlicesTable } from './slices-table.tsx'
import { words } from './words.ts'

// The library that draws is larger than the page: it comes when the numbers are there already.
const Charts = lazy(() => import('./charts.tsx'))

/** Counted again so soon when something had just happened. */
const AGAIN_MS = 1500

/** What becomes of registrations, in figures that lead to their rows. Period, filters, slice and open figure stand in the address. */
export default function ReportsPage() {
  const { membership } = useActing()
  const org = membership.org.slug
  const here = paths.console.reports(org)
  const [url] = useUrlState()
  const today = useToday()
  const cohort = cohortOf(url, today)
  const report = useApiQuery('report.registrations', { query: { ...cohort, by: sliceOf(url) } }, { keep: true })
  const { refetch } = report
  const behind = report.data?.behind ?? false
  useEffect(() => {
    if (!behind) return
    const timer = setTimeout(() => void refetch(), AGAIN_MS)
    return () => clearTimeout(timer)
  }, [behind, refetch, report.dataUpdatedAt])
  return (
    <>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          meta={
            report.data && (
              <span>{words.about(formatDate(report.data.from), formatDate(report.data.to), report.data.zone)}</span>
            )
          }
          actions={
            <span className="print:hidden">
              <Button icon={<Printer aria-hidden className="size-4" />} onClick={() => window.print()}>
                {words.print}
              </Button>
            </span>
          }
        />
        <ReportFilters here={here} cohort={cohort} />
        <p role="status" className="h-5 pt-1 text-xs text-ink-faint print:hidden">
          {behind && words.behind}
        </p>
      </div>
      <Loaded query={report} skeleton={<Coming />}>
        {(answer) => <Shown report={answer} org={org} here={here} cohort={cohort} />}
      </Loaded>
    </>
  )
}

function Coming() {
  return (
    <div className="flex flex-col gap-10 px-4 sm:px-6">
      <div className="flex flex-wrap gap-12">
        {['4rem', '5rem', '4rem', '3rem', '6rem'].map((width, n) => (
          <Skeleton key={n} width={width} height="3.5rem" />
        ))}
      </div>
      <Skeleton width="100%" height="18rem" />
      <SkeletonText lines={8} />
    </div>
  )
}

function Shown({
  report,
  org,
  here,
  cohort,
}: {
  report: Report
  org: string
  here: string
  cohort: Record<string, string>
}) {
  const [url, setUrl] = useUrlState()
  const go = useGo()
  const hrefOf = (figure: string, key?: string) => withQuery(here, { ...url, show: figure, key: key ?? null })
  if (report.total.registered === 0)
    return (
      <EmptyState
        icon={<ChartColumn />}
        title={words.empty.title}
        actions={Object.keys(url).length > 0 && <ButtonLink href={here}>{words.empty.action}</ButtonLink>}
      >
        {words.empty.body}
      </EmptyState>
    )
  return (
    <>
      <div className="print-wide flex flex-col gap-9 px-4 sm:px-6">
        <Headline total={report.total} before={report.before} promised={report.promised_hours} hrefOf={hrefOf} />
        <Suspense fallback={<Skeleton width="100%" height="18rem" />}>
          <Charts report={report} onPick={(key, figure) => go(hrefOf(figure, key), 'push')} />
        </Suspense>
      </div>
      <div className="print-wide pt-8 pb-6 sm:px-2">
        <SlicesTable report={report} hrefOf={hrefOf} />
      </div>
      <RowsDrawer
        drilled={drilledOf(url, report, cohort)}
        org={org}
        onClose={() => setUrl({ show: null, key: null })}
      />
    </>
  )
}

/** The figure that the address opens, with what it counts. */
function drilledOf(
  url: Readonly<Record<string, string | undefined>>,
  report: Report,
  cohort: Record<string, string>,
): Drilled | null {
  const { show, key } = url
  if (!show || !(show in words.figures)) return null
  const name = words.figures[show as keyof typeof words.figures] // just looked up
  const period = words.about(formatDate(report.from), formatDate(report.to), report.zone)
  const slice = report.slices.find((one) => one.key === key)
  if (!slice) return { figure: show, title: name, period, cohort }
  return {
    figure: show,
    title: `${name}: ${nameOf(report.by, slice)}`,
    period,
    cohort: narrowed(cohort, report.by, slice.key),
  }
}
