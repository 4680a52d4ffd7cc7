import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import type { Actor } from '#server/command/index.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import { VIEWS_MAX } from './view.ts'
import * as store from './store.ts'

let world: World
let org: OrgWorld
let mara: Actor
let ines: Actor
let viewer: Actor

beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('viewing')
  mara = await org.member('partner_manager')
  ines = await org.member('partner_manager')
  viewer = await org.member('viewer')
})
afterAll(() => world.drop())

const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof Refused ? error.type.code : String(error)),
  )
const state = {
  filters: { status: 'in_review', manager: 'me' },
  sort: 'amount',
  columns: ['account', 'amount'],
  layout: 'board' as const,
}
const create = (actor: Actor, body: object) => world.act(actor, 'view.create', { body: { state, ...body } })
const list = (actor: Actor) => world.act(actor, 'view.list', { query: {} })
const edit = (actor: Actor, id: string, if_match: number, body: object) =>
  world.act(actor, 'view.edit', { params: { id }, query: { if_match }, body })

describe('a saved view', () => {
  test('keeps what an address says, for its owner alone unless it is shared', async () => {
    const own = await create(mara, { name: 'Mine' })
    const shared = await create(mara, { name: 'Ours', shared: true })
    expect(own).toMatchObject({ shared: false, state, abilities: ['edit', 'delete'] })
    expect((await list(mara)).rows.map((view) => view.name)).toEqual(['Mine', 'Ours'])
    expect((await list(ines)).rows.map((view) => view.name)).toEqual(['Ours'])
    expect((await list(viewer)).rows).toMatchObject([{ name: 'Ours', abilities: [] }])
    for (const who of [ines, viewer]) {
      expect(await refusalOf(edit(who, own.id, 1, { name: 'x' }))).toBe('request.not_found')
      expect(await refusalOf(world.act(who, 'view.delete', { params: { id: own.id } }))).toBe('request.not_found')
    }
    expect(await refusalOf(edit(viewer, shared.id, 1, { name: 'x' }))).toBe('access.not_allowed')
    expect(await refusalOf(create(viewer, { name: 'All of us', shared: true }))).toBe('access.not_allowed')
    const there = await (await world.makeOrg('elsewhere')).member('admin')
    expect(await refusalOf(edit(there, shared.id, 1, { name: 'x' }))).toBe('request.not_found')
    expect((await list(there)).rows).toEqual([])
  })

  test('has a name that no other of its owner has, whatever its case, also when two make it at once', async () => {
    const made = await Promise.allSettled([create(ines, { name: 'Twice' }), create(ines, { name: 'tWICE' })])
    expect(made.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    await create(mara, { name: 'Twice' })
    const other = await create(ines, { name: 'Other' })
    expect(await refusalOf(edit(ines, other.id, 1, { name: 'twice' }))).toBe('view.name_taken')
  })

  test('is edited by whoever has seen it last', async () => {
    const view = await create(mara, { name: 'Edited' })
    const next = await edit(mara, view.id, 1, { name: 'Edited again', state: { ...state, layout: 'table' } })
    expect(next).toMatchObject({ name: 'Edited again', revision: 2, state: { layout: 'table' } })
    expect(await refusalOf(edit(mara, view.id, 1, { name: 'x' }))).toBe('request.stale')
    const shared = await edit(mara, view.id, 2, { shared: true })
    expect(shared.shared).toBe(true)
    expect((await list(ines)).rows.map((one) => one.name)).toContain('Edited again')
    await world.act(ines, 'view.delete', { params: { id: view.id } })
    expect((await list(mara)).rows.map((one) => one.name)).not.toContain('Edited again')
  })

  test('is one of so many', async () => {
    const person = await org.member('channel_ops')
    for (let n = 0; n < VIEWS_MAX; n++) await create(person, { name: `View ${n}` })
    expect(await refusalOf(create(person, { name: 'One more' }))).toBe('view.too_many')
  }, 30_000)

  test('stands where its reader put it', async () => {
    const keys = ['queued', toWireId('view', ines.membership_id ?? ''), 'all']
    await world.act(ines, 'view.order', { body: { keys: [...keys, 'all'] } })
    expect((await list(ines)).order).toEqual(keys)
    expect((await list(mara)).order).toEqual([])
    const key: Actor = { ...ines, kind: 'key', membership_id: null }
    expect(await refusalOf(world.act(key, 'view.order', { body: { keys } }))).toBe('view.no_person')
    expect(await refusalOf(create(key, { name: 'Of a key' }))).toBe('view.no_person')
  })
})

test('when somebody looked is theirs, and never goes back', async () => {
  const see = (actor: Actor, at: string) =>
    world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
      store.putSeen(tx, org.org_id, actor.membership_id ?? '', 'registrations', 'approvals', at),
    )
  const [first, later] = ['2026-11-01T10:00:00.000Z', '2026-11-01T11:00:00.000Z']
  expect(await see(mara, first)).toBeNull()
  expect(await see(mara, later)).toBe(first)
  expect(await see(mara, first)).toBe(later)
  expect((await list(mara)).seen).toEqual({ approvals: later })
  expect((await list(ines)).seen).toEqual({})
  expect(uuidOf('membership', toWireId('membership', mara.membership_id ?? ''))).toBe(mara.membership_id)
})
