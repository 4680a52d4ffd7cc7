import {
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import type { ReactNode } from 'react'
import { Section } from '../../ui/index.ts'
import { formatNumber } from '../../words/format.ts'
import { conflictsOf, percentOf, type Report, type Slice, type SliceRow } from './ask.ts'
import { nameOf } from './names.ts'
import { words } from './words.ts'

/** More bars than this cannot be told apart; the table has them all. */
const MOST = 14

const says = words.charts
const axis = { tick: { fill: 'var(--ink-faint)', fontSize: 12 }, axisLine: false, tickLine: false } as const
const popup = {
  contentStyle: {
    background: 'var(--raised)',
    border: '1px solid var(--line-strong)',
    borderRadius: 6,
    fontSize: 12,
    color: 'var(--ink)',
  },
  labelStyle: { color: 'var(--ink)', fontWeight: 600 },
  itemStyle: { color: 'var(--ink-soft)', padding: 0 },
  cursor: { fill: 'var(--sunken)' },
  isAnimationActive: false,
} as const

const SERIES = [
  { key: 'registered', color: 'var(--neutral-dot)' },
  { key: 'approved', color: 'color-mix(in oklab, var(--accent) 45%, var(--surface))' },
  { key: 'converted', color: 'var(--accent)' },
  { key: 'won', color: 'var(--success-dot)' },
] as const

type Drawn = { key: string; name: string; slice: SliceRow }

/** What the slices look like: from registered to won, how long decisions take, where there is friction. */
export default function Charts({ report, onPick }: { report: Report; onPick: (key: string, figure: string) => void }) {
  const { by } = report
  const slices = by === 'month' ? report.slices.toReversed() : report.slices.slice(0, MOST)
  const drawn: Drawn[] = slices.map((slice) => ({ key: slice.key, name: nameOf(by, slice), slice }))
  const byName = words.by[by].toLowerCase()
  return (
    <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Chart
        title={says.flow}
        about={says.flow_about(byName)}
        legend={SERIES.map(({ key, color }) => ({ color, label: words.figures[key] }))}
      >
        <BarChart
          data={drawn}
          barGap={1}
          barCategoryGap="22%"
          accessibilityLayer={false}
          margin={{ top: 8, right: 0, bottom: 0, left: -16 }}
        >
          <Frame by={by} />
          <Tooltip {...popup} />
          {SERIES.map(({ key, color }) => (
            <Bar
              key={key}
              name={words.figures[key]}
              dataKey={({ slice }: Drawn) => slice[key]}
              fill={color}
              radius={[2, 2, 0, 0]}
              isAnimationActive={false}
              className="cursor-pointer"
              onClick={({ payload }) => onPick((payload as Drawn).key, key)}
            />
          ))}
        </BarChart>
      </Chart>
      <div className="grid content-start gap-8">
        <Chart
          small
          title={says.speed}
          about={says.speed_about(formatNumber(report.promised_hours), byName)}
          legend={[
            { color: 'var(--accent)', label: says.hours },
            { color: 'var(--warn-dot)', label: says.promised, line: true },
          ]}
        >
          <BarChart
            data={drawn}
            barCategoryGap="30%"
            accessibilityLayer={false}
            margin={{ top: 8, right: 0, bottom: 0, left: -16 }}
          >
            <Frame by={by} />
            <Tooltip {...popup} formatter={(value) => `${formatNumber(Number(value))} h`} />
            <ReferenceLine
              y={report.promised_hours}
              stroke="var(--warn-dot)"
              strokeDasharray="4 3"
              ifOverflow="extendDomain"
            />
            <Bar
              name={says.hours}
              dataKey={({ slice }: Drawn) => slice.decision_hours_median}
              fill="var(--accent)"
              radius={[2, 2, 0, 0]}
              isAnimationActive={false}
              className="cursor-pointer"
              onClick={({ payload }) => onPick((payload as Drawn).key, 'decided_by_person')}
            />
          </BarChart>
        </Chart>
        <Chart
          small
          title={says.friction}
          about={says.friction_about(byName)}
          legend={[
            { color: 'var(--warn-dot)', label: words.figures.conflict_rate },
            { color: 'var(--info-dot)', label: words.figures.unused_rate },
          ]}
        >
          <LineChart data={drawn} accessibilityLayer={false} margin={{ top: 8, right: 6, bottom: 0, left: -16 }}>
            <Frame by={by} unit="%" />
            <Tooltip
              {...popup}
              cursor={{ stroke: 'var(--line-strong)' }}
              formatter={(value) => `${formatNumber(Number(value))}%`}
            />
            <Share
              name={words.figures.conflict_rate}
              color="var(--warn-dot)"
              of={(slice) => percentOf(conflictsOf(slice), slice.registered)}
            />
            <Share
              name={words.figures.unused_rate}
              color="var(--info-dot)"
              of={(slice) => percentOf(slice.protections_unused, slice.protections_ended)}
            />
          </LineChart>
        </Chart>
      </div>
    </div>
  )
}

function Frame({ by, unit = '' }: { by: Slice; unit?: string }) {
  return (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="name"
        {...axis}
        interval="preserveStartEnd"
        minTickGap={by === 'month' ? 16 : 8}
        tickFormatter={short}
      />
      <YAxis
        {...axis}
        allowDecimals={false}
        width={56}
        tickFormatter={(value: number) => `${formatNumber(value)}${unit}`}
      />
    </>
  )
}

function Share({ name, color, of }: { name: string; color: string; of: (slice: SliceRow) => number | null }) {
  return (
    <Line
      name={name}
      dataKey={({ slice }: Drawn) => of(slice)}
      stroke={color}
      strokeWidth={2}
      dot={{ r: 2.5, fill: color }}
      connectNulls
      isAnimationActive={false}
    />
  )
}

const short = (name: string): string => (name.length > 14 ? `${name.slice(0, 13)}…` : name)

function Chart({
  title,
  about,
  legend,
  small,
  children,
}: {
  title: string
  about: string
  legend: readonly { color: string; label: string; line?: boolean }[]
  small?: boolean
  children: ReactNode
}) {
  return (
    <Section title={title}>
      <ul className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
        {legend.map(({ color, label, line }) => (
          <li key={label} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={line ? 'h-0.5 w-3' : 'size-2.5 rounded-sm'} style={{ background: color }} />
            {label}
          </li>
        ))}
      </ul>
      {/* Said in words to who cannot see it; the table below has the same numbers, with links. */}
      <div role="img" aria-label={about} className={small ? 'h-40' : 'h-72 xl:h-[27.5rem]'}>
        <ResponsiveContainer>{children}</ResponsiveContainer>
      </div>
    </Section>
  )
}
