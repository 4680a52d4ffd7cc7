import fc from 'fast-check'
import { expect, test } from 'vitest'
import { likeness, type NameDifference } from './name-likeness.ts'
import { readName } from './name-reading.ts'
import { usualRarity } from './word-meanings.ts'

const compare = (a: string, b: string) => likeness(readName(a), readName(b), usualRarity)
const scoreOf = (a: string, b: string) => compare(a, b).score
const codesOf = (a: string, b: string): NameDifference['code'][] => compare(a, b).how.map(({ code }) => code)

test.each([
  ['Acme GmbH & Co. KG', 'ACME Corporation', 'legal_form'],
  ['ООО «Газпром»', 'Gazprom PJSC', 'legal_form'],
  ['株式会社トヨタ', 'Toyota', 'same'],
  ['Data Dog, Inc.', 'DataDog', 'spacing'],
  ['Яндекс', 'Yandex N.V.', 'script'],
  ['Mueller Maschinenbau', 'Müller Maschinenbau GmbH', 'script'],
  ['KON. VOPAK NV EO -,50', 'Royal Vopak N.V.', 'abbreviation'],
  ['SUPERNUS PHARMAC.DL -,001', 'Supernus Pharmaceuticals, Inc.', 'abbreviation'],
  ['LIGHTINTHEBOX HLDGS S.ADR', 'LightInTheBox Holding Co., Ltd.', 'abbreviation'],
  ['Koninklijke Philips N.V.', 'Royal Philips', 'abbreviation'],
  ['Kadamba Sahayam Financial Li', 'Kadamba Sahayam Financial Limited', 'legal_form'],
  ['Garden Reach Shipbuilders & En', 'Garden Reach Shipbuilders & Engineers Limited', 'abbreviation'],
  ['TANGO THERAPEUTICS VANTAGE', 'Tango Therapeutics Vantage Research', 'truncated'],
  ['Microsfot Corporation', 'Microsoft Corp', 'typing'],
  ['Brown (N) Group plc', 'N Brown Group plc', 'order'],
] as const)('%s may be %s (%s)', (a, b, code) => {
  expect(scoreOf(a, b)).toBeGreaterThanOrEqual(800)
  expect(codesOf(a, b)).toContain(code)
})

test.each([
  ['Siemens AG', 'Siemens Energy AG'],
  ['Siemens AG', 'Siemens Healthineers AG'],
  ['Sumitomo Chemical Co.', 'Sumitomo Electric Industries'],
  ['Danske Invest Fund II', 'Danske Invest Fund III'],
  ['Area 51 Ltd', 'Area 52 Ltd'],
  ['Allianz Germany', 'Allianz France'],
  ['General Electric', 'General Motors'],
  ['Bank of China', 'Bank of India'],
  ['Astron Corporation', 'Astronics Corporation'],
  ['Comet Industries', 'Comer Industries'],
  ['Global Holdings Group', 'International Holdings Group'],
] as const)('%s is not %s', (a, b) => {
  expect(scoreOf(a, b)).toBeLessThan(700)
})

test('initials are a weak hint', () => {
  const found = compare('IBM', 'International Business Machines')
  expect(found.how).toEqual([{ code: 'acronym', a: 'ibm', b: 'international business machines' }])
  expect(found.score).toBeGreaterThan(300)
  expect(found.score).toBeLessThan(700)
})

const word = fc.constantFrom(
  ...'acme siemens energy group intl hldgs bank of china 51 ii müller mueller data dog datadog therap pharmac. s a & (new) газпром 東京 i.b.m. l’oreal'.split(
    ' ',
  ),
)
const name = fc.oneof(
  fc.array(word, { maxLength: 7 }).map((words) => words.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
)

test('is symmetric', () => {
  const turned = { extra: 'missing', missing: 'extra' } as const
  fc.assert(
    fc.property(name, name, (a, b) => {
      const [one, other] = [compare(a, b), compare(b, a)]
      expect(other.score).toBe(one.score)
      const mirrored = one.how.map(({ code, a: left, b: right }) => ({
        code: code === 'extra' || code === 'missing' ? turned[code] : code,
        ...(right === undefined ? {} : { a: right }),
        ...(left === undefined ? {} : { b: left }),
      }))
      expect(other.how).toEqual(mirrored)
      expect(one.score).toBeGreaterThanOrEqual(0)
      expect(one.score).toBeLessThanOrEqual(1000)
      expect(Number.isInteger(one.score)).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('a name is the same as itself unless there is nothing to compare', () => {
  fc.assert(
    fc.property(name, (text) => {
      expect(scoreOf(text, text)).toBe(readName(text).glued === '' ? 0 : 1000)
    }),
    { numRuns: 2000 },
  )
})

const plainWord = fc.stringMatching(/^[b-df-hj-np-tv-z][aeou][bdfgklmnprt][aeou][bdfgklmnprt]{1,2}[aeou]x$/)
const plainWords = fc.uniqueArray(plainWord, { minLength: 1, maxLength: 4 })
const legal = fc.constantFrom(
  'Inc.',
  'GmbH',
  'S.A.',
  'Ltd',
  'Co., Ltd.',
  'Pty Ltd',
  'B.V.',
  'd.o.o.',
  'A/S',
  'Sp. z o.o.',
  'LLC',
)

test('is stable under case, accents and legal forms', () => {
  fc.assert(
    fc.property(plainWords, plainWords, legal, (a, b, form) => {
      const [left, right] = [a.join(' '), b.join(' ')]
      const { score } = compare(left, right)
      expect(scoreOf(left.toUpperCase(), right)).toBe(score)
      expect(scoreOf(left.replaceAll('e', 'é').replaceAll('o', 'ö'), right)).toBe(score)
      expect(scoreOf(`${left} ${form}`, right)).toBe(score)
      expect(scoreOf(`${left}, ${form.toUpperCase()}`, `${right} ${form}`)).toBe(score)
    }),
  )
})

test('forgives the order of words', () => {
  fc.assert(
    fc.property(plainWords, fc.nat(), (words, seed) => {
      const turned = words.toSorted((a, b) => ((a.charCodeAt(0) * seed) % 7) - ((b.charCodeAt(0) * seed) % 7))
      expect(scoreOf(words.join(' '), turned.join(' '))).toBeGreaterThanOrEqual(950)
    }),
  )
})

test('survives one slip of the finger in a long word', () => {
  const long = fc.stringMatching(/^[bdfgklmnprt]([aeou][bdfgklmnprt]){4,6}$/)
  fc.assert(
    fc.property(
      long,
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('left out', 'doubled', 'swapped'),
      (text, at, slip) => {
        const letters = [...text]
        if (slip === 'left out') letters.splice(at, 1)
        if (slip === 'doubled') letters.splice(at, 0, letters[at] ?? '')
        if (slip === 'swapped') [letters[at], letters[at + 1]] = [letters[at + 1] ?? '', letters[at] ?? '']
        expect(scoreOf(text, letters.join(''))).toBeGreaterThanOrEqual(800)
      },
    ),
  )
})

test('a word that only one name has never helps', () => {
  fc.assert(
    fc.property(plainWords, plainWord, (words, extra) => {
      fc.pre(!words.includes(extra))
      expect(scoreOf(words.join(' '), [...words, extra].join(' '))).toBeLessThan(1000)
    }),
  )
})

test('compares names of ten thousand characters at once', () => {
  for (const unit of ['a', 'a ', 'ab ', 'S.', 'ltd ', '株式会社', '🚀', "l'", '& ', 'ш ', '/a/', '&a;']) {
    const long = readName(unit.repeat(10_000))
    const at = performance.now()
    likeness(long, readName(`${unit.repeat(9_999)}b`), usualRarity)
    expect(performance.now() - at).toBeLessThan(100)
  }
})
