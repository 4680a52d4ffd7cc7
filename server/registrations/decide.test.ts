import { describe, expect, test } from 'vitest'
import type { Candidate } from '#server/accounts/match-facts.ts'
import { programDocument } from '#server/document.ts'
import { decideByPerson, decideRegistration, type Terms } from './decide.ts'
import type { AccountFacts, RegistrationFacts } from './facts.ts'
import { reasonInWords } from './words.ts'

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
  family_claims: [],
  hold_ids: [],
}

const candidate: Candidate = {
  account_id: 'a1',
  same_id: false,
  same_tax_id: false,
  other_tax_id: false,
  domain: 'same',
  name: { score: 1000, how: ['same'] },
  country: 'same',
  city: 'unknown',
  phone: 'unknown',
  street: 'unknown',
  said: null,
}

function factsWith(change: (facts: RegistrationFacts) => void = () => {}): RegistrationFacts {
  const facts: RegistrationFacts = {
    v: 3,
    partner: { id: 'p1', track: 'reseller', status: 'active', tier: 'gold' },
    submitter: { side: 'partner', role: 'partner_seller' },
    claim: {
      registration_id: 'r1',
      claim_no: '7',
      lines: null,
      amount: { amount_minor: '2500000', currency: 'EUR' },
      country: 'DE',
      submitted_at: NOW,
      answers: {},
      tender: null,
      has_letter: false,
    },
    match: { v: 2, candidates: [candidate], domain_count: 1, picked: null },
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
  tender_key: null as string | null,
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
          match: { ...f.match, candidates: [{ ...candidate, domain: 'unknown' }], domain_count: 0 },
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

  const covering = (then: 'review' | 'reject') => (document: ReturnType<typeof programDocument.defaults>) => {
    approving(document)
    document.recognition.family = { parent_protects_children: true, then }
  }
  const of_parent = {
    account_id: 'a0',
    registration_id: 'r0',
    claim_no: '2',
    status: 'approved' as const,
    lines: null,
    protected_until: '2027-03-01T23:00:00.000Z',
    tender_key: null,
  }
  const below = (more: Partial<typeof of_parent> = {}) =>
    factsWith((f) => (f.account = { ...account, family_claims: [{ ...of_parent, ...more }] }))

  test('the protection of a parent covers its subsidiary only where the program says so', () => {
    expect(answered(below(), termsWith(approving))).toMatchObject({ status: 'approved' })
    expect(answered(below(), termsWith(covering('review')))).toMatchObject({
      status: 'in_review',
      recommendation: 'reject',
      code: 'family.looked_at',
    })
    expect(answered(below(), termsWith(covering('reject')))).toMatchObject({
      status: 'rejected',
      code: 'family.covered',
    })
    const over = below({ protected_until: '2026-11-01T00:00:00.000Z' })
    expect(answered(over, termsWith(covering('reject')))).toMatchObject({ status: 'approved' })
  })

  test('a partner learns of a parent’s protection its month, and nothing of whose it is', () => {
    const { because } = decideRegistration(below(), termsWith(covering('reject')), NOW)
    const told = because.find((reason) => reason.verdict === 'answered')
    expect(told && reasonInWords(told, 'partner')).toBe('This company is protected until March 2027.')
    expect(told?.evidence).toEqual(['a0'])
  })

  test('while a dispute holds the account, what a rule would approve waits for a person', () => {
    const held = factsWith((f) => (f.account = { ...account, hold_ids: ['h1'] }))
    expect(answered(held, termsWith(approving))).toMatchObject({
      status: 'in_review',
      recommendation: 'approve',
      code: 'rules.looked_at',
    })
    const { because } = decideRegistration(held, termsWith(approving), NOW)
    const noted = because.find((reason) => reason.check === 'held')
    expect(noted && reasonInWords(noted, 'partner')).not.toMatch(/dispute/)
  })

  test('what the program takes a name for decides, on the same facts', () => {
    const named = factsWith((f) => {
      f.match = { ...f.match, candidates: [{ ...candidate, domain: 'unknown' }], domain_count: 0 }
    })
    expect(answered(named, termsWith(approving))).toMatchObject({ code: 'recognised.unsure' })
    const braver = termsWith((document) => {
      approving(document)
      document.recognition.name_alone = 'same'
    })
    expect(answered(named, braver)).toMatchObject({ status: 'approved' })
  })

  test('every check below the answer is recorded as not reached', () => {
    const { because } = decideRegistration(
      factsWith((f) => (f.partner.status = 'suspended')),
      termsWith(),
      NOW,
    )
    expect(because.map((reason) => reason.verdict)).toEqual(['answered', ...Array<string>(12).fill('not_reached')])
  })

  test('a person picking the account settles who it is', () => {
    const facts = factsWith((f) => (f.match = { ...f.match, domain_count: 11, picked: { account_id: 'a1' } }))
    expect(answered(facts, termsWith(approving)).status).toBe('approved')
  })
})

describe('a tender that several partners may answer', () => {
  const shared = (d: ReturnType<typeof programDocument.defaults>) => {
    approving(d)
    d.registration.tender = { allowed: true, several_partners: true }
  }
  const claims = (own: string | null, other: string | null) =>
    factsWith((f) => {
      f.claim.tender = { key: own }
      f.account = { ...account, earlier_claims: [{ ...earlier, tender_key: other }] }
    })

  test('is approved beside those of the same tender, and protects against everybody else', () => {
    const { outcome } = decideRegistration(claims('2027114', '2027114'), termsWith(shared), NOW)
    expect(outcome).toMatchObject({ status: 'approved', protection: { shared: true } })
  })

  test.each([
    ['another tender', '2027114', '2027115'],
    ['a deal that is no tender', '2027114', null],
    ['a tender without a reference, which may be any', null, null],
  ])('waits behind %s', (_, own, other) => {
    expect(answered(claims(own, other), termsWith(shared)).status).toBe('queued')
  })

  test('waits like any deal where the program protects one partner', () => {
    const one = termsWith((d) => (d.registration.tender = { allowed: true, several_partners: false }))
    expect(answered(claims('2027114', '2027114'), one).status).toBe('queued')
  })
})

describe('the customer’s letter', () => {
  const behind = (has_letter: boolean, tender: { key: string | null } | null = null) =>
    factsWith((f) => {
      f.claim.has_letter = has_letter
      f.claim.tender = tender
      f.account = { ...account, earlier_claims: [earlier] }
    })
  const terms = (needed_for: 'never' | 'tender' | 'always', outranks_queue: 'never' | 'tender' | 'always') =>
    termsWith((d) => {
      approving(d)
      d.registration.customer_letter = { needed_for, outranks_queue }
    })

  test('takes a claim behind another to a person, with that other as evidence', () => {
    const { outcome, because } = decideRegistration(behind(true), terms('never', 'always'), NOW)
    expect(outcome).toMatchObject({ status: 'in_review', recommendation: 'approve' })
    expect(because.find((one) => one.verdict === 'answered')).toMatchObject({ code: 'free.letter', evidence: ['r0'] })
  })

  test('changes nothing where it is missing, or where the program gives it no weight', () => {
    expect(answered(behind(false), terms('never', 'always')).status).toBe('queued')
    expect(answered(behind(true), terms('never', 'never')).status).toBe('queued')
    expect(answered(behind(true), terms('never', 'tender')).status).toBe('queued')
    expect(answered(behind(true, { key: 'x' }), terms('never', 'tender')).status).toBe('in_review')
  })

  test('that is needed and missing leads to a person, and the partner reads why', () => {
    const { outcome, because } = decideRegistration(factsWith(), terms('always', 'never'), NOW)
    expect(outcome.status).toBe('in_review')
    expect(because.find((one) => one.verdict === 'noted')).toMatchObject({ code: 'letter.missing', reader: 'partner' })
    expect(
      answered(
        factsWith((f) => (f.claim.has_letter = true)),
        terms('always', 'never'),
      ).status,
    ).toBe('approved')
    expect(answered(factsWith(), terms('tender', 'never')).status).toBe('approved')
  })
})

test.each([
  [{ on_site: true }, { on_site: true }, true],
  [{ on_site: true }, { on_site: false }, false],
  [{ on_site: true }, {}, false],
  [{ size: ['small', 'medium'] }, { size: 'small' }, true],
  [{ size: ['small', 'medium'] }, { size: 'large' }, false],
  [{ uses: ['picking'] }, { uses: ['picking', 'packing'] }, true],
  [{ uses: ['picking'] }, { uses: ['packing'] }, false],
])('a rule that asks for %j meets answers %j: %s', (fields, answers, met) => {
  const terms = termsWith((d) => {
    approving(d)
    const [rule] = d.registration.rules
    if (rule) rule.when.fields = fields as Record<string, boolean | string[]>
  })
  const facts = factsWith((f) => (f.claim.answers = answers as Record<string, boolean | string[]>))
  expect(answered(facts, terms).status).toBe(met ? 'approved' : 'in_review')
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
      v: 2,
      shares_tender: false,
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
