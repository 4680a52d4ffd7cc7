import { Stat, Stats } from '../../ui/index.ts'
import { formatMoney, formatNumber } from '../../words/format.ts'
import { conflictsOf, percentOf, type Figures } from './ask.ts'
import { words } from './words.ts'

const says = words.stats
const percent = (value: number | null): string => (value === null ? says.nothing : `${value}%`)
export const hours = (value: number | null): string => (value === null ? says.nothing : says.hours(formatNumber(value)))

/** The figures of the period, each with what it was in the period before, each leading to its rows. */
export function Headline({
  total,
  before,
  promised,
  hrefOf,
}: {
  total: Figures
  before: Figures
  promised: number
  hrefOf: (figure: string) => string
}) {
  const counts = (of: (figures: Figures) => number) =>
    [formatNumber(of(total)), says.before(formatNumber(of(before)))] as const
  const stat = (
    figure: keyof typeof words.figures,
    [value, earlier]: readonly [string, string],
    note?: string | false,
    rows: string = figure,
  ) => (
    <Stat
      label={words.figures[figure]}
      value={value}
      href={hrefOf(rows)}
      note={
        <>
          {note && <span className="block">{note}</span>}
          <span className="block">{earlier}</span>
        </>
      }
    />
  )
  const share = (of: (figures: Figures) => number | null) =>
    [percent(of(total)), says.before(percent(of(before)))] as const
  const of = (part: number, whole: number) => percent(percentOf(part, whole))
  const [won, ...others] = total.won_value
  const earlier = before.won_value.find(({ currency }) => currency === won?.currency)
  return (
    <section aria-label={says.label}>
      <Stats>
        {stat(
          'registered',
          counts((f) => f.registered),
        )}
        {stat(
          'approved',
          counts((f) => f.approved),
          says.of_registered(of(total.approved, total.registered)),
        )}
        {stat(
          'converted',
          counts((f) => f.converted),
          says.of_approved(of(total.converted, total.approved)),
        )}
        {stat(
          'won',
          counts((f) => f.won),
          says.of_approved(of(total.won, total.approved)),
        )}
        {stat(
          'won_value',
          [won ? formatMoney(won) : says.nothing, says.before(earlier ? formatMoney(earlier) : says.nothing)],
          others.length > 0 && says.currencies(others.length),
          'won',
        )}
        {stat(
          'decision',
          [hours(total.decision_hours_median), says.before(hours(before.decision_hours_median))],
          says.median(says.hours(formatNumber(promised))),
          'decided_by_person',
        )}
        {stat(
          'promise',
          share((f) => percentOf(f.promise_kept, f.decided)),
          says.of_decided(formatNumber(total.promise_kept), formatNumber(total.decided)),
          'promise_missed',
        )}
        {stat(
          'conflict_rate',
          share((f) => percentOf(conflictsOf(f), f.registered)),
          says.met(formatNumber(conflictsOf(total))),
          'conflict',
        )}
        {stat(
          'unused_rate',
          share((f) => percentOf(f.protections_unused, f.protections_ended)),
          says.of_ended(formatNumber(total.protections_unused), formatNumber(total.protections_ended)),
          'protections_unused',
        )}
      </Stats>
    </section>
  )
}
