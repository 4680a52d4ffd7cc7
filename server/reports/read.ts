import { localDate, plusLocalDays, type Calendar } from '#kit/calendar.ts'
import type { RouteInput } from '#kit/contract.ts'
import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { DAY_MS, epochMs, type LocalDate } from '#kit/instant.ts'
import type { Money } from '#kit/money.ts'
import { Refused } from '#kit/refusal.ts'
import { query, type ProgramInForce, type Reading } from '#server/command/index.ts'
import type { TrackTerms } from '#server/partners/terms.ts'
import { calendarSection } from '#server/program/terms.ts'
import { registrationSection, type RegistrationTerms } from '#server/registrations/terms.ts'
import { NONE, type Figures, type Slice } from './contract.ts'
import * as contract from './contract.ts'
import { REPORT_REFUSALS } from './report.ts'
import * as store from './store.ts'

const MONTHS = 12
const LONGEST_DAYS = 5 * 366

type Asked = Omit<RouteInput<typeof contract.reportRegistrations>['query'], 'by' | 'limit'>

const absentOr = <T>(value: string | undefined, read: (text: string) => T): T | null | undefined =>
  value === undefined ? undefined : value === NONE ? null : read(value)

/** The registrations asked about: by default those of this month and the eleven before it. */
function cohortOf(asked: Asked, today: LocalDate): store.Cohort {
  const to = asked.to ?? today
  const from = asked.from ?? firstOfMonth(to, MONTHS - 1)
  if (from > to || daysOf({ from, to }) > LONGEST_DAYS) throw new Refused(REPORT_REFUSALS.period)
  return {
    from,
    to,
    partner_id: asked.partner_id && uuidOf('partner', asked.partner_id),
    track: asked.track,
    tier: absentOr(asked.tier, (key) => key),
    manager_id: absentOr(asked.manager_id, (id) => uuidOf('membership', id)),
    country: absentOr(asked.country, (code) => code),
  }
}

/** The first day of the month so many months before a date's. */
function firstOfMonth(date: LocalDate, months_before: number): LocalDate {
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 - months_before
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

function daysOf({ from, to }: { from: LocalDate; to: LocalDate }): number {
  return Math.round((epochMs(`${to}T00:00:00.000Z`) - epochMs(`${from}T00:00:00.000Z`)) / DAY_MS) + 1
}

async function programOf(reading: Reading): Promise<{ program: ProgramInForce; calendar: Calendar; today: LocalDate }> {
  const now = await reading.now()
  const program = await reading.runtime.programs.inForce(reading.tx, reading.org_id, now)
  const calendar = program.document[calendarSection.key] as Calendar // parsed when published
  return { program, calendar, today: localDate(now, calendar.zone) }
}

/** The counts alone, without what says which slice they are of. */
function countsOf<C extends store.Counts & { key?: unknown; whole?: unknown; slices?: unknown }>(row: C): store.Counts {
  const { key: _key, whole: _whole, slices: _slices, ...counts } = row
  return counts as store.Counts // what is left of it
}

const hoursOf = (minutes: number | null) => (minutes === null ? null : Math.round(minutes / 6) / 10)

function figuresOf(counts: store.Counts, sums: readonly store.Sums[]): Figures {
  const money = (of: 'registered' | 'approved' | 'won'): Money[] =>
    sums.filter((sum) => sum[of] !== '0').map((sum) => ({ amount_minor: sum[of], currency: sum.currency }))
  const { claim, opportunity, customer, house, median_minutes, p90_minutes, ...rest } = counts
  return {
    ...rest,
    registered_value: money('registered'),
    approved_value: money('approved'),
    won_value: money('won'),
    decision_hours_median: hoursOf(median_minutes),
    decision_hours_p90: hoursOf(p90_minutes),
    conflicts: { claim, opportunity, customer, house },
  }
}

const wireKey: Partial<Record<Slice, (uuid: string) => string>> = {
  partner: (uuid) => toWireId('partner', uuid),
  manager: (uuid) => toWireId('membership', uuid),
}

/** The names of slices that have one beside their key: partners, managers, tracks, tiers. */
async function namesOf(
  { tx, org_id }: Reading,
  program: ProgramInForce,
  by: Slice,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (by === 'partner' || by === 'manager')
    return new Map((await store.listNames(tx, org_id, by, keys)).map(({ id, name }) => [id, name]))
  const tracks = program.document['tracks'] as TrackTerms[] // parsed when published
  if (by === 'track') return new Map(tracks.map(({ key, name }) => [key, name]))
  // Tracks may call tiers of one key differently: then no single name is right for the slice.
  if (by === 'tier') {
    const tiers = tracks.flatMap((track) => track.tiers)
    return new Map(
      tiers
        .filter(({ key, name }) => tiers.every((other) => other.key !== key || other.name === name))
        .map(({ key, name }) => [key, name]),
    )
  }
  return new Map()
}

export const reportRegistrations = query(contract.reportRegistrations, async (reading, { query: asked }) => {
  const { tx, org_id } = reading
  const { program, calendar, today } = await programOf(reading)
  const cohort = cohortOf(asked, today)
  const earlier = { ...cohort, from: plusLocalDays(cohort.from, -daysOf(cohort)), to: plusLocalDays(cohort.from, -1) }
  const { by, limit } = asked
  const [counted, sums, before, sums_before, sums_by, behind] = await Promise.all([
    store.countBy(tx, org_id, cohort, by, limit),
    store.sumBy(tx, org_id, cohort, null),
    store.countAll(tx, org_id, earlier),
    store.sumBy(tx, org_id, earlier, null),
    store.sumBy(tx, org_id, cohort, by),
    store.isBehind(tx, org_id),
  ])
  const [total, ...slices] = counted
  if (!total) throw new Error('the whole is always among its slices')
  const names = await namesOf(
    reading,
    program,
    by,
    slices.flatMap(({ key }) => key ?? []),
  )
  const money = Map.groupBy(sums_by, ({ key }) => key)
  const registration = program.document[registrationSection.key] as RegistrationTerms // parsed when published
  return {
    from: cohort.from,
    to: cohort.to,
    by,
    zone: calendar.zone,
    promised_hours: registration.review.answer_within_working_hours,
    behind,
    total: figuresOf(countsOf(total), sums),
    before: figuresOf(before, sums_before),
    slices: slices.map(({ key, ...counted }) => ({
      key: key === null ? NONE : (wireKey[by]?.(key) ?? key),
      name: key === null ? null : (names.get(key) ?? null),
      ...figuresOf(countsOf(counted), money.get(key) ?? []),
    })),
    more: total.slices - slices.length,
  }
})

export const reportRows = query(contract.reportRows, async (reading, { query: asked }) => {
  const { tx, org_id } = reading
  const { today } = await programOf(reading)
  const after = decodeCursor(asked.cursor, ['at', 'id'])
  const rows = await store.listRows(tx, org_id, cohortOf(asked, today), asked.figure, {
    after: after && { on: after.at.slice(0, 10), id: after.id },
    limit: asked.limit + 1,
  })
  const last = rows.length > asked.limit ? rows[asked.limit - 1] : undefined
  return {
    rows: rows.slice(0, asked.limit).map((row) => ({
      id: toWireId('registration', row.id),
      account_name: row.account_name,
      partner: { id: toWireId('partner', row.partner_id), name: row.partner_name },
      status: row.status,
      amount:
        row.amount_minor !== null && row.currency !== null
          ? { amount_minor: row.amount_minor, currency: row.currency }
          : null,
      submitted_on: row.submitted_on,
      review_hours: hoursOf(row.review_minutes),
    })),
    next_cursor: last ? encodeCursor({ at: `${last.submitted_on}T00:00:00.000Z`, id: last.id }) : null,
  }
})
