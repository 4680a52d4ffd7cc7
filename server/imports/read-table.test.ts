import { expect, test } from 'vitest'
import { openTable, sampleTable, type OpenOptions, type Table, type TableInput, type TableRow } from './read-table.ts'
import type { TableRefused } from './table-refused.ts'

async function readAll(input: string | TableInput, options?: OpenOptions): Promise<Table & { all: TableRow[] }> {
  const table = await openTable(typeof input === 'string' ? Buffer.from(input) : input, options)
  const all: TableRow[] = []
  for await (const row of table.rows) all.push(row)
  return Object.assign(table, { all })
}

async function refusal(input: string | TableInput, options?: OpenOptions): Promise<string> {
  return await readAll(input, options).then(
    () => 'read',
    (error: TableRefused) => error.code,
  )
}

const cellsOf = (rows: TableRow[]): string[][] => rows.map((row) => row.cells)

test.each([
  ['UTF-8', Buffer.from('name,city\nMüller,Köln\n'), 'utf-8'],
  ['UTF-8 with a byte order mark', Buffer.from('\ufeffname,city\nMüller,Köln\n'), 'utf-8'],
  ['UTF-16LE with a byte order mark', Buffer.from('\ufeffname,city\nMüller,Köln\n', 'utf16le'), 'utf-16le'],
  ['UTF-16LE without one', Buffer.from('name,city\nMüller,Köln\n', 'utf16le'), 'utf-16le'],
  ['UTF-16BE', Buffer.from('\ufeffname,city\nMüller,Köln\n', 'utf16le').swap16(), 'utf-16be'],
  ['windows-1252', Buffer.from('name,city\nMüller,Köln\n', 'latin1'), 'windows-1252'],
])('reads %s', async (_, bytes, encoding) => {
  const table = await readAll(bytes)
  expect(table.header).toEqual(['name', 'city'])
  expect(cellsOf(table.all)).toEqual([['Müller', 'Köln']])
  expect(table.encoding).toBe(encoding)
  expect(table.warnings.map((warning) => warning.code)).toEqual(
    encoding === 'windows-1252' ? ['table.assumed_windows_1252'] : [],
  )
})

test('settles on an encoding at the first accented letter, however late, and on any chunk border', async () => {
  const plain = 'name,city\n' + 'Acme,Rome\n'.repeat(20_000)
  const late = await readAll(Buffer.concat([Buffer.from(plain), Buffer.from('Müller,Köln\n', 'latin1')]))
  expect(late.all.at(-1)?.cells).toEqual(['Müller', 'Köln'])
  expect(late.warnings).toHaveLength(1)

  const bytes = Buffer.from('name,city\n' + 'Žižka,Plzeň\n'.repeat(20_000))
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 10_007) yield bytes.subarray(at, at + 10_007)
  }
  const table = await readAll(chunks())
  expect(table.all).toHaveLength(20_000)
  expect(table.all.every((row) => row.problem === null && row.cells[0] === 'Žižka')).toBe(true)
})

test.each([
  [',', 'a,b,c\n"1;2;3",x,y\n"4;5;6",x,y\n'],
  [';', 'a;b;c\n1,5;x;y\n2,5;x;y\n'],
  ['\t', 'a\tb\tc\nx, y\t1\t2\nx, z\t1\t2\n'],
  ['|', 'a|b|c\n1,2|x|y\n1,3|x|y\n'],
  [';', 'sep=;\na;b;c\n1;2;3\n'],
  [',', 'only\none column\n'],
])('finds the delimiter %j', async (delimiter, text) => {
  const table = await readAll(text)
  expect(table.delimiter).toBe(delimiter)
  expect(table.all.every((row) => row.problem === null)).toBe(true)
})

test('believes a person who names the delimiter', async () => {
  expect((await readAll('a;b,c\n1;2,3\n', { delimiter: ';' })).header).toEqual(['a', 'b,c'])
})

test.each([
  ['table.empty', ''],
  ['table.empty', '\n\n  \n'],
  ['table.binary', Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0])],
  ['table.binary', Buffer.from([...Array(5000).keys()].map((at) => (at * 7919) % 251))],
  ['table.no_header', 'joe@acme.com,Joe\nann@acme.com,Ann\n'],
  ['table.no_header', 'Acme,12/31/2017\nBeta,1/1/2018\n'],
  ['table.no_header', '1,2,3\n4,5,6\n'],
  ['table.duplicate_header', 'name,Name,city\na,b,c\n'],
  ['table.quotes', '"name,city\na,b\n'],
])('refuses a file as %s', async (code, input) => {
  expect(await refusal(input)).toBe(code)
})

test('a file with a header alone has nothing to look at', async () => {
  await expect(openTable(Buffer.from('name,city\n')).then((table) => sampleTable(table))).rejects.toMatchObject({
    code: 'table.empty',
  })
})

test('refuses a file that is too large: by its announced size before a byte, else at the limit', async () => {
  let sent = 0
  async function* endless(): AsyncGenerator<Uint8Array> {
    const chunk = Buffer.from('Acme,Rome\n'.repeat(6553))
    yield Buffer.from('name,city\n')
    for (let at = 0; at < 3200; at++) {
      sent += chunk.length
      yield chunk
    }
  }
  expect(await refusal(endless(), { declared_bytes: 200 * 1024 * 1024 })).toBe('table.too_large')
  expect(sent).toBe(0)
  expect(await refusal(endless(), { max_bytes: 1024 * 1024 })).toBe('table.too_large')
  expect(sent).toBeLessThan(1.2 * 1024 * 1024)
})

test('a bad row is refused alone, with its line and what was expected', async () => {
  const table = await readAll(
    [
      'a,b,c',
      '1,2,3',
      '1,2',
      '1,2,3,4',
      '1,2,3,,',
      '',
      ',,',
      '1,"x,3',
      `1,${'x'.repeat(40_000)},3`,
      '1,\u0000,3',
      '7,8,9',
    ].join('\n'),
  )
  expect(table.all.map((row) => [row.line, row.problem?.code ?? null])).toEqual([
    [2, null],
    [3, 'row.columns'],
    [4, 'row.columns'],
    [5, null],
    [8, 'row.quote'],
    [9, 'cell.too_long'],
    [10, 'row.encoding'],
    [11, null],
  ])
  expect(table.all[1]?.problem).toMatchObject({ message: 'The row has 2 cells; the header has 3.', got: '2 cells' })
})

test('a byte that is not UTF-8 costs its row in a file that otherwise is', async () => {
  const table = await readAll(
    Buffer.concat([
      Buffer.from('name,city\nMüller,Köln\nM'),
      Buffer.from([0xfc]),
      Buffer.from('ller,Köln\nŽižka,Plzeň\n'),
    ]),
  )
  expect(table.encoding).toBe('utf-8')
  expect(table.all.map((row) => row.problem?.code ?? null)).toEqual([null, 'row.encoding', null])
})

test('names columns that have no name, and says so', async () => {
  const table = await readAll('name,,city\na,b,c\n')
  expect(table.header).toEqual(['name', 'column 2', 'city'])
  expect(table.warnings.map((warning) => warning.code)).toEqual(['table.unnamed_column'])
})

test('a formula is text like any other', async () => {
  const formula = '=HYPERLINK("http://evil.example","x")'
  const table = await readAll(`name,city\n"${formula.replaceAll('"', '""')}",@here\n`)
  expect(cellsOf(table.all)).toEqual([[formula, '@here']])
})
