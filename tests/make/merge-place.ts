import pg from 'pg'
import { afterAll, beforeAll, expect } from 'vitest'
import { Refused } from '#kit/refusal.ts'
import type { Actor } from '#server/command/index.ts'
import { mergeAccounts } from '#server/merges/index.ts'
import type { sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from './world.ts'

/** What tests of merges share: a world for each file of them, an org with two partners in it, and the verbs by their names. */
export let world: World

/** Makes the world before the tests of a file, and takes it away after them. */
export function mergeThere(): void {
  beforeAll(async () => {
    world = await makeWorld()
  })
  afterAll(() => world.drop())
}

let places = 0
export type Place = Awaited<ReturnType<typeof place>>

/** An org with somebody who may merge, and two partners. */
export async function place(change?: (yaml: string) => string) {
  places += 1
  const org = await world.makeOrg(`merging${places}`, change)
  const manager = await org.member('partner_manager')
  const tier = { track: 'reseller', tier: 'silver', status: 'active' }
  const [quay, dock] = [await org.partner('Quay', tier), await org.partner('Dock', tier)]
  return { org, manager, quay, dock }
}

export const account = (at: Place, name: string, more: object = {}) =>
  world.act(at.org.operator, 'account.create', { body: { name, ...more } })
export const get = (at: Place, id: string, by: Actor = at.manager) => world.act(by, 'account.get', { params: { id } })
export const claim = (by: Actor, name: string, more: object = {}) =>
  world.act(by, 'registration.submit', {
    body: {
      account_name: name,
      account_domain: `${name.toLowerCase().replaceAll(' ', '')}.example`,
      account_country: 'DE',
      amount: { amount_minor: '1000000', currency: 'EUR' },
      expected_close_on: '2035-01-31',
      ...more,
    },
  })
export const registration = (by: Actor, id: string) => world.act(by, 'registration.get', { params: { id } })
export const merge = (at: Place, id: string, into: string, more: object = {}, by: Actor = at.manager) =>
  world.act(by, 'account.merge', { params: { id }, body: { into, reason: 'One company under two names.', ...more } })
export const undo = (at: Place, id: string) =>
  world.act(at.manager, 'merge.undo', { params: { id }, body: { reason: 'They are two companies.' } })
export const tryOut = async (at: Place, id: string, into: string, more: object = {}) => {
  const body = { into, reason: 'Looking.', ...more }
  const call = { runtime: world.runtime, actor: at.manager, request_id: 'test', dry_run: true }
  return (await mergeAccounts.run(call, { params: { id }, body })).answer
}
export const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof Refused ? error.type.code : String(error)),
  )
export const rowsOf = <T>(org: OrgWorld, statement: ReturnType<typeof sql>) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))

/** A claim that is approved at once, with the account that it brought. */
export async function held(at: Place, by: Actor, name: string, more: object = {}) {
  const deal = await claim(by, name, more)
  if (deal.status === 'in_review')
    await world.act(at.manager, 'registration.approve', { params: { id: deal.id }, body: {} })
  const { status, account: of } = await registration(at.manager, deal.id)
  expect(status).toBe('approved')
  return { id: deal.id, account_id: of?.id ?? '' }
}

/** Every row of every table of an org, but for what is only ever added to, and for what says that it was touched. */
export async function dump(org_id: string): Promise<Record<string, string[]>> {
  const client = new pg.Client(world.owner)
  await client.connect()
  try {
    await client.query(`select set_config('app.org', $1, false), set_config('app.scope', 'org', false)`, [org_id])
    const { rows: tables } = await client.query<{ name: string }>(`select c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
      where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace order by 1`)
    const all: Record<string, string[]> = {}
    for (const { name } of tables.filter(({ name: table }) => !GROWS.has(table))) {
      const { rows } = await client.query<{ row: string }>(
        `select (to_jsonb(t) - 'revision' - 'changed_at')::text as row from ${name} t where org_id = $1 order by 1`,
        [org_id],
      )
      all[name] = rows.map(({ row }) => row)
    }
    return all
  } finally {
    await client.end()
  }
}

/** What happened stays; counts and words of search are made from the rest. */
const GROWS = new Set([
  ...['audit', 'event', 'ruling', 'merge', 'merge_move', 'seal', 'idempotency', 'org_clock'],
  ...[
    'registration_count',
    'registration_count_change',
    'registration_report',
    'report_cursor',
    'notice',
    'notice_reader',
  ],
])
