import { expect, test } from 'vitest'
import { groupByRecord } from './groups.ts'

const row = (name: string, subject: string, read_at: string | null = null) => ({
  name,
  subject: { id: subject },
  read_at,
})

test('what is told of one record stands together, under its newest, in the order of the list', () => {
  const groups = groupByRecord([
    row('a', 'x'),
    row('b', 'y'),
    row('c', 'x'),
    row('d', 'x', '2026'),
    row('e', 'y', '2026'),
  ])
  expect(groups.map(({ newest, rest }) => [newest.name, ...rest.map(({ name }) => name)].join(''))).toEqual([
    'ac',
    'b',
    'd',
    'e',
  ])
})
