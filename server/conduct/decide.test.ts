import { describe, expect, test } from 'vitest'
import { plusLocalDays, type Calendar } from '#kit/calendar.ts'
import { instant } from '#kit/instant.ts'
import { findConduct } from './decide.ts'
import type { ConductFacts, ParkingFacts, ProbingFacts, UnregisteredFacts } from './facts.ts'
import { groupSpellings } from './spellings.ts'
import { conductSection } from './terms.ts'

const calendar: Calendar = {
  zone: 'Europe/Berlin',
  working_days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  working_hours: { from: '09:00', to: '17:00' },
  holidays: { extra: [] },
}
const TODAY = '2027-06-30'
const NOW = `${TODAY}T10:00:00.000Z`
const HOUR_MS = 3_600_000
const terms = (change: object = {}) => ({ calendar, conduct: conductSection.schema.parse(change) })
const found = (facts: ConductFacts, change: object = {}) => findConduct(facts, terms(change), NOW).outcome
const common = { v: 1 as const, partner_id: 'p', after: null, cleared: [] }
const ago = (days: number) => plusLocalDays(TODAY, -days)

const parked = (held: [string, number][], ended: [string, number, boolean][] = []): ParkingFacts => ({
  ...common,
  kind: 'parking',
  held: held.map(([registration_id, days]) => ({ registration_id, since: ago(days), last_on: null })),
  ended: ended.map(([registration_id, days, active]) => ({ registration_id, ended_on: ago(days), active })),
})
const asked = (asks: [string, number, 'held' | 'not_held' | 'tried'][], usual_milli = 0): ProbingFacts => ({
  ...common,
  kind: 'probing',
  asks: asks.map(([company, hours, came]) => ({
    hour: instant(Date.parse(NOW) - hours * HOUR_MS),
    company,
    like: company.split('-')[0] ?? company,
    came,
  })),
  usual_milli,
})
const sold = (sales: [string, number, number | null][], more: Partial<UnregisteredFacts> = {}): UnregisteredFacts => ({
  ...common,
  kind: 'unregistered',
  account_id: 'a',
  is_customer: false,
  is_house: false,
  sales: sales.map(([opportunity_id, days, registered]) => ({
    opportunity_id,
    role: 'resells',
    stage: 'open',
    since: ago(days),
    registered_on: registered === null ? null : ago(registered),
  })),
  ...more,
})
const many = (n: number, came: 'held' | 'not_held' | 'tried' = 'tried'): [string, number, typeof came][] =>
  Array.from({ length: n }, (_, i) => [`c${i}`, i % 20, came])

describe('parking', () => {
  test('is found at the days and the number, not a day or one protection below', () => {
    expect(
      found(
        parked([
          ['a', 60],
          ['b', 61],
          ['c', 90],
        ]),
      ),
    ).toEqual({ found: true, rows: ['a', 'b', 'c'] })
    expect(
      found(
        parked([
          ['a', 59],
          ['b', 61],
          ['c', 90],
        ]),
      ).found,
    ).toBe(false)
  })
  test('counts anew from an activity, and from the day a case was closed', () => {
    const facts = parked([
      ['a', 80],
      ['b', 80],
      ['c', 80],
    ])
    expect(found({ ...facts, after: ago(59) }).found).toBe(false)
    expect(found({ ...facts, after: ago(60) }).found).toBe(true)
    expect(found({ ...facts, held: facts.held.map((one) => ({ ...one, last_on: ago(10) })) }).found).toBe(false)
    expect(found({ ...facts, cleared: ['a'] }).found).toBe(false)
  })
  test('is found in what ran out unused, by share and number', () => {
    const ended = (unused: number, active: number): [string, number, boolean][] => [
      ...Array.from({ length: unused }, (_, i): [string, number, boolean] => [`u${i}`, i + 1, false]),
      ...Array.from({ length: active }, (_, i): [string, number, boolean] => [`a${i}`, i + 1, true]),
    ]
    expect(found(parked([], ended(6, 2)))).toMatchObject({ found: true, rows: { length: 6 } })
    expect(found(parked([], ended(6, 3))).found).toBe(false)
    expect(found(parked([], ended(5, 0))).found).toBe(false)
  })
})

describe('probing', () => {
  test('is found at the number of companies in the hours, not one below and not spread out', () => {
    expect(found(asked(many(25))).found).toBe(true)
    expect(found(asked(many(24))).found).toBe(false)
    expect(found(asked(many(25).map(([c], i) => [c, i * 2, 'tried']))).found).toBe(false)
  })
  test('looks at the partner’s usual and at what became claims', () => {
    expect(found(asked(many(25), 5000)).found).toBe(true)
    expect(found(asked(many(25), 5100)).found).toBe(false)
    expect(found(asked([...many(20), ...many(25, 'held').slice(20)])).found).toBe(true)
    expect(found(asked([...many(19), ...many(25, 'held').slice(19)])).found).toBe(false)
  })
  test('is found in spellings of one name, unless one of them was meant', () => {
    const spelled = (came: 'held' | 'tried') =>
      asked(Array.from({ length: 6 }, (_, i) => [`acme-${i}`, i, i === 0 ? came : 'tried']))
    expect(found(spelled('tried')).rows).toHaveLength(6)
    expect(found(spelled('held')).found).toBe(false)
  })
})

describe('selling unregistered', () => {
  test('is found the day after the days to register, and not where it was registered in them', () => {
    expect(found(sold([['o', 15, null]]))).toEqual({ found: true, rows: ['o'] })
    expect(found(sold([['o', 14, null]])).found).toBe(false)
    expect(found(sold([['o', 30, 16]])).found).toBe(false)
    expect(found(sold([['o', 30, 15]])).found).toBe(true)
  })
  test('leaves customers out unless the program says otherwise', () => {
    expect(found(sold([['o', 30, null]], { is_customer: true })).found).toBe(false)
    expect(found(sold([['o', 30, null]], { is_customer: true }), { unregistered: { customers: true } }).found).toBe(
      true,
    )
  })
})

/** The same numbers each run, so that a failure can be seen again. */
function shuffled<T>(rows: readonly T[], seed: number): T[] {
  let state = seed
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648)
  return rows
    .map((row) => ({ row, at: next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ row }) => row)
}

test('what is found does not depend on the order of facts', () => {
  const parking = parked(
    [
      ['a', 60],
      ['b', 61],
      ['c', 90],
      ['d', 10],
    ],
    many(9).map(([id], i) => [id, i + 1, i > 6]),
  )
  const probing = asked([...many(30), ...many(8, 'not_held'), ['acme-1', 2, 'tried'], ['acme-2', 2, 'tried']])
  const unregistered = sold([
    ['o', 30, null],
    ['q', 15, null],
    ['r', 3, null],
  ])
  for (let seed = 1; seed <= 200; seed++) {
    const held = shuffled(parking.held, seed)
    const ended = shuffled(parking.ended, seed)
    const sales = shuffled(unregistered.sales, seed)
    expect(findConduct({ ...parking, held, ended }, terms(), NOW)).toEqual(findConduct(parking, terms(), NOW))
    expect(found({ ...probing, asks: shuffled(probing.asks, seed) })).toEqual(found(probing))
    expect(found({ ...unregistered, sales })).toEqual(found(unregistered))
  }
})

test('nothing is found of what the program does not look for', () => {
  const off = { parking: { on: false }, probing: { on: false }, unregistered: { on: false } }
  for (const facts of [
    parked([
      ['a', 99],
      ['b', 99],
      ['c', 99],
    ]),
    asked(many(99)),
    sold([['o', 99, null]]),
  ])
    expect(found(facts, off).found).toBe(false)
})

test('spellings of one name are one group, other companies are others, in any order', () => {
  const names = ['Zwirnwerke', 'Zwirnwerk', 'Zwirnverke', 'Müller Bau', 'Müller Logistik'].map((name) => ({
    name,
    name_key: name.toLowerCase(),
  }))
  for (let seed = 1; seed <= 20; seed++) {
    const groups = groupSpellings(shuffled(names, seed))
    expect(new Set(groups.values()).size).toBe(3)
    expect(groups.get('zwirnwerke')).toBe(groups.get('zwirnverke'))
  }
})
