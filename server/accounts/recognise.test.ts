import { describe, expect, test } from 'vitest'
import { evidenceInWords, evidenceLine } from './evidence-words.ts'
import type { Candidate, MatchFacts } from './match-facts.ts'
import { recognise, weigh, type Verdict } from './recognise.ts'
import { recognitionSection, type RecognitionTerms } from './terms.ts'

const blank: Candidate = {
  account_id: 'a1',
  same_id: false,
  same_tax_id: false,
  other_tax_id: false,
  domain: 'unknown',
  name: { score: 300, how: ['extra'] },
  country: 'unknown',
  city: 'unknown',
  phone: 'unknown',
  street: 'unknown',
  said: null,
}
const named = (score: number): Candidate['name'] => ({ score, how: score === 1000 ? ['same'] : ['typing'] })
const candidate = (more: Partial<Candidate>): Candidate => ({ ...blank, ...more })
const match = (candidates: Candidate[], more: Partial<MatchFacts> = {}): MatchFacts => ({
  v: 2,
  candidates,
  domain_count: candidates.filter(({ domain }) => domain === 'same' || domain === 'alias').length,
  picked: null,
  ...more,
})
const terms = (change: (terms: RecognitionTerms) => void = () => {}): RecognitionTerms => {
  const made = structuredClone(recognitionSection.defaults)
  change(made)
  return made
}
const braver = terms((t) => {
  t.name_alone = 'same'
  t.shared_domain = 'best_name'
  t.sibling_domain = 'same'
})

type Row = [what: string, facts: MatchFacts, verdict: Verdict, by: string, under?: RecognitionTerms]
const two = (more: Partial<Candidate> = {}) => candidate({ account_id: 'a2', ...more })

describe('who an account is', () => {
  test.each<Row>([
    ['nothing known', match([]), 'new', 'nothing'],
    ['a name that is like nothing', match([candidate({})]), 'new', 'nothing'],
    ['an id', match([candidate({ same_id: true })]), 'same', 'id'],
    ['a tax id', match([candidate({ same_tax_id: true })]), 'same', 'tax_id'],
    ['the only account on a domain', match([candidate({ domain: 'same', name: named(700) })]), 'same', 'domain'],
    [
      'the only account on a domain, under a name that has nothing in common',
      match([candidate({ domain: 'same', name: { score: 0, how: ['extra', 'missing'] } })]),
      'maybe',
      'names_contradict',
    ],
    [
      'the only account on a domain, where no name was told',
      match([candidate({ domain: 'same', name: { score: 0, how: [] } })]),
      'same',
      'domain',
    ],
    [
      'a domain with another tax id of the same country',
      match([candidate({ domain: 'same', name: named(1000), other_tax_id: true })]),
      'maybe',
      'domain',
    ],
    [
      'a domain that several share',
      match([candidate({ domain: 'same', name: named(1000) }), two({ domain: 'same' })]),
      'maybe',
      'shared_domain',
    ],
    [
      'a domain that several share, where the program takes the best name',
      match([candidate({ domain: 'same', name: named(1000) }), two({ domain: 'same' })]),
      'same',
      'evidence',
      braver,
    ],
    [
      'a domain that several share, all of the same name',
      match([candidate({ domain: 'same', name: named(1000) }), two({ domain: 'same', name: named(1000) })]),
      'maybe',
      'several',
      braver,
    ],
    ['a name alone', match([candidate({ name: named(1000), country: 'same', city: 'same' })]), 'maybe', 'name'],
    ['a name alone, where the program takes it', match([candidate({ name: named(1000) })]), 'same', 'name', braver],
    [
      'a name that two have, where the program takes it',
      match([candidate({ name: named(1000) }), two({ name: named(980) })]),
      'maybe',
      'several',
      braver,
    ],
    [
      'a name and a street',
      match([candidate({ name: named(1000), street: 'same', city: 'same' })]),
      'same',
      'evidence',
    ],
    [
      'a name and a street with another tax id',
      match([candidate({ name: named(1000), street: 'same', phone: 'same', other_tax_id: true })]),
      'maybe',
      'evidence',
    ],
    [
      'a name and the domain of another country',
      match([candidate({ name: named(950), domain: 'sibling' })]),
      'maybe',
      'sibling_domain',
    ],
    [
      'the same, where the program takes it',
      match([candidate({ name: named(950), domain: 'sibling' })]),
      'same',
      'evidence',
      braver,
    ],
    ['what a person said before', match([candidate({ said: 'same' })]), 'same', 'said'],
    ['what a person said of two', match([candidate({ said: 'same' }), two({ said: 'same' })]), 'maybe', 'several'],
    [
      'what a person kept apart, for all its tax id',
      match([candidate({ said: 'other', same_tax_id: true })]),
      'new',
      'nothing',
    ],
    ['what a person kept apart, named by its id', match([candidate({ said: 'other', same_id: true })]), 'same', 'id'],
    [
      'a domain that is left to one, because the other was kept apart',
      match([candidate({ domain: 'same', name: named(800) }), two({ domain: 'same', said: 'other' })]),
      'same',
      'domain',
    ],
    ['none of them, picked', match([candidate({ same_tax_id: true })], { picked: 'none' }), 'new', 'picked'],
    ['one that nobody thought of, picked', match([candidate({})], { picked: { account_id: 'a9' } }), 'same', 'picked'],
  ])('%s', (_, facts, verdict, by, under = recognitionSection.defaults) => {
    const who = recognise(facts, under)
    expect([who.verdict, who.by]).toEqual([verdict, by])
    expect(who.account_id !== null).toBe(verdict === 'same')
  })
})

/** Numbers that are the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state % below
  }
}

const LIKE = ['same', 'near', 'other', 'unknown'] as const
const DOMAINS = ['same', 'alias', 'sibling', 'other', 'unknown'] as const
function anyMatch(n: (below: number) => number): MatchFacts {
  const like = () => LIKE[n(4)] ?? 'unknown'
  const candidates = Array.from({ length: n(6) }, (_, place) =>
    candidate({
      account_id: `a${place}`,
      same_tax_id: n(20) === 0,
      other_tax_id: n(8) === 0,
      domain: DOMAINS[n(5)] ?? 'unknown',
      name: named(n(1001)),
      country: (['same', 'other', 'unknown'] as const)[n(3)] ?? 'unknown',
      city: like(),
      phone: like(),
      street: like(),
      said: n(15) === 0 ? 'same' : n(10) === 0 ? 'other' : null,
    }),
  )
  return match(candidates)
}

describe('a verdict, whatever the facts', () => {
  const cases = Array.from({ length: 3000 }, (_, seed) => anyMatch(seeded(seed + 1)))

  test('is the same verdict again, within its bounds, and names an account only where it is one', () => {
    for (const facts of cases) {
      const who = recognise(facts, braver)
      expect(recognise(structuredClone(facts), braver)).toEqual(who)
      expect(who.score).toBeGreaterThanOrEqual(0)
      expect(who.score).toBeLessThanOrEqual(1000)
      expect(who.account_id === null).toBe(who.verdict !== 'same')
      if (who.account_id) expect(facts.candidates.map((one) => one.account_id)).toContain(who.account_id)
    }
  })

  test('is never same with whom a person kept apart, and never by a name alone unless the program says so', () => {
    for (const facts of cases) {
      const who = recognise(facts, recognitionSection.defaults)
      const it = facts.candidates.find((one) => one.account_id === who.account_id)
      expect(it?.said).not.toBe('other')
      if (it) expect(who.by).not.toBe('name')
    }
  })

  test('does not hang on the order of the candidates, where their points differ', () => {
    for (const facts of cases) {
      const scores = facts.candidates.map((one) => weigh(one, braver).score)
      if (new Set(scores).size < scores.length) continue
      const turned = recognise({ ...facts, candidates: facts.candidates.toReversed() }, braver)
      const { verdict, account_id } = recognise(facts, braver)
      expect(turned).toMatchObject({ verdict, account_id })
    }
  })

  test('brings more points, or as many, when more agrees', () => {
    const steps = [
      ['street', 'same'],
      ['phone', 'same'],
      ['country', 'same'],
      ['domain', 'same'],
    ] as const
    for (const facts of cases)
      for (const one of facts.candidates)
        for (const [field, value] of steps)
          expect(weigh({ ...one, [field]: value }, terms()).score).toBeGreaterThanOrEqual(
            weigh({ ...one, [field]: 'unknown' }, terms()).score,
          )
  })
})

describe('the terms', () => {
  const check = (change: (terms: RecognitionTerms) => void) =>
    recognitionSection
      .check(terms(change), undefined, [])
      .map(({ level, path }) => `${level} ${path.slice(1).join('.')}`)

  test('hold together as they come', () => {
    expect(check(() => {})).toEqual([])
  })

  test('that do not are named at their place', () => {
    expect(check((t) => (t.thresholds.maybe = 950))).toContain('error thresholds.maybe')
    expect(check((t) => Object.assign(t.weights, { name: 100, domain: 100, phone: 0, street: 0 }))).toContain(
      'error weights',
    )
    expect(check((t) => (t.weights.sibling_domain = 900))).toContain('warning weights.sibling_domain')
  })

  test('tell a partner nothing of points', () => {
    const read = recognitionSection.sentences(braver, undefined).filter(({ audience }) => audience === 'everyone')
    expect(read.map(({ text }) => text).join(' ')).not.toMatch(/\d/)
  })
})

test('evidence reads as a sentence: what speaks for it, what was read with care, what speaks against it', () => {
  const one = candidate({ domain: 'same', name: { score: 960, how: ['abbreviation'] }, country: 'other' })
  expect(evidenceLine(evidenceInWords(one, [{ code: 'abbreviation', a: 'Intl', b: 'International' }]))).toBe(
    'same domain; names 96% alike; “Intl” read as “International”; other country',
  )
})
