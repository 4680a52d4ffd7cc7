import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  areFound,
  codeWords,
  distinctWords,
  domainWords,
  emailWords,
  nameWords,
  readingsOf,
  wordsOf,
} from './search-words.ts'

const finds = (typed: string, words: readonly string[]) => readingsOf(typed).some((terms) => areFound(terms, words))

describe('what is typed finds', () => {
  test.each([
    ['nord met', 'Nordwind Metall GmbH'],
    ['metall nord', 'Nordwind Metall GmbH'],
    ['NORDWIND', 'Nordwind Metall GmbH'],
    ['societe gen', 'Société Générale S.A.'],
    ['s.a. societe', 'Société Générale SA'],
    ['strasse', 'Große Straße AG'],
    ['datadog', 'Data Dog, Inc.'],
    ['data dog', 'DataDog Inc'],
    ['at&t', 'AT&T'],
    ['ibm', 'I.B.M. Deutschland'],
    ['i.b', 'I.B.M. Deutschland'],
    ['amazon.com', 'Amazon.com, Inc.'],
    ['st.gallen', 'Kantonalbank St. Gallen'],
    ['電機', '三菱電機株式会社'],
    ['三菱', '三菱電機株式会社'],
    ['ромашка', 'ООО «Ромашка»'],
    ["l'oreal", 'L’Oréal'],
  ])('%s: %s', (typed, name) => {
    expect(finds(typed, nameWords(name))).toBe(true)
  })

  test('a domain by its beginning, as it is typed, and by an address of the site', () => {
    for (const typed of [
      'nordw',
      'nordwind.ex',
      'nordwind.example',
      'https://www.nordwind.example/about',
      'WWW.Nordwind.example',
    ])
      expect(finds(typed, domainWords('nordwind.example'))).toBe(true)
  })
  test('an address whole, by its beginning, by its host, and by a name in it', () => {
    const words = emailWords('Ada.Lovelace@Nordwind.example')
    for (const typed of [
      'ada.lovelace@nordwind.example',
      'ada.lov',
      'ada.lovelace@nord',
      '@nordwind.example',
      'nordwind.example',
      'lovelace ada',
    ])
      expect(finds(typed, words)).toBe(true)
  })
  test('a key of another system, however it is written', () => {
    expect(finds('DE129273398', codeWords('DE 129 273 398'))).toBe(true)
    expect(finds('0015g00000aBcDe', codeWords('0015g00000aBcDeAAA'))).toBe(true)
  })
  test('nothing for what is not there, and nothing for nothing', () => {
    expect(finds('sudwind', nameWords('Nordwind Metall GmbH'))).toBe(false)
    expect(finds('nord holz', nameWords('Nordwind Metall GmbH'))).toBe(false)
    expect(readingsOf('  … ')).toEqual([])
  })
})

test('the beginnings of any words of a text, in any order, find it', () => {
  const names = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(names, fc.infiniteStream(fc.nat(1000)), (parts, picks) => {
      const all = distinctWords(nameWords(parts.join(' ')))
      const words = wordsOf(parts.join(' ')).slice(0, 8)
      const next = () => picks.next().value ?? 0
      const shuffled = words.map((word) => ({ word, at: next() })).sort((a, b) => a.at - b.at)
      const typed = shuffled.map(({ word }) => {
        const letters = [...word]
        return letters.slice(0, 1 + (next() % letters.length)).join('')
      })
      if (typed.length === 0) return
      expect(areFound(typed, all)).toBe(true)
      expect(finds(typed.join(' '), all)).toBe(true)
    }),
    { numRuns: 500 },
  )
})
