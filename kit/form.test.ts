import { describe, expect, test } from 'vitest'
import { checkAnswers, factualAnswers, FIELD_TYPES, type AskedField, type FieldType } from './form.ts'

const field = (key: string, type: FieldType, more: Partial<AskedField> = {}): AskedField => ({
  key,
  label: key,
  type,
  required: false,
  options: type.endsWith('choice') ? ['small', 'medium', 'large'].map((one) => ({ key: one, name: one })) : [],
  visible_to_partner: true,
  personal: false,
  ...more,
})

const ALL = FIELD_TYPES.map((type) => field(type, type))
const GOOD = {
  text: ' Halle 3 ',
  long_text: 'two\nlines',
  number: 12.5,
  money: { amount_minor: '125000', currency: 'EUR' },
  date: '2028-02-29',
  choice: 'small',
  multi_choice: ['large', 'small', 'large'],
  yes_no: false,
  file: 'file_0198f0c2a1b47c3d9e5f6a7b8c9d0e1f',
}

test('keeps an answer of every type, trimmed, choices in the order of the form and each once', () => {
  expect(checkAnswers(ALL, GOOD, 'partner')).toEqual({
    answers: { ...GOOD, text: 'Halle 3', multi_choice: ['small', 'large'] },
    problems: [],
  })
})

test.each([
  ['text', 'two\nlines'],
  ['text', 'x'.repeat(301)],
  ['text', '\ud800'],
  ['long_text', 'a\0b'],
  ['number', '12'],
  ['number', Number.NaN],
  ['number', 1e16],
  ['money', { amount_minor: '-5', currency: 'EUR' }],
  ['money', { amount_minor: '5', currency: 'XXZ' }],
  ['money', 5],
  ['date', '2027-02-29'],
  ['date', '2027-13-01'],
  ['date', '31.12.2027'],
  ['choice', 'huge'],
  ['choice', ['small']],
  ['multi_choice', 'small'],
  ['multi_choice', ['small', 3]],
  ['yes_no', 'yes'],
  ['file', 'letter.pdf'],
])('refuses as %s: %j', (key, value) => {
  const { answers, problems } = checkAnswers(ALL, { [key]: value }, 'partner')
  expect(answers).toEqual({})
  expect(problems).toMatchObject([{ path: `answers.${key}`, message: expect.stringMatching(/^expected /) }])
})

test('tells everything at once: what is missing, what does not fit, what nobody asked', () => {
  const fields = [field('need', 'text', { required: true }), field('when', 'date')]
  const { problems } = checkAnswers(fields, { when: 'soon', other: 1, toString: 'x', need: '  ' }, 'partner')
  expect(problems.map(({ path, code }) => [path, code])).toEqual([
    ['answers.other', 'unknown_field'],
    ['answers.toString', 'unknown_field'],
    ['answers.need', 'required'],
    ['answers.when', 'not_expected'],
  ])
})

test('a partner neither fills nor misses what only the org is asked', () => {
  const fields = [field('inner', 'yes_no', { visible_to_partner: false, required: true })]
  expect(checkAnswers(fields, {}, 'partner').problems).toEqual([])
  expect(checkAnswers(fields, { inner: true }, 'partner').problems).toMatchObject([{ code: 'unknown_field' }])
  expect(checkAnswers(fields, { inner: true }, 'org').answers).toEqual({ inner: true })
})

test('facts hold codes and numbers alone: no words, no files, nothing about a person', () => {
  const fields = [...ALL, field('birthday', 'date', { personal: true })]
  const { answers } = checkAnswers(fields, { ...GOOD, birthday: '1990-01-01' }, 'org')
  expect(Object.keys(factualAnswers(fields, answers)).sort()).toEqual(
    ['choice', 'date', 'money', 'multi_choice', 'number', 'yes_no'].sort(),
  )
})

describe('whatever comes in', () => {
  /** A stream of values that are the same each time: every shape a careless or hostile client could send. */
  function* odd(seed: number): Generator<unknown> {
    const pool = [
      null,
      undefined,
      '',
      ' ',
      'small',
      '2027-01-01',
      -0,
      1e308,
      true,
      [],
      [[]],
      ['small'],
      {},
      Object.create(null),
    ]
    const extra = [
      { amount_minor: 1 },
      { amount_minor: '1', currency: {} },
      'file_x',
      '\u202e',
      Symbol.iterator.toString(),
      9n.toString(),
    ]
    let n = seed
    for (;;) {
      n = (n * 48_271) % 2_147_483_647
      yield [...pool, ...extra, ...Object.values(GOOD)][n % (pool.length + extra.length + Object.keys(GOOD).length)]
    }
  }

  test('what is kept was asked, fits, and is kept the same when it is sent again', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const values = odd(seed)
      const given = Object.fromEntries(ALL.map(({ key }) => [key, values.next().value]))
      const { answers, problems } = checkAnswers(ALL, given, 'partner')
      const wrong = new Set(problems.map(({ path }) => path.slice('answers.'.length)))
      expect(Object.keys(answers).filter((key) => wrong.has(key))).toEqual([])
      expect(checkAnswers(ALL, answers, 'partner')).toEqual({ answers, problems: [] })
    }
  })
})
