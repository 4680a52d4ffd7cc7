import { Link, Table, type Column } from '../../ui/index.ts'
import { formatMoney, formatNumber } from '../../words/format.ts'
import { conflictsOf, percentOf, type Figures, type Report, type SliceRow } from './ask.ts'
import { hours } from './headline.tsx'
import { nameOf } from './names.ts'
import { words } from './words.ts'

/** The same figures slice by slice; every number leads to its rows. */
export function SlicesTable({ report, hrefOf }: { report: Report; hrefOf: (figure: string, key?: string) => string }) {
  const { by, total } = report
  const column = (
    id: keyof typeof words.figures,
    figure: string,
    read: (figures: Figures) => number,
    more: Partial<Column<SliceRow>> = {},
  ): Column<SliceRow> => ({
    id,
    header: words.figures[id],
    align: 'end',
    cell: (row) => <Drill value={read(row)} href={hrefOf(figure, row.key)} />,
    sum: <Drill value={read(total)} href={hrefOf(figure)} />,
    ...more,
  })
  const money = ({ won_value: [first] }: Figures) => (first ? formatMoney(first) : words.stats.nothing)
  const share = (part: number, whole: number) => {
    const value = percentOf(part, whole)
    return value === null ? words.stats.nothing : `${value}%`
  }
  const columns: Column<SliceRow>[] = [
    { id: 'slice', header: words.by[by], cell: (row) => nameOf(by, row), sum: words.table.all },
    column('registered', 'registered', (f) => f.registered),
    column('approved', 'approved', (f) => f.approved),
    column('rejected', 'rejected', (f) => f.rejected, { from: 'lg' }),
    column('converted', 'converted', (f) => f.converted, { from: 'md' }),
    column('won', 'won', (f) => f.won),
    { id: 'value', header: words.figures.won_value, align: 'end', cell: money, sum: money(total), from: 'md' },
    {
      id: 'decision',
      header: words.figures.decision,
      align: 'end',
      from: 'lg',
      cell: (row) => hours(row.decision_hours_median),
      sum: hours(total.decision_hours_median),
    },
    {
      id: 'promise',
      header: words.figures.promise,
      align: 'end',
      from: 'xl',
      cell: (row) => share(row.promise_kept, row.decided),
      sum: share(total.promise_kept, total.decided),
    },
    column('conflict', 'conflict', conflictsOf, { from: 'lg' }),
    column('protections_unused', 'protections_unused', (f) => f.protections_unused, { from: 'xl' }),
  ]
  return (
    <>
      <Table
        label={words.table.label(words.by[by].toLowerCase())}
        columns={columns}
        rows={report.slices}
        rowKey={(row) => row.key}
        rowName={(row) => nameOf(by, row)}
      />
      {report.more > 0 && <p className="px-4 py-2 text-xs text-ink-faint">{words.table.more(report.more)}</p>}
    </>
  )
}

/** A number that leads to its rows; nothing leads nowhere. */
function Drill({ value, href }: { value: number; href: string }) {
  if (value === 0) return <span className="text-ink-faint">0</span>
  return (
    <Link
      href={href}
      look="plain"
      className="relative z-1 rounded-sm underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      {formatNumber(value)}
    </Link>
  )
}
