import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { programDocument } from '#server/document.ts'
import type { ProgramDocument } from '#server/document.ts'
import { anyDocument } from '#tests/make-documents.ts'
import { bare } from './faults.ts'
import { MOST_BYTES } from './yaml.ts'

const REFERENCE = readFileSync(new URL('../../db/worlds/reference-program.yaml', import.meta.url), 'utf8')

function read(text: string): ProgramDocument {
  const parsed = programDocument.parseYaml(text)
  if (!parsed.ok)
    throw new Error(parsed.errors.map((error) => `${error.line}:${error.column} ${error.message}`).join('\n'))
  return parsed.document
}

function errorsOf(text: string) {
  const parsed = programDocument.parseYaml(text)
  return parsed.ok ? [] : parsed.errors
}

test('an empty text is the defaults', () => {
  expect(read('')).toEqual(programDocument.defaults())
  expect(read('{}')).toEqual(programDocument.defaults())
  expect(programDocument.defaults().registration).toMatchObject({
    protection: { days: 90, extensions: 1, extension_days: 90, reminders_days_before: [30, 7, 1] },
    review: { answer_within_working_hours: 16, second_person: false },
    default_outcome: 'review',
    exclusions: { existing_customers: 'reject', open_opportunities: 'review', house_accounts: 'reject' },
  })
})

test('the reference program can be published as it is, and is written as it is read', () => {
  const document = read(REFERENCE)
  expect(programDocument.completeness(document)).toEqual({ errors: [], warnings: [] })
  expect(programDocument.toYaml(document)).toBe(REFERENCE)
})

test('a document that was written reads back equal, and is written the same again', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const text = programDocument.toYaml(document)
      expect(read(text)).toEqual(document)
      expect(programDocument.toYaml(read(text))).toBe(text)
      expect(read(JSON.stringify(document))).toEqual(document)
    }),
    { numRuns: 80 },
  )
}, 30_000)

test.each([
  [
    'registration:\n  protection:\n    days: zero',
    '3:11',
    'registration.protection.days',
    'a whole number of days',
    'the text "zero"',
  ],
  ['registration:\n  protection: {days: 0}', '2:22', 'registration.protection.days', '1 days or more', 'the number 0'],
  ['registration:\n  protection:\n    dayz: 3', '3:5', 'registration.protection.dayz', '"days"', '"dayz"'],
  ['calender: {}', '1:1', 'calender', '"calendar"', '"calender"'],
  ['about: {}\nabout: {}', '2:1', 'about', '"about" once', 'it again'],
  ['calendar:\n\tzone: UTC', '2:1', '', 'spaces', 'a tab'],
  [
    'calendar:\n  zone: Mars/Base',
    '2:9',
    'calendar.zone',
    'an IANA time zone, for example Europe/Berlin',
    'the text "Mars/Base"',
  ],
  [
    'calendar: {holidays: {country: DE, region: XX}}',
    '1:44',
    'calendar.holidays.region',
    expect.stringContaining('BE'),
    'the text "XX"',
  ],
  [
    'calendar: {working_hours: {from: "09:00", to: "08:00"}}',
    '1:47',
    'calendar.working_hours.to',
    'a time later than `from`',
    'the text "08:00"',
  ],
  ['about: *nobody', '1:8', 'about', 'an anchor "&nobody" above', '"*nobody"'],
  ['about: {}\n---\nabout: {}', '2:1', '', 'one document', 'another'],
  ['about:', '1:7', 'about', 'a group of fields ("name: value")', 'nothing (no value after the colon)'],
  ['- a', '1:1', '', 'a group of fields ("name: value")', 'a list of 1 value'],
  [
    'tracks: [{key: a, name: A, type: reseler, tiers: [{key: b, name: B}]}]',
    '1:34',
    'tracks.0.type',
    expect.stringContaining('reseller'),
    'the text "reseler"',
  ],
  [
    'tracks: [{key: a, name: A, tiers: [{key: b, name: B}]}]',
    '1:10',
    'tracks.0.type',
    expect.stringContaining('reseller'),
    'nothing',
  ],
  [
    'registration: {exclusions: {countries: [DE, UK]}}',
    '1:45',
    'registration.exclusions.countries.1',
    expect.stringContaining('ISO 3166'),
    'the text "UK"',
  ],
  [
    'registration: {may_register: {tracks: [A b]}}',
    '1:40',
    'registration.may_register.tracks.0',
    expect.stringContaining('a key'),
    'the text "A b"',
  ],
  [
    'registration: {may_register: {tracks: 5}}',
    '1:39',
    'registration.may_register.tracks',
    expect.stringContaining('"all" or a list'),
    'the number 5',
  ],
  [
    'registration: {lines: {list: [{id: 1, key: a, name: A}, {id: 1, key: b, name: B}]}}',
    '1:62',
    'registration.lines.list.1.id',
    expect.stringContaining('once'),
    'the number 1',
  ],
])('%j is refused at %s', (text, position, path, expected, got) => {
  const errors = errorsOf(text)
  expect(errors.map((error) => `${error.line}:${error.column}`)).toEqual([position])
  expect(errors[0]).toMatchObject({ expected, got })
  expect(errors[0]?.path.join('.')).toBe(path)
})

test('an amount written without quotes is told to have them', () => {
  const text =
    'registration: {rules: [{key: a, then: approve, reason: r, when: {amount_below: {amount_minor: 5000, currency: EUR}}}]}'
  expect(errorsOf(text)[0]?.message).toContain('needs quotes here: "5000"')
})

test('all errors come at once, in the order of the text, with what was probably meant', () => {
  const errors = errorsOf(
    [
      'calendar:',
      '  zone: Nowhere',
      'registration:',
      '  protection: { days: -1, extentions: 2 }',
      '  rules:',
      '    - key: one',
      '      then: aprove',
      '  default_outcome: maybe',
      'colour: red',
    ].join('\n'),
  )
  expect(errors.map((error) => error.line)).toEqual([2, 4, 4, 6, 7, 8, 9])
  expect(errors.map((error) => error.message).join('\n')).toContain('Did you mean "extensions"?')
  expect(errors.map((error) => error.message).join('\n')).toContain('Did you mean "approve"?')
})

test('texts made to exhaust a reader are refused, soon', () => {
  let laughs = 'a0: &a0 [x, x, x, x, x, x, x, x, x]\n'
  for (let n = 1; n < 12; n++) laughs += `a${n}: &a${n} [${Array.from({ length: 9 }, () => `*a${n - 1}`).join(', ')}]\n`
  expect(
    errorsOf(laughs)
      .map((error) => error.message)
      .join(),
  ).toContain('too many values')
  expect(
    errorsOf('a: &x\n  b: *x\n')
      .map((error) => error.message)
      .join(),
  ).toContain('nested too deeply')
  expect(errorsOf('['.repeat(50_000)).map((error) => error.message)).toEqual([
    expect.stringContaining('nested too deeply'),
  ])
  expect(errorsOf(`about: {name: "${'x'.repeat(MOST_BYTES)}"}`).map((error) => error.message)).toEqual([
    expect.stringContaining('256 KB'),
  ])
  expect(errorsOf('__proto__: {polluted: 1}').map((error) => error.got)).toEqual(['"__proto__"'])
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('anchors and aliases can be used in moderation, and errors in them are placed', () => {
  const text =
    'about: {name: &n Water}\ntracks:\n  - {key: a, name: *n, type: reseller, tiers: &t [{key: b, name: B}]}\n  - {key: c, name: C, type: agency, tiers: *t}'
  expect(read(text).tracks.map((track) => track.tiers[0]?.name)).toEqual(['B', 'B'])
  expect(errorsOf(text.replace('name: C', 'name: *n'))).toMatchObject([{ line: 4, path: ['tracks', 1, 'name'] }])
})

test('every error of a broken text has a place in it', () => {
  const rows = REFERENCE.split('\n')
  const breakage = fc.tuple(
    fc.integer({ min: 0, max: rows.length - 1 }),
    fc.constantFrom(
      '',
      'x',
      '  - ',
      '\t',
      '[',
      '"',
      ': 5',
      'null',
      '&a',
      '*a',
      '{}',
      '- 1',
      '!!int',
      '#',
      '---',
      'ключ: 1',
      '\u0000',
    ),
    fc.nat({ max: 60 }),
  )
  fc.assert(
    fc.property(fc.array(breakage, { minLength: 1, maxLength: 4 }), (breakages) => {
      const broken = [...rows]
      for (const [row, piece, column] of breakages)
        broken[row] = `${broken[row]!.slice(0, column)}${piece}${broken[row]!.slice(column + 2)}`
      const text = broken.join('\n')
      for (const error of errorsOf(text)) {
        const line = text.split('\n')[error.line - 1]
        expect(line, error.message).toBeDefined()
        expect(error.column).toBeGreaterThanOrEqual(1)
        expect(error.column).toBeLessThanOrEqual((line?.length ?? 0) + 1)
        expect(error.message).toMatch(/[.?]$/)
      }
    }),
    { numRuns: 300 },
  )
}, 30_000)

test('any text is answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void programDocument.parseYaml(text)),
    { numRuns: 300 },
  )
})

test('partners read the terms as sentences', () => {
  const said = programDocument.sentences(read(REFERENCE), 'everyone').map((sentence) => sentence.text)
  for (const text of [
    'A registration protects the account for 90 days from approval, until midnight in Berlin; we remind the partner 30, 7 and 1 days before the end, and the list price of Picker P4, Carrier C2 and Fleet Manager at registration holds for as long.',
    'Protection can be extended once, by 90 days, for documented activity; more time can be asked for from 30 days before the end, and it is granted at once where a follow-up was logged within the 30 days before and nobody waits in line, and decided by a person otherwise.',
    'We answer within 16 working hours (Mon-Fri 09:00-17:00, Berlin); when we ask, the partner has 14 days to answer, with a reminder 3 days before, and a registration without an answer is then rejected.',
    'Reseller partners have 4 tiers, from the lowest to the highest: Registered, Silver, Gold and Platinum.',
    'A registration worth at least EUR 500,000 is decided by a person: deals of this size get a joint plan first.',
    'A registration by a partner of Gold or Platinum, on an account we know, worth less than EUR 50,000, is approved at once: partners of these tiers have shown that they qualify deals well.',
    'A registration on an account that is our customer already, that we keep for ourselves (a house account), or in Belarus, North Korea or Russia, is rejected.',
    'While a disagreement is open, nobody new is approved on the account and what the deal earns is kept back.',
  ]) {
    expect(said).toContain(text)
  }
})

test('sentences keep their ids when numbers change, and each is one', () => {
  const document = read(REFERENCE)
  const ids = (of: ProgramDocument) => programDocument.sentences(of, 'org').map((sentence) => sentence.id)
  expect(new Set(ids(document)).size).toBe(ids(document).length)
  const changed = structuredClone(document)
  changed.registration.protection.days = 30
  changed.registration.rules.reverse()
  expect(ids(changed).toSorted()).toEqual(ids(document).toSorted())
})

test('partners read neither what is for the org alone nor what binds other tracks', () => {
  const document = read(REFERENCE)
  const ids = (...reader: Parameters<typeof programDocument.sentences> extends [unknown, ...infer R] ? R : never) =>
    programDocument.sentences(document, ...reader).map((sentence) => sentence.id)
  expect(ids('org')).toContain('registration.review.second_person')
  expect(ids('everyone')).not.toContain('registration.review.second_person')
  expect(ids('everyone', ['referral'])).toContain('tracks.referral.tiers')
  expect(ids('everyone', ['referral'])).not.toContain('tracks.reseller.tiers')
  expect(ids('everyone', ['referral'])).not.toContain('registration.rules.reseller-new-small')
})

type Bend = (document: ProgramDocument) => void
test.each<[string, 'errors' | 'warnings', string, Bend]>([
  ['a tier without benefit', 'errors', 'tracks.0.tiers.1.benefits', (d) => (d.tracks[0]!.tiers[1]!.benefits = [])],
  ['a program without tracks', 'errors', 'tracks', (d) => (d.tracks = [])],
  [
    'an unknown track that may register',
    'errors',
    'registration.may_register.tracks.0',
    (d) => (d.registration.may_register.tracks = ['nobody']),
  ],
  [
    'a rule about an unknown track',
    'errors',
    'registration.rules.0.when.tracks.0',
    (d) => (d.registration.rules[0]!.when.tracks = ['nobody']),
  ],
  [
    'a rule about an unknown tier',
    'errors',
    'registration.rules.0.when.tiers.1',
    (d) => (d.registration.rules[0]!.when.tiers = ['gold', 'tin']),
  ],
  [
    'a tier of another track',
    'errors',
    'registration.rules.0.when.tiers.0',
    (d) => (d.registration.rules[0]!.when = { tracks: ['referral'], tiers: ['platinum'] }),
  ],
  ['a split without lines', 'errors', 'registration.lines.list', (d) => (d.registration.lines.list = [])],
  [
    'a form that asks for no account',
    'errors',
    'registration.required_fields',
    (d) => (d.registration.required_fields = ['amount']),
  ],
  ['rules after one for all', 'warnings', 'registration.rules.0', (d) => (d.registration.rules[0]!.when = {})],
  [
    'a rule on an amount nobody gives',
    'warnings',
    'registration.rules.0.when',
    (d) => (d.registration.required_fields = ['account_name']),
  ],
  [
    'a reminder before the beginning',
    'warnings',
    'registration.protection.reminders_days_before.0',
    (d) => (d.registration.protection.days = 20),
  ],
  [
    'a rule about a track that may not register',
    'warnings',
    'registration.rules.2.when.tracks.0',
    (d) => (d.registration.may_register.tracks = ['referral']),
  ],
])('publication notices %s', (_what, level, path, bend) => {
  const document = read(REFERENCE)
  bend(document)
  expect(programDocument.completeness(document)[level].map((finding) => finding.path.join('.'))).toContain(path)
})

test('publication warns of a program that does not fit on one page', () => {
  const document = read(REFERENCE)
  const rule = document.registration.rules[0]!
  document.registration.rules = Array.from({ length: 30 }, (_, n) => ({ ...rule, key: `rule-${n}` }))
  expect(
    programDocument
      .completeness(document)
      .warnings.map((finding) => finding.message)
      .join(),
  ).toContain('do not fit on one page')
})

test('the number of a product line is never given to another', () => {
  const before = read(REFERENCE)
  const after = structuredClone(before)
  after.registration.lines.list[1] = { id: 2, key: 'grippers', name: 'Grippers' }
  expect(programDocument.completeness(after, [before]).errors).toMatchObject([
    { path: ['registration', 'lines', 'list', 1, 'id'] },
  ])
  // Not even when the version in between had no such line.
  const between = structuredClone(before)
  between.registration.lines.list.pop()
  expect(programDocument.completeness(after, [before, between]).errors).toHaveLength(1)
  // A line that was only renamed keeps its number.
  after.registration.lines.list[1] = { id: 2, key: 'fleet-software', name: 'Fleet cloud' }
  expect(programDocument.completeness(after, [before, between]).errors).toEqual([])
})

test('the schema can be shown to machines', () => {
  const shown = z.toJSONSchema(programDocument.schema, { io: 'input' })
  expect(shown).toMatchObject({ type: 'object', additionalProperties: false })
  expect(bare(programDocument.schema)).toBeInstanceOf(z.ZodObject)
})
