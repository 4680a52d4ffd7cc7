import { describe, expect, test } from 'vitest'
import { reasonInWords } from './words.ts'
import { decideRoute, type Terms } from './decide.ts'
import type { RequestFacts } from './facts.ts'
import { seatsOf, standingOf, standInOf, type Around, type Colleague } from './policy.ts'
import type { Ask } from './request.ts'
import { requestsSection, type RequestTerms } from './terms.ts'

const NOW = '2026-11-23T09:00:00.000Z'
const calendar: Terms['calendar'] = {
  zone: 'UTC',
  working_days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  working_hours: { from: '09:00', to: '17:00' },
  holidays: { extra: [] },
}
const termsOf = (more: object): Terms => ({ calendar, requests: requestsSection.schema.parse(more) })
const step = (key: string, more: object = {}) => ({ key, name: key, approvers: { roles: ['finance'] }, ...more })
const facts = (more: Partial<RequestFacts> = {}): RequestFacts => ({
  v: 1,
  request_id: 'x',
  kind: 'discount',
  partner: { id: 'p', track: 'reseller', tier: 'silver', status: 'active' },
  submitter: { side: 'partner', role: 'partner_seller' },
  asks: { discount_bps: 1000, margin_bps: null, amount: null, environment_days: null },
  registration: { id: 'r', amount: { amount_minor: '5000000', currency: 'EUR' } },
  ...more,
})
const asks = (more: Partial<RequestFacts['asks']>): Partial<RequestFacts> => ({ asks: { ...facts().asks, ...more } })
const rule = (key: string, when: object, more: object = {}) => ({
  key,
  when,
  reason: key,
  stages: [{ steps: [step(key)] }],
  ...more,
})

describe('a program that says nothing', () => {
  test('offers four kinds, answered by one approver', () => {
    const terms = termsOf({})
    expect(terms.requests.kinds.map((kind) => kind.key)).toEqual([
      'discount',
      'contract-change',
      'legal-help',
      'sandbox',
    ])
    for (const { key } of terms.requests.kinds) {
      const { outcome } = decideRoute(facts({ kind: key }), terms, NOW)
      expect(outcome).toMatchObject({ status: 'in_review', stages: [{ steps: [{ needs: 'any', hours: 16 }] }] })
    }
  })
})

describe('the route', () => {
  const terms = termsOf({
    rules: [
      rule('beyond', { discount_above_bps: 3000 }, { then: 'reject', stages: [] }),
      rule('thin', { margin_below_bps: 500 }),
      rule('small', { discount_up_to_bps: 1000, amount_below: { amount_minor: '5000001', currency: 'EUR' } }),
      rule('short', { kinds: ['sandbox'], environment_days_up_to: 14 }, { then: 'approve', stages: [] }),
      rule('gold', { tiers: ['gold'], tracks: ['reseller'] }),
    ],
  })
  const ruleFor = (more: Partial<RequestFacts>) => {
    const { because } = decideRoute(facts(more), terms, NOW)
    const { code, params } = because.find((reason) => reason.verdict === 'answered')!
    return `${code} ${String(params['rule'] ?? '')}`.trim()
  }
  test.each([
    ['a limit is inclusive', asks({ discount_bps: 1000 }), 'rules.ask small'],
    ['above is more than', asks({ discount_bps: 3000 }), 'rules.otherwise'],
    ['and one more basis point is', asks({ discount_bps: 3001 }), 'rules.reject beyond'],
    [
      'the request’s own amount goes before the registration’s',
      asks({ amount: { amount_minor: '5000001', currency: 'EUR' } }),
      'rules.otherwise',
    ],
    [
      'an amount in another currency meets no condition',
      asks({ amount: { amount_minor: '1', currency: 'USD' } }),
      'rules.otherwise',
    ],
    ['no amount meets none either', { registration: null }, 'rules.otherwise'],
    ['what was not said meets no condition', asks({ discount_bps: null }), 'rules.otherwise'],
    ['margin', asks({ discount_bps: 2000, margin_bps: 499 }), 'rules.ask thin'],
    [
      'tier and track',
      { ...asks({ discount_bps: 2000 }), partner: { ...facts().partner, tier: 'gold' } },
      'rules.ask gold',
    ],
    ['days', { kind: 'sandbox', ...asks({ discount_bps: null, environment_days: 14 }) }, 'rules.approve short'],
    ['days above', { kind: 'sandbox', ...asks({ discount_bps: null, environment_days: 15 }) }, 'rules.otherwise'],
    ['a kind that is not offered', { kind: 'wings' }, 'offered.not'],
    ['an enrollment that is over', { partner: { ...facts().partner, status: 'suspended' } }, 'entitled.status'],
    ['a role that may not', { submitter: { side: 'partner', role: 'partner_viewer' } }, 'entitled.role'],
    [
      'the org may for anybody',
      { ...asks({ discount_bps: 2000 }), submitter: { side: 'org', role: 'partner_manager' } },
      'rules.otherwise',
    ],
  ] as [string, Partial<RequestFacts>, string][])('%s', (_, more, code) => expect(ruleFor(more)).toBe(code))

  test('promises each stage from the promised end of the one before, the slowest step of a stage counting', () => {
    const two = termsOf({
      otherwise: [
        { steps: [step('a', { within_working_hours: 4 })] },
        { steps: [step('b', { within_working_hours: 8 }), step('c', { within_working_hours: 2 })] },
      ],
    })
    expect(decideRoute(facts(), two, NOW).outcome).toMatchObject({ answer_due_at: '2026-11-24T13:00:00.000Z' })
  })

  test('every reason has words for both readers', () => {
    for (const more of [
      {},
      { kind: 'wings' },
      asks({ discount_bps: 9000 }),
      { submitter: { side: 'partner' as const, role: 'x' } },
    ])
      for (const reason of decideRoute(facts(more), terms, NOW).because)
        for (const reader of ['org', 'partner'] as const) expect(reasonInWords(reason, reader)).toMatch(/^[A-Z].*\.$/)
  })
})

describe('who sits at a step', () => {
  const colleague = (id: string, role: string): Colleague => ({ id, person_id: `p-${id}`, role, name: id })
  const around = (more: Partial<Around> = {}): Around => ({
    people: [
      colleague('fin1', 'finance'),
      colleague('fin2', 'finance'),
      colleague('man', 'partner_manager'),
      colleague('adm', 'admin'),
    ],
    delegations: [],
    kind: 'discount',
    partner_manager: 'man',
    registration_manager: null,
    requester: null,
    escalate_to: ['admin'],
    ...more,
  })
  const of = (who: object) =>
    ({ roles: [], members: [], partner_manager: false, registration_manager: false, ...who }) as Parameters<
      typeof seatsOf
    >[0]
  const hand = (from_id: string, to_id: string, kinds: string[] = []) => ({
    id: `${from_id}${to_id}`,
    from_id,
    to_id,
    kinds,
    starts_at: '2026-01-01T00:00:00.000Z',
    ends_at: '2027-01-01T00:00:00.000Z',
  })
  const ids = (who: object, more: Partial<Around> = {}) =>
    seatsOf(of(who), 'any', around(more)).seats.map((seat) => seat.member_id)

  test('everybody named, once, without who asked', () => {
    expect(ids({ roles: ['finance', 'partner_manager'], partner_manager: true })).toEqual(['man', 'fin1', 'fin2'])
    expect(ids({ roles: ['finance'] }, { requester: 'p-fin1' })).toEqual(['fin2'])
  })
  test('without a manager the others who do such work; without anybody the admins; never nobody in silence', () => {
    expect(ids({ partner_manager: true }, { partner_manager: null })).toEqual(['man'])
    expect(ids({ registration_manager: true }, { requester: 'p-man' })).toEqual(['adm'])
    expect(seatsOf(of({ roles: ['marketing'] }), 'any', around({ requester: 'p-adm' }))).toEqual({
      seats: [],
      short: true,
    })
  })
  test('whoever is away is stood in for, along the line, by kind, never by who asked, and never in a circle', () => {
    const delegations = [hand('fin1', 'man'), hand('man', 'adm', ['discount'])]
    expect(standInOf('fin1', around({ delegations }))).toBe('adm')
    expect(standInOf('fin1', around({ delegations, kind: 'sandbox' }))).toBe('man')
    expect(standInOf('fin1', around({ delegations, requester: 'p-adm' }))).toBe('man')
    expect(standInOf('fin1', around({ delegations: [hand('fin1', 'man'), hand('man', 'fin1')] }))).toBe('fin1')
    expect(standInOf('fin1', around({ delegations: [hand('fin1', 'gone')] }))).toBe('fin1')
  })

  const seat = (member_id: string, more: Partial<Ask> = {}): Ask => ({
    id: member_id,
    request_id: 'r',
    step_id: 's',
    partner_id: null,
    member_id,
    asked_id: member_id,
    why: 'role',
    state: 'asked',
    asked_at: NOW,
    due_at: NOW,
    answer: null,
    answered_by: null,
    answered_at: null,
    note: null,
    ...more,
  })
  const said = (member_id: string, answer: 'approved' | 'rejected', more: Partial<Ask> = {}) =>
    seat(member_id, { state: 'answered', answer, answered_by: member_id, answered_at: NOW, ...more })

  test.each([
    ['any: nobody yet', 'any', [seat('a'), seat('b')], 'open'],
    ['any: the first yes', 'any', [said('a', 'approved'), seat('b')], 'approved'],
    ['any: the first no', 'any', [said('a', 'rejected'), seat('b')], 'rejected'],
    ['all: one missing', 'all', [said('a', 'approved'), seat('b')], 'open'],
    ['all: one no', 'all', [said('a', 'approved'), said('b', 'rejected')], 'rejected'],
    ['all: who left does not count', 'all', [said('a', 'approved'), seat('b', { state: 'released' })], 'approved'],
    [
      'all: who was asked later counts for one',
      'all',
      [said('a', 'approved'), seat('b'), said('c', 'approved', { why: 'escalated' })],
      'approved',
    ],
    ['all: but only for one', 'all', [seat('a'), seat('b'), said('c', 'approved', { why: 'escalated' })], 'open'],
    ['all of nobody is not a yes', 'all', [], 'open'],
    ['two: one is not two', { at_least: 2 }, [said('a', 'approved'), seat('b')], 'open'],
    [
      'two: one person for two is one',
      { at_least: 2 },
      [said('a', 'approved'), said('b', 'approved', { answered_by: 'a' })],
      'open',
    ],
    ['two', { at_least: 2 }, [said('a', 'approved'), said('b', 'approved'), seat('c')], 'approved'],
    ['two: a no that leaves enough', { at_least: 2 }, [said('a', 'rejected'), seat('b'), seat('c')], 'open'],
    ['two: a no that leaves too few', { at_least: 2 }, [said('a', 'rejected'), seat('b')], 'rejected'],
  ] as [string, RequestTerms['otherwise'][number]['steps'][number]['needs'], Ask[], string][])(
    '%s',
    (_, needs, given, answer) => expect(standingOf({ needs }, given)).toBe(answer),
  )
})
