import type { z } from 'zod'
import { endOfLocalDayPlusDays, localDate, plusLocalDays, startOfLocalDate } from '#kit/calendar.ts'
import { nameKey } from '#kit/company-name.ts'
import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { registrableDomain } from '#kit/domain.ts'
import { uuidOf } from '#kit/ids.ts'
import { DAY_MS, epochMs, instant, plusMs, type Instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query, type Actor, type Context, type ProgramInForce, type Reading } from '#server/command/index.ts'
import { aboutSection, calendarSection } from '#server/program/terms.ts'
import * as contract from './contract-list.ts'
import { statusesOf, type ListFilterInput, type ListOrder } from './filter.ts'
import * as list from './list-store.ts'
import { STATUSES, type Status } from './registration.ts'
import { answersInWords } from './show-form.ts'
import { showRow } from './show.ts'

/** A protection that ends within this time is worth a look; a promise that was missed is, for so long. */
const SOON_MS = 14 * DAY_MS
const LATELY_MS = 30 * DAY_MS
/** A follow-up is worth a reminder this long before. */
const NEXT_MS = 7 * DAY_MS

/** A partner does not know accounts by id: asking would tell which registrations share one. */
const NOT_BY_ACCOUNT = {
  path: 'query.account_id',
  message: 'is for people of the org; look for the company by its name or domain',
  code: 'org_only',
}

/** What a filter means now, to this caller. `null`: nothing can fit. */
function filterFor(
  q: ListFilterInput,
  actor: Actor,
  { now, program }: { now: Instant; program: ProgramInForce },
): list.ListFilter | null {
  const { zone } = program.document[calendarSection.key] as z.output<typeof calendarSection.schema> // parsed when published
  const about = program.document[aboutSection.key] as z.output<typeof aboutSection.schema> // likewise
  const asked = q.partner_id && uuidOf('partner', q.partner_id)
  if (actor.partner_id && asked && asked !== actor.partner_id) return null
  const org = actor.side === 'org'
  if (q.account_id && !org) throw new Refused(COMMON.invalid, {}, { fields: [NOT_BY_ACCOUNT] })
  const domain = q.q?.includes('.') ? registrableDomain(q.q) : undefined
  const name = q.q ? nameKey(q.q) : ''
  if (q.manager_id === 'me' && !actor.membership_id) return null
  const manager = q.manager_id === 'me' ? (actor.membership_id ?? undefined) : q.manager_id
  const hasAmount = q.amount_from !== undefined || q.amount_to !== undefined || q.currency !== undefined
  return {
    statuses: statusesOf(q),
    // the database shows a partner its own only; named here too, an index finds them among those of all
    partner_id: actor.partner_id ?? asked,
    own: !org,
    account_id: q.account_id ? uuidOf('account', q.account_id) : undefined,
    manager_id: manager === 'none' ? null : manager?.startsWith('mem_') ? uuidOf('membership', manager) : manager,
    track: q.track,
    countries: q.country?.split(','),
    amount: hasAmount ? { currency: q.currency ?? about.currency, from: q.amount_from, to: q.amount_to } : undefined,
    submitted: spanOf(q.submitted_from, q.submitted_to, zone),
    decided: spanOf(q.decided_from, q.decided_to, zone),
    deadline: deadlineOf(q.due, now, zone),
    ending: q.due === 'ending' ? { from: now, to: plusMs(now, SOON_MS) } : undefined,
    follow_up: q.due === 'follow_up' ? { to: plusMs(now, NEXT_MS) } : undefined,
    missed_since: q.due === 'missed' ? plusMs(now, -LATELY_MS) : undefined,
    // what changed for the org alone would show in it
    changed_since: q.changed_since && org ? instant(epochMs(q.changed_since)) : undefined,
    ...(domain?.ok ? { domain: domain.domain } : name ? { name_from: name } : {}),
  }
}

/** Days of the zone, both included. */
function spanOf(from: string | undefined, to: string | undefined, zone: string): list.Span | undefined {
  if (!from && !to) return undefined
  return {
    from: from ? startOfLocalDate(from, zone) : undefined,
    to: to ? startOfLocalDate(plusLocalDays(to, 1), zone) : undefined,
  }
}

/** Weeks end with Sunday. */
function deadlineOf(due: ListFilterInput['due'], now: Instant, zone: string): list.Span | undefined {
  if (due === 'overdue') return { to: now }
  if (due === 'today') return { from: now, to: endOfLocalDayPlusDays(now, 0, zone) }
  if (due !== 'week') return undefined
  // days since Monday: 1 January 1970 was a Thursday
  const weekday = (Math.floor(Date.parse(localDate(now, zone)) / DAY_MS) + 3) % 7
  return { from: now, to: endOfLocalDayPlusDays(now, 6 - weekday, zone) }
}

/** The parts of a cursor in an order; a cursor of another order is refused. */
function placeOf(order: ListOrder, cursor: string | undefined): list.Place | undefined {
  if (order === 'newest' || order === 'oldest') {
    const place = decodeCursor(cursor, ['rank_no'])
    return place && { key: place.rank_no, tie: place.rank_no }
  }
  if (order === 'ending') {
    const place = decodeCursor(cursor, ['at', 'id'])
    return place && { key: place.at, tie: place.id }
  }
  const [part, tie] = keysOf(order)
  const place = decodeCursor(cursor, [part, tie])
  if (place && part === 'amount' && !/^(-1|\d{1,18})$/.test(place.amount ?? ''))
    throw new Refused(
      COMMON.invalid,
      {},
      { fields: [{ path: 'query.cursor', message: 'expected `next_cursor` of the page before' }] },
    )
  return place && { key: place[part] ?? '', tie: place.claim_no ?? '' }
}

const keysOf = (order: ListOrder): ['at' | 'amount' | 'name', 'claim_no'] => [
  order.startsWith('amount') ? 'amount' : order.startsWith('name') ? 'name' : 'at',
  'claim_no',
]

function cursorAt(order: ListOrder, { key, tie }: list.Place): string {
  if (order === 'newest' || order === 'oldest') return encodeCursor({ rank_no: tie })
  if (order === 'ending') return encodeCursor({ at: key, id: tie })
  return encodeCursor({ [keysOf(order)[0]]: key, claim_no: tie })
}

async function situationOf(reading: Reading): Promise<{ now: Instant; program: ProgramInForce }> {
  const now = await reading.now()
  return { now, program: await reading.runtime.programs.inForce(reading.tx, reading.org_id, now) }
}

export const listRegistrations = query(contract.listRegistrations, async (reading, { query: q }) => {
  const { tx, org_id, actor } = reading
  const after = placeOf(q.order, q.cursor)
  const { now, program } = await situationOf(reading)
  const filter = filterFor(q, actor, { now, program })
  if (!filter) return { rows: [], next_cursor: null }
  const { rows, next } = await list.listRegistrations(tx, org_id, {
    filter,
    order: q.order,
    after,
    limit: q.limit,
    now,
  })
  return {
    rows: rows.map((row) => ({
      ...showRow(row, { now, program, reader: actor.side }),
      changed_at: actor.side === 'org' ? row.changed_at : null,
      answers: q.answers ? answersInWords(row, program, actor.side) : null,
    })),
    next_cursor: next ? cursorAt(q.order, next) : null,
  }
})

export const sumRegistrations = query(contract.sumRegistrations, async (reading, { query: q }) => {
  const { tx, org_id, actor } = reading
  const { now, program } = await situationOf(reading)
  const filter = filterFor(q, actor, { now, program })
  const asked = statusesOf(q)
  const statuses: readonly Status[] = asked.length > 0 ? asked : STATUSES
  const sums = filter ? await list.sumRegistrations(tx, org_id, { filter, statuses, now }) : []
  return {
    states: statuses.map((status) => {
      const own = sums.filter((sum) => sum.status === status).sort((a, b) => b.n - a.n)
      const count = own.reduce((all, sum) => all + sum.n, 0)
      return {
        status,
        count: Math.min(count, list.SUM_MAX),
        amounts: own.flatMap(({ currency, amount_minor }) =>
          currency !== null && amount_minor !== null ? [{ amount_minor, currency }] : [],
        ),
        complete: count <= list.SUM_MAX,
      }
    }),
  }
})

/** Rows that one request looks at, past those that do not fit, before it gives up on a filter as too wide. */
const LOOKS_MAX = 40

/** All that fits a filter now, for a verb: as it stands, the newest claim first; or that there is more than `most`. */
export async function matchingRows(
  ctx: Context,
  q: ListFilterInput,
  most: number,
): Promise<list.Matching[] | 'too_many'> {
  const { tx, org_id, actor, now } = ctx
  const filter = filterFor(q, actor, { now, program: await ctx.program() })
  const found: list.Matching[] = []
  if (!filter) return found
  let after: list.Place | undefined
  for (let looks = 0; looks < LOOKS_MAX; looks++) {
    const { rows, next } = await list.listMatching(tx, org_id, { filter, now, after, limit: most + 1 - found.length })
    found.push(...rows)
    if (found.length > most) return 'too_many'
    if (!next) return found
    after = next
  }
  return 'too_many'
}
