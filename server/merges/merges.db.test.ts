import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { uuidOf } from '#kit/ids.ts'
import { keepApart } from '#server/accounts/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import {
  dump,
  account,
  get,
  claim,
  registration,
  merge,
  undo,
  tryOut,
  refusalOf,
  rowsOf,
  held,
  place,
  world,
  mergeThere,
} from '#tests/make/merge-place.ts'
import type { ClaimAnswer } from './contract.ts'

mergeThere()

describe('two accounts that are one company become one', () => {
  test('what is alive moves, blanks are filled, and the old address and name lead to the one that stands', async () => {
    const at = await place()
    const deal = await held(at, at.quay.admin, 'Nordwind Energie')
    const survivor = await account(at, 'Nordwind Energy GmbH', { city: 'Bremen' })
    const sale = await world.act(at.org.operator, 'opportunity.create', {
      body: { name: 'Turbines', account_id: deal.account_id },
    })
    const made = await merge(at, deal.account_id, survivor.id)
    expect(made).toMatchObject({ status: 'merged', loser: { id: deal.account_id }, winner: { id: survivor.id } })
    expect(made.moved).toEqual(
      expect.arrayContaining([
        { noun: 'opportunity', count: 1 },
        { noun: 'protection', count: 1 },
        { noun: 'registration', count: 1 },
      ]),
    )
    expect(made.filled).toEqual(
      expect.arrayContaining([{ field: 'domain', before: null, after: 'nordwindenergie.example' }]),
    )
    expect((await registration(at.manager, deal.id)).account?.id).toBe(survivor.id)
    expect((await world.act(at.manager, 'opportunity.get', { params: { id: sale.id } })).account?.id).toBe(survivor.id)
    expect(await get(at, deal.account_id)).toMatchObject({
      id: survivor.id,
      city: 'Bremen',
      domain: 'nordwindenergie.example',
      merged_from: [{ id: deal.account_id, name: 'Nordwind Energie' }],
    })
    const { groups } = await world.act(at.manager, 'search.find', {
      query: { q: 'nordwind energie', nouns: 'account' },
    })
    expect(groups.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual([survivor.id])
    const { rows: listed } = await world.act(at.manager, 'account.list', { query: { q: 'Nordwind' } })
    expect(listed.map(({ id, merged_count }) => ({ id, merged_count }))).toEqual([{ id: survivor.id, merged_count: 1 }])
    const again = await claim(at.dock.admin, 'Nordwind Energie')
    expect(again.status).toBe('queued')
  })

  test('it is a ruling that replays, with an audit row and an event', async () => {
    const at = await place()
    const [a, b] = [await account(at, 'Alpha Works'), await account(at, 'Alfa Works')]
    const made = await merge(at, a.id, b.id)
    const ruling = await world.act(at.manager, 'ruling.get', { params: { id: made.ruling_id } })
    expect(ruling).toMatchObject({
      kind: 'merge',
      decider: 'merge@1',
      subject_id: made.id,
      outcome: { status: 'merged' },
    })
    const replay = await world.act(at.manager, 'ruling.replay', { params: { id: made.ruling_id }, body: {} })
    expect(replay).toMatchObject({ same: true })
    const { rows: events } = await world.act(at.manager, 'event.list', { query: { subject_id: b.id } })
    expect(events[0]).toMatchObject({ type: 'account.merged', body: { merge_id: made.id, loser_id: a.id } })
    const audit = await rowsOf<{ verb: string }>(
      at.org,
      sql`select verb from audit where subject_id = ${uuidOf('account', a.id)} order by id desc limit 1`,
    )
    expect(audit).toEqual([{ verb: 'account.merged' }])
  })

  test('trying it out shows what would move and keeps nothing', async () => {
    const at = await place()
    const deal = await held(at, at.quay.admin, 'Kelp Foods')
    const other = await account(at, 'Kelp Food')
    const before = await dump(at.org.org_id)
    expect(await tryOut(at, deal.account_id, other.id)).toMatchObject({ status: 'merged', obstacles: [] })
    expect(await dump(at.org.org_id)).toEqual(before)
  })

  test('two queues join in the order in which the claims were made', async () => {
    const at = await place()
    const first = await held(at, at.quay.admin, 'Union Mills')
    const third = await claim(at.dock.admin, 'Union Mills')
    expect(third.status).toBe('queued')
    const other = await account(at, 'Union Mill Company', { domain: 'unionmill.example' })
    const pier = await at.org.partner('Pier', { track: 'reseller', tier: 'silver', status: 'active' })
    const last = await claim(pier.admin, 'Union Mill Company', { account_domain: 'unionmill.example' })
    expect((await registration(at.manager, last.id)).account?.id).toBe(other.id)
    // Who came later stands behind: nothing is taken from the one that holds.
    const shown = await tryOut(at, other.id, first.account_id)
    const clashes = shown.obstacles.flatMap((obstacle) => obstacle.clashes)
    const end = clashes.map((clash: { loser: ClaimAnswer }) => clash.loser.registration.id)
    await merge(at, other.id, first.account_id, { resolve: { end } })
    await world.act(at.manager, 'registration.revoke', { params: { id: first.id }, body: { reason: 'Over.' } })
    expect((await registration(at.manager, third.id)).status).not.toBe('queued')
  })
})

describe('a merge stops where it would take something from somebody', () => {
  test('two protections of one line: both sides are shown, and who says which ends gets one', async () => {
    const at = await place()
    const mine = await held(at, at.quay.admin, 'Harbour Steel')
    const theirs = await held(at, at.dock.admin, 'Ostsee Metall')
    const waiting = await claim(at.quay.admin, 'Ostsee Metall')
    expect(await refusalOf(merge(at, mine.account_id, theirs.account_id))).toBe('merge.stopped')
    const shown = await tryOut(at, mine.account_id, theirs.account_id)
    expect(shown).toMatchObject({ status: 'stopped' })
    expect(shown.obstacles.map(({ code }) => code)).toContain('protections')
    const clash = shown.obstacles.find(({ code }) => code === 'protections')?.clashes[0]
    expect(clash).toMatchObject({
      loser: { registration: { id: mine.id }, partner: { name: 'Quay' }, account: 'loser' },
      winner: { registration: { id: theirs.id }, partner: { name: 'Dock' }, account: 'winner' },
    })
    expect(clash?.loser.protected_until).not.toBeNull()
    // Quay waits at the other account too: that goes first.
    const resolve = { end: [theirs.id, waiting.id] }
    const made = await merge(at, mine.account_id, theirs.account_id, { resolve })
    expect(made.ended).toEqual([theirs.id, waiting.id].sort())
    expect((await registration(at.manager, theirs.id)).status).toBe('revoked')
    expect(await registration(at.manager, mine.id)).toMatchObject({
      status: 'approved',
      account: { id: theirs.account_id },
    })
  })

  test('who waits behind the claim that ends does not slip past the one that stays', async () => {
    const at = await place()
    const mine = await held(at, at.quay.admin, 'Delta Ports')
    const theirs = await held(at, at.dock.admin, 'Rheinhafen Logistik')
    const pier = await at.org.partner('Pier', { track: 'reseller', tier: 'silver', status: 'active' })
    const waits = await claim(pier.admin, 'Delta Ports')
    expect(waits.status).toBe('queued')
    await merge(at, mine.account_id, theirs.account_id, { resolve: { end: [mine.id] } })
    expect(await registration(at.manager, waits.id)).toMatchObject({
      status: 'queued',
      account: { id: theirs.account_id },
    })
  })

  test('one partner with an open claim on each; different tax ids in one country; an account that is held', async () => {
    const at = await place()
    const a = await held(at, at.quay.admin, 'Gamma Labs')
    const b = await held(at, at.quay.admin, 'Nuvo Diagnostics')
    expect(a.account_id).not.toBe(b.account_id)
    expect((await tryOut(at, a.account_id, b.account_id)).obstacles.map(({ code }) => code)).toEqual(['own_claims'])

    const [c, d] = [
      await account(at, 'Epsilon', { country: 'DE', tax_id: 'DE 111' }),
      await account(at, 'Epsilon AG', { country: 'DE', tax_id: 'DE 222' }),
    ]
    const stopped = await tryOut(at, c.id, d.id)
    expect(stopped.obstacles).toMatchObject([{ code: 'tax_ids', tax_ids: { loser: 'DE 111', winner: 'DE 222' } }])
    const kept = await merge(at, c.id, d.id, { resolve: { keep_tax_id: true } })
    expect(await get(at, c.id)).toMatchObject({ id: d.id, tax_id: 'DE 222' })
    await undo(at, kept.id)
    expect(await get(at, c.id)).toMatchObject({ id: c.id, tax_id: 'DE 111' })

    const e = await account(at, 'Zeta')
    await world.db.transaction({ org_id: at.org.org_id, scope: 'org', partner_id: null }, (tx) =>
      tx.run(sql`insert into hold (org_id, id, kind, noun, subject_id, account_id, by_noun, by_id, placed_at)
        values (${at.org.org_id}, gen_random_uuid(), 'account', 'account', ${uuidOf('account', e.id)}, ${uuidOf('account', e.id)}, 'dispute', gen_random_uuid(), now())`),
    )
    expect((await tryOut(at, e.id, c.id)).obstacles).toMatchObject([{ code: 'held', by: [{ noun: 'dispute' }] }])
    expect(await refusalOf(merge(at, e.id, c.id))).toBe('merge.stopped')
  })

  test('with itself, into one that is merged away, in a circle, twice, unknown, of another org, by somebody who may not', async () => {
    const at = await place()
    const elsewhere = await place()
    const [a, b, c] = [await account(at, 'One'), await account(at, 'Two'), await account(at, 'Three')]
    const foreign = await account(elsewhere, 'Foreign')
    expect(await refusalOf(merge(at, a.id, a.id))).toBe('merge.with_itself')
    await merge(at, a.id, b.id)
    expect(await refusalOf(merge(at, a.id, c.id))).toBe('merge.already_merged')
    expect(await refusalOf(merge(at, c.id, a.id))).toBe('merge.into_merged')
    expect(await refusalOf(merge(at, b.id, a.id))).toBe('merge.circle')
    expect(await refusalOf(merge(at, foreign.id, b.id))).toBe('request.not_found')
    expect(await refusalOf(merge(at, c.id, foreign.id))).toBe('account.unknown')
    expect(await refusalOf(merge(at, c.id, b.id, {}, await at.org.member('viewer')))).toBe('access.not_allowed')
    expect(await refusalOf(merge(at, c.id, b.id, {}, at.quay.admin))).toBe('access.not_allowed')
    const stranger = await claim(at.quay.admin, 'Stranger Company')
    expect(await refusalOf(merge(at, c.id, b.id, { resolve: { end: [stranger.id] } }))).toBe('merge.not_in_the_way')
  })
})

describe('a merge meets others at the same moment', () => {
  test('a claim that is being made lands on the account that stands, whoever is first', async () => {
    for (let turn = 0; turn < 6; turn++) {
      const at = await place()
      const deal = await held(at, at.quay.admin, `Racing Bikes ${turn}`)
      const other = await account(at, 'Velodrome Holding')
      const claims = [claim(at.dock.admin, `Racing Bikes ${turn}`), merge(at, deal.account_id, other.id)] as const
      const [made] = await Promise.all(turn % 2 ? claims : ([claims[0], claims[1]] as const))
      expect(await registration(at.manager, made.id)).toMatchObject({ status: 'queued', account: { id: other.id } })
      const strays = await rowsOf(
        at.org,
        sql`select r.id from registration r join account a on a.org_id = r.org_id and a.id = r.account_id where a.merged_into is not null`,
      )
      expect(strays).toEqual([])
    }
  })

  test('two merges of one account: one is done, the other is told', async () => {
    const at = await place()
    const [a, b, c] = [await account(at, 'Aaa'), await account(at, 'Bbb'), await account(at, 'Ccc')]
    const both = await Promise.all([refusalOf(merge(at, a.id, b.id)), refusalOf(merge(at, a.id, c.id))])
    expect(both.sort()).toEqual(['carried out', 'merge.already_merged'])
    const crossed = await Promise.all([refusalOf(merge(at, b.id, c.id)), refusalOf(merge(at, c.id, b.id))])
    expect(crossed.filter((code) => code === 'carried out')).toHaveLength(1)
  })

  test('a decision on a claim that waits for the lock finds its account', async () => {
    const at = await place()
    const waits = await claim(at.quay.admin, 'Theta Glass', { amount: { amount_minor: '990000000', currency: 'EUR' } })
    const loser = (await registration(at.manager, waits.id)).account?.id ?? ''
    const other = await account(at, 'Theta Glazing')
    const approve = world.act(at.manager, 'registration.approve', { params: { id: waits.id }, body: {} })
    await Promise.all([approve, merge(at, loser, other.id)])
    expect(await registration(at.manager, waits.id)).toMatchObject({ status: 'approved', account: { id: other.id } })
  })
})

test('every table that says at which account its rows stand is moved by a merge, or stays with a reason', async () => {
  const STAYS: Record<string, string> = {
    account_key: 'tax ids go over by themselves',
    account_clue: 'what was known of the merged account leads to the one that stands',
    account_alias: 'what people said of the merged account leads to the one that stands',
    account_apart: 'what people said of the merged account leads to the one that stands',
    match: 'an answered question says which account it was then',
  }
  const client = new pg.Client(world.owner)
  await client.connect()
  const { rows } = await client.query<{ name: string; column: string }>(`select c.relname as name, a.attname as column
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where a.attname in ('account_id', 'held_account_id') and c.relkind in ('r', 'p') and not c.relispartition
      and c.relnamespace = 'public'::regnamespace and not a.attisdropped order by 1`)
  await client.end()
  const moved = new Set(world.runtime.account_rows.map(({ noun }) => noun))
  const forgotten = rows
    .map(({ name, column }) => (column === 'account_id' ? name : `${name}.${column}`))
    .filter((noun) => !moved.has(noun) && !STAYS[noun])
  expect(forgotten, 'give these to account_rows of their shop (server/command/account-rows.ts)').toEqual([])
})

test('whoever said that they are two is heard: it stops the merge until somebody says that they are one all the same', async () => {
  const at = await place()
  const [old, standing] = [await account(at, 'Vester Marine'), await account(at, 'Vester Maritime')]
  const [loser_id, winner_id] = [uuidOf('account', old.id), uuidOf('account', standing.id)]
  const words = () =>
    rowsOf<{ holds: boolean }>(at.org, sql`select revoked_at is null as holds from account_apart order by id`)
  await world.db.transaction({ org_id: at.org.org_id, scope: 'org', partner_id: null }, async (tx) => {
    const by = { at: '2026-01-01T00:00:00.000Z' as const, by: 'operator', source_id: null }
    keepApart(tx, at.org.org_id, loser_id, { account_id: winner_id }, by)
    keepApart(tx, at.org.org_id, winner_id, { name: 'Vester Marine', domain: null, country: 'DE' }, by)
    keepApart(tx, at.org.org_id, winner_id, { name: 'Vester Motors', domain: null, country: null }, by)
    await tx.settle()
  })
  expect((await tryOut(at, old.id, standing.id)).obstacles).toMatchObject([{ code: 'said', resolved_by: 'confirming' }])
  expect(await refusalOf(merge(at, old.id, standing.id))).toBe('merge.stopped')
  const made = await merge(at, old.id, standing.id, { resolve: { despite_word: true } })
  // What was said of the pair holds no more; what was said of others does.
  expect((await words()).map(({ holds }) => holds)).toEqual([false, false, true])
  await undo(at, made.id)
  expect((await words()).map(({ holds }) => holds)).toEqual([true, true, true])
})

test('whoever names the account that was merged away means the one that stands', async () => {
  const at = await place()
  const [old, standing] = [await account(at, 'Former Name'), await account(at, 'Present Name')]
  await merge(at, old.id, standing.id)
  const sale = await world.act(at.org.operator, 'opportunity.create', { body: { name: 'Late', account_id: old.id } })
  expect(sale.account?.id).toBe(standing.id)
  expect((await world.act(at.manager, 'account.family', { params: { id: old.id } })).id).toBe(standing.id)
})
