import { describe, expect, test } from 'vitest'
import { programDocument } from '#server/document.ts'
import { decideByPerson, decideRegistration, type Terms } from './decide.ts'
import type { AccountFacts, RegistrationFacts } from './facts.ts'

const NOW = '2026-11-23T10:00:00.000Z' // a Monday

function termsWith(change: (document: ReturnType<typeof programDocument.defaults>) => void = () => {}): Terms {
  const document = structuredClone(programDocument.defaults())
  document.calendar.zone = 'Europe/Berlin'
  change(document)
  return document
}

const account: AccountFacts = {
  id: 'a1',
  country: 'DE',
  industry: 'Software',
  is_customer: false,
  is_house: false,
  open_opportunity_ids: [],
  earlier_claims: [],
  own_lapsed_at: null,
}

const candidate = {
  account_id: 'a1',
  same_id: false,
  same_tax_id: false,
  same_domain: true,
  same_name: true,
  other_country: false,
}

function factsWith(change: (facts: RegistrationFacts) => void = () => {}): RegistrationFacts {
  const facts: RegistrationFacts = {
    v: 1,
    partner: { id: 'p1', track: 'reseller', status: 'active', tier: 'gold' },
    submitter: { side: 'partner', role: 'partner_seller' },
    claim: {
      registration_id: 'r1',
      claim_no: '7',
      lines: null,
      amount: { amount_minor: '2500000', currency: 'EUR' },
      country: 'DE',
      submitted_at: NOW,
    },
    match: { candidates: [candidate], domain_count: 1, name_count: 1, picked: null },
    account: { ...account },
  }
  change(facts)
  return facts
}

const answered = (facts: RegistrationFacts, terms: Terms, now = NOW) => {
  const { outcome, because } = decideRegistration(facts, terms, now)
  return { ...outcome, code: because.find((reason) => reason.verdict === 'answered')?.code }
}

const earlier = {
  registration_id: 'r0',
  claim_no: '3',
  status: 'approved' as const,
  lines: null,
  protected_until: '2027-03-01T23:00:00.000Z',
}
const approving = (document: ReturnType<typeof programDocument.defaults>) => {
  document.registration.rules = [
    {
      key: 'small',
      when: { amount_below: { amount_minor: '5000000', currency: 'EUR' } },
      then: 'approve',
      reason: 'Small deals go through.',
    },
  ]
}

describe('a registration is decided by the first check that answers', () => {
  test.each<[string, (facts: RegistrationFacts) => void, string, string]>([
    ['a suspended enrollment', (f) => (f.partner.status = 'suspended'), 'rejected', 'entitled.status'],
    ['a role that may not register', (f) => (f.submitter.role = 'partner_viewer'), 'rejected', 'entitled.role'],
    [
      'a name alone',
      (f) =>
        Object.assign(f, {
          account: null,
          match: { ...f.match, candidates: [{ ...candidate, same_domain: false }], domain_count: 0 },
        }),
      'in_review',
      'recognised.unsure',
    ],
    [
      'a shared domain',
      (f) => Object.assign(f, { account: null, match: { ...f.match, domain_count: 11 } }),
      'in_review',
      'recognised.unsure',
    ],
    ['an existing customer', (f) => (f.account = { ...account, is_customer: true }), 'rejected', 'customer.existing'],
    ['a house account', (f) => (f.account = { ...account, is_house: true }), 'rejected', 'house.kept'],
    [
      'a registration that lapsed lately',
      (f) => (f.account = { ...account, own_lapsed_at: '2026-11-10T23:00:00.000Z' }),
      'rejected',
      'cool_off.until',
    ],
    ['an earlier claim', (f) => (f.account = { ...account, earlier_claims: [earlier] }), 'queued', 'free.claimed'],
    ['nothing special', () => {}, 'in_review', 'rules.default_review'],
  ])('%s', (_, change, status, code) => {
    expect(answered(factsWith(change), termsWith())).toMatchObject({ status, code })
  })

  test('countries and industries that the program leaves out are rejected, letter case aside', () => {
    expect(
      answered(
        factsWith(),
        termsWith((d) => (d.registration.exclusions.countries = ['DE'])),
      ),
    ).toMatchObject({ code: 'country.excluded' })
    expect(
      answered(
        factsWith(),
        termsWith((d) => (d.registration.exclusions.industries = ['software'])),
      ),
    ).toMatchObject({ code: 'industry.excluded' })
  })

  test('an earlier claim on other product lines does not stand in the way', () => {
    const facts = factsWith((f) => {
      f.claim.lines = [2]
      f.account = { ...account, earlier_claims: [{ ...earlier, lines: [1] }] }
    })
    expect(answered(facts, termsWith(approving)).status).toBe('approved')
  })

  test('a rule approves what is below its amount, and not what has another currency or none', () => {
    expect(answered(factsWith(), termsWith(approving))).toMatchObject({ status: 'approved', code: 'rules.approve' })
    expect(
      answered(
        factsWith((f) => (f.claim.amount = { amount_minor: '2500000', currency: 'USD' })),
        termsWith(approving),
      ).status,
    ).toBe('in_review')
    expect(
      answered(
        factsWith((f) => (f.claim.amount = null)),
        termsWith(approving),
      ).status,
    ).toBe('in_review')
    expect(
      answered(
        factsWith((f) => (f.claim.amount = { amount_minor: '5000000', currency: 'EUR' })),
        termsWith(approving),
      ).status,
    ).toBe('in_review')
  })

  test('what an exclusion wants looked at, no rule waves through', () => {
    const facts = factsWith((f) => (f.account = { ...account, open_opportunity_ids: ['o1'] }))
    const { outcome, because } = decideRegistration(facts, termsWith(approving), NOW)
    expect(outcome).toMatchObject({ status: 'in_review', recommendation: 'reject' })
    expect(because.find((reason) => reason.verdict === 'noted')).toMatchObject({
      code: 'opportunity.open',
      reader: 'org',
      evidence: ['o1'],
    })
  })

  test('a protection of 90 days lasts to the end of the 90th day in the zone of the program', () => {
    const { outcome } = decideRegistration(factsWith(), termsWith(approving), NOW)
    expect(outcome).toMatchObject({ protection: { starts_at: NOW, ends_at: '2027-02-21T23:00:00.000Z' } })
  })

  test('the deadline counts working hours', () => {
    expect(answered(factsWith(), termsWith())).toMatchObject({ answer_due_at: '2026-11-25T10:00:00.000Z' })
    // 10:00 UTC is 11:00 in Berlin: six hours on Monday, eight on Tuesday, two on Wednesday
  })

  test('every check below the answer is recorded as not reached', () => {
    const { because } = decideRegistration(
      factsWith((f) => (f.partner.status = 'suspended')),
      termsWith(),
      NOW,
    )
    expect(because.map((reason) => reason.verdict)).toEqual(['answered', ...Array<string>(9).fill('not_reached')])
  })

  test('a person picking the account settles who it is', () => {
    const facts = factsWith((f) => (f.match = { ...f.match, domain_count: 11, picked: { account_id: 'a1' } }))
    expect(answered(facts, termsWith(approving)).status).toBe('approved')
  })
})

test('the same facts, terms and now give the same ruling', () => {
  const facts = factsWith()
  expect(decideRegistration(facts, termsWith(), NOW)).toEqual(
    decideRegistration(structuredClone(facts), termsWith(), NOW),
  )
})

test('a person’s approval past an earlier claim is on record for the org alone', () => {
  const { outcome, because } = decideByPerson(
    {
      v: 1,
      registration_id: 'r1',
      decision: 'approve',
      advised: 'queued',
      claims_ahead: [{ ...earlier, status: 'in_review', protected_until: null }],
      has_reason: true,
    },
    termsWith(),
    NOW,
  )
  expect(outcome.status).toBe('approved')
  expect(because[0]).toMatchObject({ code: 'ahead.overridden', reader: 'org', verdict: 'noted' })
})
