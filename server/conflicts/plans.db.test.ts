import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { wallNow } from '#server/platform/clock.ts'
import { settingsOf } from '#server/platform/postgres/database.ts'
import { sql, Tx, type Sql } from '#server/platform/postgres/sql.ts'
import * as consents from '#server/consents/store.ts'
import * as contact from '#server/consents/contact-store.ts'
import { makeWorld, type World } from '#tests/make/world.ts'
import * as store from './store.ts'

const ROWS = 30_000
const LARGE = new Set([
  'consent',
  'conflict',
  'conflict_answer',
  'protection',
  'registration',
  'registration_activity',
  'opportunity',
  'account',
])

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

/** Explains what the stores send, as the app's role under row-level security. */
class Explaining extends Tx {
  readonly wrong: string[] = []
  count = 0
  /** Rows of one table that a statement may read: a page and a little more. */
  most = 800
  override async rows<T>(statement: Sql): Promise<T[]> {
    const explained = { ...statement, text: `explain (analyze, format json) ${statement.text}`, name: undefined }
    const [row] = await super.rows<{ 'QUERY PLAN': [{ Plan: Plan }] }>(explained)
    const walk = (node: Plan): void => {
      const read = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
      if (LARGE.has(node['Relation Name'] ?? '') && read > this.most)
        this.wrong.push(
          `${node['Node Type']} on ${node['Relation Name']} reads ${read} rows: ${statement.text.slice(0, 400)}`,
        )
      node.Plans?.forEach(walk)
    }
    if (row) walk(row['QUERY PLAN'][0].Plan)
    this.count += 1
    return []
  }
}

let world: World
let org_id: string
let partner_id: string
let ids: { accounts: string[]; opportunities: string[]; registrations: string[]; members: string[] }

beforeAll(async () => {
  world = await makeWorld()
  const org = await world.makeOrg('plans')
  org_id = org.org_id
  const partner = await org.partner('Holders', { track: 'reseller', tier: 'silver', status: 'active' })
  partner_id = partner.uuid
  const manager = await org.member('partner_manager')
  const { id } = await world.act(partner.admin, 'registration.submit', {
    body: {
      account_name: 'Seed Works',
      account_domain: 'seedworks.example',
      account_country: 'DE',
      amount: { amount_minor: '10000000', currency: 'EUR' },
      expected_close_on: '2035-01-31',
    },
  })
  expect(id).toMatch(/^reg_/)
  const run = (statement: Sql) =>
    world.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) => tx.run(statement))
  const rows = <T>(statement: Sql) =>
    world.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))
  await run(sql`insert into account (org_id, id, name, name_key, created_at)
    select ${org_id}, gen_random_uuid(), 'Works ' || n, 'works ' || n, now() from generate_series(1, ${ROWS}::int) n`)
  await run(sql`insert into opportunity (org_id, id, name, account_id, stage, created_at)
    select ${org_id}, gen_random_uuid(), 'Sale', a.id, 'open', now() from account a where a.org_id = ${org_id} and a.name like 'Works %'`)
  // Copies of one registration, so that every column has a value that fits; each on an account of its own.
  await run(sql`insert into registration select (r).* from (
      select jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'account_id', a.id, 'claim_no', nextval('claim_no'),
        'account_name_key', a.name_key, 'status', 'approved')) as r
      from registration s, account a where s.org_id = ${org_id} and a.org_id = ${org_id} and a.name like 'Works %') x`)
  await run(sql`insert into protection (org_id, id, registration_id, partner_id, account_id, lines, starts_at, ends_at, promised_ends_at)
    select r.org_id, gen_random_uuid(), r.id, r.partner_id, r.account_id, r.lines, now() - interval '1 day', now() + interval '30 days', now() + interval '30 days'
    from registration r where r.org_id = ${org_id} and r.account_name_key like 'works %'`)
  await run(sql`insert into registration_activity (org_id, id, registration_id, partner_id, kind, happened_on, counts, logged_at, logged_by, side)
    select r.org_id, gen_random_uuid(), r.id, r.partner_id, 'call', current_date, true, now(), 'operator', 'partner'
    from registration r where r.org_id = ${org_id} and r.account_name_key like 'works %'`)
  await run(sql`insert into consent (org_id, id, account_id, registration_id, partner_id, status, asked_at, asked_by, purpose, answer_due_at,
      answered_at, ends_at)
    select r.org_id, gen_random_uuid(), r.account_id, r.id, r.partner_id, case when random() < 0.02 then 'asked' when random() < 0.02 then 'granted' else 'lapsed' end,
      now(), 'person:' || gen_random_uuid(), 'x', now() + interval '3 days', now(), now() + interval '9 days'
    from registration r where r.org_id = ${org_id} and r.account_name_key like 'works %'`)
  await run(sql`insert into conflict (org_id, id, account_id, held_account_id, opportunity_id, registration_id, protection_id, partner_id, manager_id,
      status, waits_for, came_by, raised_at, answer_due_at, resolved_at, ruling_id)
    select r.org_id, gen_random_uuid(), r.account_id, r.account_id, o.id, r.id, r.id, r.partner_id, ${manager.membership_id}::uuid,
      case when n < 400 then 'open' else 'stands_aside' end, (array['both', 'partner', 'direct', 'manager'])[n % 4 + 1], 'imported', now(),
      now() + (n - 200) * interval '1 minute', case when n >= 400 then now() end, r.id
    from (select r.*, row_number() over () as n from registration r where r.org_id = ${org_id} and r.account_name_key like 'works %') r
      join opportunity o on o.org_id = r.org_id and o.account_id = r.account_id`)
  const owner = new pg.Client({ ...inject('postgres').owner, database: world.db.pool.options.database })
  await owner.connect()
  await owner.query('vacuum (analyze)')
  await owner.end()
  const some = await rows<{ a: string; o: string; r: string }>(
    sql`select account_id as a, opportunity_id as o, registration_id as r from conflict where org_id = ${org_id} order by id limit 1000`,
  )
  ids = {
    accounts: some.map(({ a }) => a),
    opportunities: some.map(({ o }) => o),
    registrations: some.map(({ r }) => r),
    members: [manager.membership_id ?? ''],
  }
}, 120_000)
afterAll(() => world.drop())

async function explained(
  scope: 'org' | 'partner',
  ask: (tx: Explaining) => Promise<unknown>,
  most = 800,
): Promise<Explaining> {
  const client = await world.db.pool.connect()
  try {
    const tx = new Explaining(client)
    tx.most = most
    await client.query('begin')
    await client.query(settingsOf({ org_id, scope, partner_id: scope === 'partner' ? partner_id : null }))
    await ask(tx)
    await client.query('rollback')
    return tx
  } finally {
    client.release()
  }
}

test('lists and counts of conflicts and consents read about what they answer', async () => {
  const now = wallNow()
  const [account_id] = ids.accounts
  const [registration_id] = ids.registrations
  const [opportunity_id] = ids.opportunities
  const [manager_id] = ids.members
  for (const scope of ['org', 'partner'] as const) {
    const own = scope === 'partner' ? { partner_id } : {}
    const { wrong, count } = await explained(scope, async (tx) => {
      for (const more of [
        {},
        { status: 'open' as const },
        { status: 'stands_aside' as const },
        { waits_for: 'partner' as const },
        { waits_for: 'manager' as const },
        { registration_id },
        ...(scope === 'org'
          ? [{ manager_id, status: 'open' as const }, { account_id }, { opportunity_id }, { partner_id }]
          : []),
      ])
        await store.listConflicts(tx, org_id, { ...own, ...more, limit: 51 })
      await store.listOverdue(tx, org_id, { ...own, now, limit: 51 })
      await store.countConflicts(tx, org_id, scope === 'partner' ? partner_id : null, now)
      for (const more of [{}, { status: 'asked' as const }, { registration_id }, { asked_by: 'person:nobody' }])
        await consents.listConsents(tx, org_id, { ...own, ...more, limit: 51 })
    })
    expect(wrong).toEqual([])
    expect(count).toBeGreaterThan(10)
  }
})

test('a thousand accounts are looked up in one statement that reads no more than they have', async () => {
  const now = wallNow()
  const one = await explained('org', (tx) => contact.listHolders(tx, org_id, ids.accounts.slice(0, 1), now), 20)
  const many = await explained(
    'org',
    async (tx) => {
      await contact.listHolders(tx, org_id, ids.accounts, now)
      await store.listSales(tx, org_id, ids.opportunities)
      await store.listSettled(tx, org_id, ids.opportunities, ['open', 'shared'])
    },
    2200,
  )
  expect([one.wrong, many.wrong]).toEqual([[], []])
  expect([one.count, many.count]).toEqual([1, 3])
})
