import { expect, test } from 'vitest'
import { toWireId } from './ids.ts'
import { actorFromWire, actorOnWire, readWireId, withWireIds } from './wire-ids.ts'

const uuid = '0198f0c2-a1b4-7c3d-9e5f-6a7b8c9d0e1f'

test('tells the noun of any id on the wire', () => {
  expect(readWireId(toWireId('registration', uuid))).toEqual({ noun: 'registration', uuid })
  expect(readWireId(toWireId('mail', uuid))).toEqual({ noun: 'mail', uuid })
})

test.each(['', 'reg', 'reg_', 'xyz_0198f0c2a1b47c3d9e5f6a7b8c9d0e1f', 'reg_0198f0c2a1b47c3d9e5f6a7b8c9d0e1', uuid])(
  'finds no id in %j',
  (text) => expect(readWireId(text)).toBeNull(),
)

test('puts the noun on every id whose field says what it points at, at any depth', () => {
  const kept = {
    id: uuid,
    account_id: uuid,
    manager_id: uuid,
    before: { partner_id: null, name: uuid },
    account_ids: [uuid],
  }
  expect(withWireIds(kept, 'registration')).toEqual({
    id: toWireId('registration', uuid),
    account_id: toWireId('account', uuid),
    manager_id: toWireId('membership', uuid),
    before: { partner_id: null, name: uuid },
    account_ids: [toWireId('account', uuid)],
  })
})

test('names an actor on the wire and back', () => {
  for (const ref of [`person:${uuid}`, `key:${uuid}`, 'clock', 'operator'])
    expect(actorFromWire(actorOnWire(ref))).toBe(ref)
  expect(actorOnWire(`person:${uuid}`)).toBe(toWireId('person', uuid))
})
