import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameKeysOf } from './name-keys.ts'
import { readName } from './name-reading.ts'

const coreOf = (name: string) => readName(name).core.map(({ text }) => text)

test.each([
  ['BAKKER VERSMARKT,KON.EO-,01', 'bakker versmarkt kon'],
  ['HARBOUR COFFEE SP.ADR/8 A', 'harbour coffee'],
  ['CYTOTOOLS O.N.', 'cytotools'],
  ['BIOPHYTIS NAM.', 'biophytis'],
  ['CHRISTIAN DIOR INH. EO 2', 'christian dior'],
  ['SISTEMA GDR REGS 1/50', 'sistema'],
  ['SKYWORKS SOL. DL-,25', 'skyworks sol'],
  ['BAY.MOTOREN WERKE VZO', 'bay motoren werke'],
  ['STABILUS SA STABILUS ORD SHS', 'stabilus'],
  ['BARRICK GOLD CORP BARRICK GOLD', 'barrick gold'],
  ['Haier Smart Home Co., Ltd. Class D', 'haier smart home'],
  ['Teva Pharmaceutical Industries Limited Sponsored ADR', 'teva pharmaceutical industries'],
  ['FIRST REPUBLIC BANK Depositary Shares each representing a 1/40th interest', 'first republic bank'],
  ['PROGRESSIVE CORP/OH/', 'progressive'],
  ['Hachijuni Bank Ltd/The', 'hachijuni bank'],
  ['PT Bank Central Asia Tbk', 'bank central asia'],
  ['A. P. Møller - Mærsk A/S', 'ap moller maersk'],
  ["L'Oréal S.A.", 'l oreal'],
  ['Dillard&#8217;s, Inc.', 'dillards'],
  ['H & M Hennes & Mauritz AB', 'hm hennes and mauritz'],
  ['ООО «Яндекс»', 'yandeks'],
  ['Brown & Brown, Inc.', 'brown and brown'],
])('reads %s as %s', (name, core) => {
  expect(coreOf(name).join(' ')).toBe(core)
})

test('says what each word is', () => {
  expect(readName('ACTINIUM PHARMAC. INC. DL-,001').words.map(({ text, kind }) => `${text}: ${kind}`)).toEqual([
    'actinium: distinctive',
    'pharmac: business_word',
    'inc: legal_form',
    'dl: listing_mark',
    '001: listing_mark',
  ])
})

test('a name that is nothing but a legal form or marks still reads', () => {
  for (const name of ['GmbH', 'S.A.', 'The Company, Inc.', '株式会社', 'ADR', 'Ltd Ltd Ltd', 'PT Tbk'])
    expect(readName(name).core).not.toEqual([])
})

test('without a letter or a digit there is nothing to read, and no key', () => {
  for (const name of ['', '   ', '---', '🚀🔥', '\u200f\u202e', '"""', '…', '.,;:!?']) {
    expect(readName(name).core).toEqual([])
    expect(nameKeysOf(readName(name))).toEqual({ store: [], ask: [] })
  }
})

const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }))

test('any text reads, its keys are few and short', () => {
  fc.assert(
    fc.property(anything, (name) => {
      const reading = readName(name)
      expect(reading.core.length).toBeLessThanOrEqual(16)
      const { store, ask } = nameKeysOf(reading)
      expect(store.length).toBeLessThanOrEqual(12)
      expect(ask.length).toBeLessThanOrEqual(16)
      for (const key of [...store, ...ask]) expect(key.length).toBeLessThanOrEqual(30)
    }),
    { numRuns: 3000 },
  )
})

test('right-to-left names and names in many scripts keep what names them', () => {
  expect(readName('\u202bבנק הפועלים בע"מ\u202c').core.length).toBe(2)
  expect(readName('شركة الاتصالات السعودية').core.length).toBeGreaterThan(0)
  expect(coreOf('बजाज फाइनेंस लिमिटेड').length).toBeGreaterThan(0)
  expect(coreOf('🚀 Rocket 🚀 Ltd')).toEqual(['rocket'])
})

test.each([
  ['Microsoft Corporation', 'Microsfot'],
  ['Stanton LLC', 'Stamton LLC'],
  ['DataDog', 'Data Dog Inc'],
  ['Wal-Mart Stores', 'Walmart'],
  ['DT.PFANDBRIEFBK AG', 'Deutsche Pfandbriefbank AG'],
  ['AMER. EL. PWR DL 6,50', 'American Electric Power Company, Inc.'],
  ['International Business Machines', 'IBM'],
  ['Яндекс', 'Yandeks'],
  ['Brown (N) Group', 'N Brown Group plc'],
])('%s is found under a key of %s', (known, asked) => {
  const stored = new Set(nameKeysOf(readName(known)).store)
  expect(nameKeysOf(readName(asked)).ask.filter((key) => stored.has(key))).not.toEqual([])
})

test('no common word is a key by itself', () => {
  const keys = ['Bank', 'Group', 'International', 'China'].map((word) => nameKeysOf(readName(`${word} Zyxtra Qualbo`)))
  const [first = nameKeysOf(readName('')), ...rest] = keys
  for (const { store } of rest)
    for (const key of store) if (!first.store.includes(key)) expect(key).not.toMatch(/^w?(bank|group|internat|china)$/)
})

test('reads names of a hundred thousand characters in no time', () => {
  for (const unit of [
    'a',
    'a ',
    'S.',
    'ltd ',
    '株式会社',
    '\u0301',
    "'",
    '& ',
    'é',
    '- ',
    'ャ',
    '/a',
    '&#1;',
    '(',
    '1/',
  ]) {
    const at = performance.now()
    readName(unit.repeat(Math.ceil(100_000 / unit.length)))
    expect(performance.now() - at).toBeLessThan(100)
  }
})
