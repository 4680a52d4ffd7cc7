import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_ROW_CHARS, type ParsedRow, QuotesDoNotPair, createRowParser } from './parse-rows.ts'

function parseIn(text: string, chunk: number, delimiter = ','): ParsedRow[] {
  const parser = createRowParser(delimiter)
  const rows: ParsedRow[] = []
  for (let at = 0; at < text.length; at += chunk) rows.push(...parser.push(text.slice(at, at + chunk)))
  return [...rows, ...parser.end()]
}

test('reads what csv-parse reads, whatever the chunks, delimiter and line ending', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '"', ',', ';', '\n', '\r\n', '🚀', '1'), maxLength: 8 })
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 20 }),
      fc.boolean(),
      (rows, delimiter, ending, chunk, always) => {
        const text = rows
          .map((cells) => cells.map((of) => (always || /[",;\t\r\n]/.test(of) ? quoted(of) : of)).join(delimiter))
          .join(ending)
        const known: string[][] = parse(text, { delimiter, record_delimiter: ending, relax_column_count: true })
        expect(parseIn(text, chunk, delimiter).map((row) => row.cells)).toEqual(known)
      },
    ),
    { numRuns: 1000 },
  )
})

test('knows the line each row starts on, blank lines and lines inside quotes counted', () => {
  const rows = parseIn('a,b\r\n\r\n"x\r\ny\r\nz",1\r\n\rq,2\nlast,3', 3)
  expect(rows.map((row) => [row.line, row.cells])).toEqual([
    [1, ['a', 'b']],
    [3, ['x\r\ny\r\nz', '1']],
    [7, ['q', '2']],
    [8, ['last', '3']],
  ])
})

test('an unclosed quote costs its own line, and the rows after it are read', () => {
  for (const chunk of [1, 7, 1000]) {
    const rows = parseIn('a,b\n1,"broken\n2,fine\n3,"also ""fine"""\n4,x\n', chunk)
    expect(rows.map((row) => [row.line, row.broken, row.cells])).toEqual([
      [1, null, ['a', 'b']],
      [2, 'quote', ['1,"broken']],
      [3, null, ['2', 'fine']],
      [4, null, ['3', 'also "fine"']],
      [5, null, ['4', 'x']],
    ])
  }
})

test('text behind a closing quote costs its line; a quote inside plain text is text', () => {
  const rows = parseIn('1,"a"b,c\n2,5" pipe,c\n', 4)
  expect(rows.map((row) => [row.broken, row.cells])).toEqual([
    ['quote', ['1,"a"b,c']],
    [null, ['2', '5" pipe', 'c']],
  ])
})

test('an unclosed quote at the top of a long file does not hold the file in memory', () => {
  const rows = parseIn(`1,"broken\n${'2,fine\n'.repeat(100_000)}`, 65_536)
  expect(rows).toHaveLength(100_001)
  expect(rows.filter((row) => row.broken !== null).map((row) => row.line)).toEqual([1])
  expect(rows.at(-1)?.line).toBe(100_001)
})

test('a line without an end is refused, and reading goes on behind it', () => {
  const rows = parseIn(`a,${'x'.repeat(MAX_ROW_CHARS * 2)}\nb,1\n`, 10_000)
  expect(rows.map((row) => [row.line, row.broken])).toEqual([
    [1, 'too_long'],
    [2, null],
  ])
})

test('a file where every line leaves a quote open is refused line by line', () => {
  const rows = parseIn('1,"abc\n'.repeat(5000), 65_536)
  expect(rows).toHaveLength(5000)
  expect(rows.every((row, at) => row.broken === 'quote' && row.line === at + 1)).toBe(true)
})

test('quotes that never pair up end the file instead of reading it again for every line', () => {
  expect(() => parseIn('a","b\n'.repeat(400_000), 65_536)).toThrow(QuotesDoNotPair)
})
