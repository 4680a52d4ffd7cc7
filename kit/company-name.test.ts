import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameKey, normaliseCompanyName } from './company-name.ts'

test.each([
  ['Acme Corporation', 'acme'],
  ['ACME, Inc.', 'acme'],
  ['Acme GmbH & Co. KG', 'acme'],
  ['Müller Maschinenbau GmbH', 'muller maschinenbau'],
  ['Société Générale S.A.', 'societe generale'],
  ['Marks & Spencer plc', 'marks and spencer'],
  ['PT Bank Central Asia Tbk', 'bank central asia'],
  ['ООО «Яндекс»', 'яндекс'],
  ['株式会社日立製作所', '日立製作所'],
  ['トヨタ自動車株式会社', 'トヨタ自動車'],
  ['㈱ガイア', 'ガイア'],
  ['华为技术有限公司', '华为技术'],
  ['삼성전자(주)', '삼성전자'],
  ['ORLEN Sp. z o.o.', 'orlen'],
  ['Škoda Auto a.s.', 'skoda auto'],
  ['Grupo Bimbo, S.A.B. de C.V.', 'grupo bimbo'],
  ['Cemex S. de R.L. de C.V.', 'cemex'],
  ['Novo Nordisk A/S', 'novo nordisk'],
  ['A. P. Møller - Mærsk A/S', 'a p moller maersk'],
  ['AB Volvo (publ)', 'volvo'],
  ['The Coca-Cola Company', 'coca cola'],
  ["Macy's Inc", 'macys'],
  ['I.B.M. Corp.', 'ibm'],
  ['Vitamin C S A', 'vitamin c'],
  ['טבע תעשיות פרמצבטיות בע"מ', 'טבע תעשיות פרמצבטיות'],
  ['บริษัท ปตท. จำกัด (มหาชน)', 'ปตท'],
  ['Ｆｕｌｌｗｉｄｔｈ　Ｌｔｄ', 'fullwidth'],
  ['🚀 Rocket 🚀 Ltd', 'rocket'],
  ['3M Co', '3m'],
])('reads %s as %s', (name, expected) => {
  expect(normaliseCompanyName(name)).toBe(expected)
})

test('keeps a name that is nothing but a legal form', () => {
  expect(normaliseCompanyName('GmbH')).toBe('gmbh')
  expect(normaliseCompanyName('The Company, Inc.')).toBe('the')
  expect(normaliseCompanyName('株式会社')).toBe('株式会社')
})

test('keeps scripts apart: marks that are letters stay', () => {
  expect(normaliseCompanyName('ガイア')).not.toBe(normaliseCompanyName('カイア'))
  expect(normaliseCompanyName('रिलायंस')).toBe('रिलायंस')
})

test('answers nothing only when there is no letter or digit', () => {
  for (const name of ['', '   ', '---', '🚀🔥', '❤️', '\u200f\u202e', '&', '"""', '…']) {
    expect(normaliseCompanyName(name).replace('and', '')).toBe('')
  }
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
      if (/[\p{L}\p{N}]/u.test(name.normalize('NFKC'))) expect(normaliseCompanyName(name)).not.toBe('')
    }),
    { numRuns: 2000 },
  )
})

test('is idempotent on any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
      const once = normaliseCompanyName(name)
      expect(normaliseCompanyName(once)).toBe(once)
    }),
    { numRuns: 3000 },
  )
  const piece = fc.constantFrom(
    'S.A.',
    'Acme',
    '&',
    'Co.',
    'the',
    'PT',
    'GmbH',
    'ab',
    'a',
    's',
    '株式会社',
    '日立',
    'Sp.',
    'z',
    'o.o.',
    'İ',
    'ß',
    '·',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom(' ', '', '-', '.'), (pieces, glue) => {
      const once = normaliseCompanyName(pieces.join(glue))
      expect(normaliseCompanyName(once)).toBe(once)
    }),
    { numRuns: 3000 },
  )
}, 20_000)

test('does not change with case, accents or a trailing legal form', () => {
  const word = fc.stringMatching(/^[a-zéüñç]{3,10}[xz]$/)
  const form = fc.constantFrom(
    'Inc.',
    'GmbH',
    'S.A.',
    'Ltd',
    'Co., Ltd.',
    'Pty Ltd',
    'Sdn Bhd',
    'B.V.',
    'd.o.o.',
    'A/S',
    'Sp. z o.o.',
    'LLC',
    'KK',
  )
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), form, (words, legal) => {
      const name = words.join(' ')
      const plain = normaliseCompanyName(name)
      expect(normaliseCompanyName(name.toUpperCase())).toBe(plain)
      expect(normaliseCompanyName(name.normalize('NFD').replace(/\p{M}/gu, ''))).toBe(plain)
      expect(normaliseCompanyName(`${name} ${legal}`)).toBe(plain)
      expect(normaliseCompanyName(`${name}, ${legal.toUpperCase()}`)).toBe(plain)
    }),
  )
})

test('gives one key to one name written with and without spaces', () => {
  expect(nameKey('Data Dog, Inc.')).toBe(nameKey('DataDog'))
  expect(nameKey('GTX Pro')).toBe(nameKey('GTXPro'))
})

test('reads names of ten thousand characters in linear time', () => {
  for (const unit of ['a', 'a ', 'S.', 'ltd ', '株式会社', '\u0301', "'", '& ', 'é', '- ']) {
    const at = performance.now()
    normaliseCompanyName(unit.repeat(Math.ceil(100_000 / unit.length)))
    expect(performance.now() - at).toBeLessThan(1500)
  }
})
