import { describe, expect, test } from 'vitest'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { DAY_MS } from '#kit/instant.ts'
import { moveClock } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import {
  dump,
  account,
  get,
  claim,
  registration,
  merge,
  undo,
  refusalOf,
  rowsOf,
  held,
  place,
  world,
  mergeThere,
} from '#tests/make/merge-place.ts'
import { undoMerge } from './index.ts'

mergeThere()

describe('a merge is undone', () => {
  test('merging and undoing is the identity, over all tables', async () => {
    const at = await place()
    const deal = await held(at, at.quay.admin, 'Borealis Chemie', { account_tax_id: 'DE900' })
    await claim(at.dock.admin, 'Borealis Chemie')
    const lost = await claim(at.dock.admin, 'Rostock Reederei')
    await world.act(at.dock.admin, 'registration.withdraw', { params: { id: lost.id }, body: {} })
    const child = await account(at, 'Borealis Pharma', { parent_id: deal.account_id })
    const other = await account(at, 'Borealis Group', { country: 'DE' })
    const third = await account(at, 'Borealis Holding', { parent_id: other.id })
    const small = await account(at, 'Borealis')
    await world.act(at.org.operator, 'opportunity.create', { body: { name: 'Plant', account_id: deal.account_id } })
    const first = await merge(at, small.id, deal.account_id)
    expect(child.parent_id).toBe(deal.account_id)
    for (const [loser, winner] of [
      [deal.account_id, other.id],
      [other.id, deal.account_id],
      [deal.account_id, third.id],
      [other.id, third.id],
      [third.id, other.id],
      [child.id, deal.account_id],
      [deal.account_id, child.id],
    ] as const) {
      const before = await dump(at.org.org_id)
      const made = await merge(at, loser, winner)
      expect(await dump(at.org.org_id)).not.toEqual(before)
      const undone = await undo(at, made.id)
      expect(undone).toMatchObject({ status: 'undone', kept: [] })
      expect(await dump(at.org.org_id)).toEqual(before)
    }
    const made = await merge(at, deal.account_id, other.id)
    expect((await get(at, small.id)).id).toBe(other.id)
    // What a later merge stands on waits for that.
    expect(await refusalOf(undo(at, first.id))).toBe('merge.later_merge')
    await undo(at, made.id)
    await undo(at, first.id)
    expect((await get(at, small.id)).id).toBe(small.id)
    expect(await refusalOf(undo(at, first.id))).toBe('merge.undone_already')
  })

  test('what came later stays, what was changed since stays, and both are told', async () => {
    const at = await place()
    const deal = await held(at, at.quay.admin, 'Lumen Optik')
    const other = await account(at, 'Lumen Optics')
    const made = await merge(at, deal.account_id, other.id)
    const now = await get(at, other.id)
    await world.act(at.org.operator, 'account.edit', {
      params: { id: other.id },
      query: { if_match: now.revision },
      body: { domain: 'lumen.example' },
    })
    const sale = await world.act(at.org.operator, 'opportunity.create', { body: { name: 'New', account_id: other.id } })
    const undone = await undo(at, made.id)
    expect(undone.kept).toEqual(
      expect.arrayContaining([
        { code: 'field_changed', field: 'domain' },
        { code: 'came_later', noun: 'opportunity', count: 1 },
      ]),
    )
    expect((await world.act(at.manager, 'opportunity.get', { params: { id: sale.id } })).account?.id).toBe(other.id)
    expect((await get(at, other.id)).domain).toBe('lumen.example')
    expect(await registration(at.manager, deal.id)).toMatchObject({ account: { id: deal.account_id } })
  })

  test('a claim that was approved after the merge goes back with its protection, and the other account comes free', async () => {
    const at = await place()
    const waits = await claim(at.quay.admin, 'Sigma Tools', { amount: { amount_minor: '990000000', currency: 'EUR' } })
    expect(waits.status).toBe('in_review')
    const loser = (await registration(at.manager, waits.id)).account?.id ?? ''
    const other = await account(at, 'Sigma Tooling')
    const made = await merge(at, loser, other.id)
    await world.act(at.manager, 'registration.approve', { params: { id: waits.id }, body: {} })
    await undo(at, made.id)
    const [row] = await rowsOf<{ account_id: string }>(
      at.org,
      sql`select account_id from protection where registration_id = ${uuidOf('registration', waits.id)}`,
    )
    expect(toWireId('account', row?.account_id ?? '')).toBe(loser)
    await moveClock(world.runtime, at.org.org_id, 400 * DAY_MS)
    expect((await registration(at.manager, waits.id)).status).toBe('expired')
  })

  test('a protection that was over long ago does not stop a merge, and stays where it was', async () => {
    const at = await place()
    const mine = await held(at, at.quay.admin, 'Omega Print')
    const theirs = await held(at, at.dock.admin, 'Papierwerk Sued')
    await world.act(at.manager, 'registration.revoke', { params: { id: theirs.id }, body: { reason: 'Over.' } })
    const made = await merge(at, mine.account_id, theirs.account_id)
    expect(made.status).toBe('merged')
    const before = await dump(at.org.org_id)
    const [onward] = [await account(at, 'Omega')]
    const second = await merge(at, theirs.account_id, onward.id)
    await undo(at, second.id)
    const after = await dump(at.org.org_id)
    expect(after['protection']).toEqual(before['protection'])
    await undo(at, made.id)
  })
})

test('undoing is a command like any other: tried out, it keeps nothing', async () => {
  const at = await place()
  const [a, b] = [await account(at, 'Left'), await account(at, 'Right')]
  const made = await merge(at, a.id, b.id)
  const call = { runtime: world.runtime, actor: at.manager, request_id: 'test', dry_run: true }
  const { answer } = await undoMerge.run(call, { params: { id: made.id }, body: { reason: 'Looking.' } })
  expect(answer.status).toBe('undone')
  expect((await get(at, a.id)).id).toBe(b.id)
  expect(await world.act(at.manager, 'merge.list', { query: { account_id: a.id } })).toMatchObject({
    rows: [{ id: made.id, abilities: ['undo'] }],
  })
})
