import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localDate } from '#kit/calendar.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { DAY_MS, instant, plusMs } from '#kit/instant.ts'
import type { Actor } from '#server/command/index.ts'
import { wallMs } from '#server/platform/clock.ts'
import { sql, type Sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import { NARROW_MAX, WALK_MAX } from './list-store.ts'
import { ORDERS, type ListOrder } from './filter.ts'
import { STATUSES, type Status } from './registration.ts'

/** Every filter and order answers what going through all rows by hand would. */

let world: World
let org: OrgWorld
let manager: Actor
let other: Actor
let partners: { id: string; uuid: string; admin: Actor }[]

const ROWS = 12_500
const zone = 'Europe/Berlin'

beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('listing')
  manager = await org.member('partner_manager')
  other = await org.member('partner_manager')
  partners = [await org.partner('Few'), await org.partner('Many')]
  await fill()
}, 60_000)
afterAll(() => world.drop())

const scope = () => ({ org_id: org.org_id, scope: 'org', partner_id: null }) as const
const rows = <T>(statement: Sql) => world.db.transaction(scope(), (tx) => tx.rows<T>(statement))

/** Rows in bulk, most of them of one partner: more than are fetched whole, and than one page walks past. */
async function fill(): Promise<void> {
  const id = sql`(lpad(to_hex(1760000000000 + i), 12, '0') || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid`
  const [few, many] = partners
  const at = sql`(now() - i * interval '2 hours')`
  const status = sql`(array['in_review','rejected','withdrawn','in_review','rejected'])[1 + i % 5]`
  await world.db.transaction(scope(), async (tx) => {
    await tx.run(sql`insert into registration (org_id, id, partner_id, track, claim_no, status, account_name, account_name_key, account_domain,
        account_country, amount_minor, currency, lines, submitted_at, submitted_by, submitter_role, on_behalf, manager_id, answer_due_at, decided_at, ruling_id, changed_at)
      select ${org.org_id}::uuid, ${id}, case when i % 97 = 0 then ${few?.uuid}::uuid else ${many?.uuid}::uuid end,
        case when i % 11 = 0 then 'referral' else 'reseller' end, nextval('claim_no'), ${status}, 'Widget ' || i, 'widget' || i, 'c' || i % 500 || '.example',
        (array['DE','AT','NL',null,'SE'])[1 + i % 5], case when i % 7 = 0 then null else (i * 137) % 90000 end, case when i % 7 = 0 then null when i % 3 = 0 then 'USD' else 'EUR' end,
        '{(,)}', ${at}, 'operator', 'operator', true,
        case i % 4 when 0 then ${manager.membership_id}::uuid when 1 then ${other.membership_id}::uuid when 2 then null else ${other.membership_id}::uuid end,
        case when ${status} = 'in_review' then now() + (i - 200) * interval '1 hour' end,
        case when ${status} <> 'in_review' then ${at} + interval '1 day' end, ${id}, now() - i * interval '1 minute'
      from generate_series(1, ${ROWS}::int) i`)
  })
}

type Row = {
  id: string
  status: Status
  partner_id: string
  track: string
  claim_no: string
  account_name_key: string
  account_domain: string | null
  account_country: string | null
  amount_minor: string | null
  currency: string | null
  submitted_at: string
  manager_id: string | null
  answer_due_at: string | null
  decided_at: string | null
  changed_at: string
}

const readAll = () =>
  rows<Row>(sql`select id, status, partner_id, track, claim_no, account_name_key, account_domain, account_country, amount_minor, currency,
    submitted_at, manager_id, answer_due_at, decided_at, changed_at from registration`)

/** All pages of a list; how many of them were short although more followed. */
async function pages(actor: Actor, query: Record<string, unknown>): Promise<{ ids: string[]; pages: number }> {
  const ids: string[] = []
  let cursor: string | undefined
  for (let page = 1; ; page++) {
    const answer = await world.act(actor, 'registration.list', {
      query: { limit: 200, ...query, ...(cursor ? { cursor } : {}) },
    })
    ids.push(...answer.rows.map((row) => row.id))
    if (!answer.next_cursor) return { ids, pages: page }
    cursor = answer.next_cursor
    if (page > 200) throw new Error('the list does not end')
  }
}

type Query = Record<string, string>

/** The filter in the simplest words there are. */
function fits(row: Row, q: Query, now: string): boolean {
  const {
    status,
    partner_id,
    manager_id,
    track,
    country,
    amount_from,
    amount_to,
    submitted_from,
    submitted_to,
    due,
    changed_since,
  } = q
  if (status && !status.split(',').includes(row.status)) return false
  if (partner_id && toWireId('partner', row.partner_id) !== partner_id) return false
  if (manager_id === 'me' && row.manager_id !== manager.membership_id) return false
  if (manager_id === 'none' && row.manager_id !== null) return false
  if (track && row.track !== track) return false
  if (country && !country.split(',').includes(row.account_country ?? '')) return false
  if (amount_from ?? amount_to) {
    if (row.currency !== 'EUR' || row.amount_minor === null) return false
    if (amount_from && Number(row.amount_minor) < Number(amount_from)) return false
    if (amount_to && Number(row.amount_minor) > Number(amount_to)) return false
  }
  const day = localDate(row.submitted_at, zone)
  if (submitted_from && day < submitted_from) return false
  if (submitted_to && day > submitted_to) return false
  if (due === 'overdue' && !(row.status === 'in_review' && row.answer_due_at !== null && row.answer_due_at < now))
    return false
  if (changed_since && row.changed_at <= changed_since) return false
  if (
    q['q'] &&
    !(q['q'].includes('.') ? row.account_domain === q['q'] : row.account_name_key.startsWith(q['q'].replace(' ', '')))
  )
    return false
  return true
}

const KEYS: Record<Exclude<ListOrder, 'ending'>, { key: (row: Row) => string | number | null; falling: boolean }> = {
  newest: { key: () => '', falling: true },
  oldest: { key: () => '', falling: false },
  deadline: { key: (row) => (row.status === 'in_review' ? row.answer_due_at : null), falling: false },
  decided: { key: (row) => row.decided_at, falling: true },
  changed: { key: (row) => row.changed_at, falling: true },
  amount: { key: (row) => Number(row.amount_minor ?? -1), falling: true },
  amount_least: { key: (row) => Number(row.amount_minor ?? -1), falling: false },
  name: { key: (row) => row.account_name_key, falling: false },
  name_last: { key: (row) => row.account_name_key, falling: true },
}

function expected(all: Row[], q: Query, order: Exclude<ListOrder, 'ending'>, now: string): string[] {
  const { key, falling } = KEYS[order]
  return all
    .filter((row) => fits(row, q, now) && key(row) !== null)
    .sort((a, b) => {
      const [x, y] = [key(a) ?? '', key(b) ?? '']
      const compared = x < y ? -1 : x > y ? 1 : Number(a.claim_no) - Number(b.claim_no)
      return falling ? -compared : compared
    })
    .map((row) => toWireId('registration', row.id))
}

describe('the list of registrations', () => {
  test('answers what fits, in order, whatever is combined', async () => {
    const all = await readAll()
    const now = instant(wallMs())
    const days = (n: number) => localDate(plusMs(now, -n * DAY_MS), zone)
    const choices: Record<string, (string | undefined)[]> = {
      status: [undefined, 'in_review', 'rejected,withdrawn', 'in_review,rejected'],
      partner_id: [undefined, undefined, partners[0]?.id, partners[1]?.id],
      manager_id: [undefined, undefined, 'me', 'none'],
      track: [undefined, undefined, undefined, 'referral'],
      country: [undefined, undefined, 'SE', 'DE,AT'],
      amount_from: [undefined, undefined, undefined, '20000', '89000'],
      amount_to: [undefined, undefined, undefined, '60000'],
      submitted_from: [undefined, undefined, days(30), days(900)],
      submitted_to: [undefined, undefined, days(20)],
      due: [undefined, undefined, undefined, 'overdue'],
      changed_since: [undefined, undefined, undefined, all[2000]?.changed_at],
      q: [undefined, undefined, undefined, 'widget 12', 'widget 1', 'c77.example'],
    }
    // A fixed sequence: the same combinations every time.
    let state = 7
    const next = (n: number) => (state = (state * 1103515245 + 12345) % 2147483648) % n
    const orders = ORDERS.filter((order): order is Exclude<ListOrder, 'ending'> => order !== 'ending')
    for (let n = 0; n < 60; n++) {
      const q: Query = {}
      for (const [name, values] of Object.entries(choices)) {
        const value = values[next(values.length)]
        if (value !== undefined) q[name] = value
      }
      const order = orders[n % orders.length] ?? 'newest'
      const { ids } = await pages(manager, { ...q, order })
      expect(ids, `${JSON.stringify(q)} by ${order}`).toEqual(expected(all, q, order, now))
    }
  }, 120_000)

  test('walks a bounded distance at a time past what does not fit', async () => {
    expect(ROWS).toBeGreaterThan(WALK_MAX)
    expect(ROWS / 97).toBeLessThan(NARROW_MAX)
    // No index holds countries, and none of these rows is among the first: the page is short, and goes on.
    const first = await world.act(manager, 'registration.list', { query: { country: 'XX', limit: 50 } })
    expect(first).toMatchObject({ rows: [], next_cursor: expect.any(String) })
    expect(await pages(manager, { country: 'XX' })).toEqual({ ids: [], pages: 2 })
  })

  test('refuses a cursor of another order', async () => {
    const { next_cursor } = await world.act(manager, 'registration.list', { query: { order: 'name' } })
    for (const order of ORDERS.filter((one) => !one.startsWith('name')))
      await expect(world.act(manager, 'registration.list', { query: { order, cursor: next_cursor } })).rejects.toThrow(
        'request.invalid',
      )
  })

  test('shows a partner its own alone, without when they changed', async () => {
    const few = partners[0]
    const own = await pages(few!.admin, {})
    expect(own.ids.length).toBe(Math.floor(ROWS / 97))
    const answer = await world.act(few!.admin, 'registration.list', { query: { partner_id: partners[1]?.id } })
    expect(answer.rows).toEqual([])
    const [row] = (await world.act(few!.admin, 'registration.list', { query: {} })).rows
    expect(row).toMatchObject({ changed_at: null, claim_no: null })
  })

  test('sums each state, and says where it did not look at all', async () => {
    const all = await readAll()
    const { states } = await world.act(manager, 'registration.summary', {
      query: { status: 'in_review,withdrawn', manager_id: 'me' },
    })
    for (const state of states) {
      const own = all.filter((row) => row.status === state.status && row.manager_id === manager.membership_id)
      expect(state).toMatchObject({ count: own.length, complete: true })
      for (const { amount_minor, currency } of state.amounts)
        expect(Number(amount_minor)).toBe(
          own.filter((row) => row.currency === currency).reduce((sum, row) => sum + Number(row.amount_minor), 0),
        )
    }
    const whole = await world.act(manager, 'registration.summary', { query: {} })
    expect(whole.states.map(({ status }) => status)).toEqual([...STATUSES])
  })
})

test('a row says when it changed, in wall time, whoever changed it', async () => {
  const { admin } = await org.partner('Changing')
  const made = await world.act(admin, 'registration.submit', {
    body: {
      account_name: 'Changing Works',
      account_domain: 'changingworks.example',
      account_country: 'DE',
      amount: { amount_minor: '10000000', currency: 'EUR' },
      expected_close_on: '2030-01-31',
    },
  })
  const since = instant(wallMs())
  await world.act(manager, 'registration.reject', { params: { id: made.id }, body: { reason: 'no' } })
  const { rows: changed } = await world.act(manager, 'registration.list', { query: { changed_since: since } })
  expect(changed.map((row) => row.id)).toEqual([made.id])
  expect(uuidOf('registration', changed[0]?.id ?? '')).toBeTruthy()
})
