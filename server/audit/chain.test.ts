import { expect, test } from 'vitest'
import { breaksOf, chainHash, chainStart, type AuditRow } from './chain.ts'

const org_id = '0198f0c2-a1b4-7c3d-9e5f-6a7b8c9d0e1f'
const row = (seq: number): AuditRow => ({
  id: `0198f0c2-a1b4-7c3d-9e5f-00000000000${seq}`,
  seq: String(seq),
  partner_id: null,
  verb: 'partner.created',
  actor: 'clock',
  subject_noun: 'partner',
  subject_id: null,
  at: '2026-11-22T00:00:00.000Z',
  recorded_at: '2026-11-22T00:00:00.000Z',
  request_id: 'r',
  change: '{}',
})
const rows = [row(1), row(2)]
const seal = {
  no: '1',
  first_seq: '1',
  last_seq: '2',
  hash: chainHash(chainStart(org_id), rows),
  sealed_at: '2026-11-22T00:00:01.000Z',
}

test('hashes of old seals never change: this one is pinned', () => {
  expect(seal.hash).toBe('e38af91f4e52c5ea9e99a4f765c0aa172e0004fbdd8d1dc4dabb4c43cec5d73e')
})

test('finds nothing wrong with what was sealed', () => {
  expect(breaksOf(seal, null, rows, org_id)).toEqual([])
  const next = { ...seal, no: '2', first_seq: '3', last_seq: '3', hash: chainHash(seal.hash, [row(3)]) }
  expect(breaksOf(next, seal, [row(3)], org_id)).toEqual([])
})

test.each([
  ['a row was changed', null, [row(1), { ...row(2), verb: 'partner.edited' }]],
  ['a row was taken away', null, [row(1)]],
  ['rows changed places', null, [row(2), row(1)]],
  ['a row is more than was sealed', null, [row(1), row(2), row(2)]],
  ['a seal before it is not the one it follows', { no: '0', last_seq: '0', hash: 'f'.repeat(64) }, rows],
])('says so where %s', (_what, before, found) => expect(breaksOf(seal, before, found, org_id)).not.toEqual([]))

test('one org’s chain is no other’s', () => {
  expect(breaksOf(seal, null, rows, org_id.replace('0198', '0199'))).not.toEqual([])
})
