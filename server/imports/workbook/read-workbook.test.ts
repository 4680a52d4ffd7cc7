import { Workbook } from '@cj-tech-master/excelts'
import { strToU8, zipSync } from 'fflate'
import { expect, test, vi } from 'vitest'
import { row, workbook } from '#tests/make/workbook.ts'
import { dateText, numberText, shapeOf } from './cells.ts'
import { oldWorkbook, readWorkbook } from './read-workbook.ts'

// Each workbook is read in a thread of its own, which takes its time to begin where others work too.
vi.setConfig({ testTimeout: 60_000 })

/** Every sheet as the CSV it becomes, with what is told about it. */
async function read(bytes: Uint8Array) {
  const own = new Uint8Array(bytes)
  const sheets: { name: string; is_hidden: boolean; lines: string[]; told: string[] }[] = []
  for await (const sheet of readWorkbook(own.buffer)) {
    const pieces: Uint8Array[] = []
    for await (const piece of sheet.bytes) pieces.push(piece)
    const lines = Buffer.concat(pieces).toString().replace('\ufeff', '').split('\n')
    const told = sheet.warnings.map(({ code }) => code)
    sheets.push({ name: sheet.name, is_hidden: sheet.is_hidden, lines, told })
  }
  return sheets
}

const sheet = (rows: string, after = '') => ({ name: 'Accounts', rows, after })
const refusal = (bytes: Uint8Array) => read(bytes).then(() => 'nothing was refused', String)

test('a workbook that another program wrote reads as what a person sees in it', async () => {
  const made = new Workbook()
  const accounts = made.addWorksheet('Accounts')
  accounts.addRow(['Id', 'Name', 'Since', 'Share', 'Customer', 'Twice'])
  accounts.addRow([
    'A1',
    'Müller & Söhne, "Bau"',
    new Date(Date.UTC(2024, 1, 29)),
    0.255,
    true,
    { formula: 'D2*2', result: 0.51 },
  ])
  accounts.getCell('D2').numFmt = '0.0%'
  const bytes = new Uint8Array(await made.xlsx.writeBuffer())
  const [first] = await read(bytes)
  expect(first?.lines.slice(0, 2)).toEqual([
    'Id,Name,Since,Share,Customer,Twice',
    'A1,"Müller & Söhne, ""Bau""",2024-02-29,25.5%,TRUE,0.51',
  ])
  expect(first?.told).toEqual(['sheet.formulas'])
})

test('dates are numbers of either system, and a format says that they are dates', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="170" formatCode="[$-407]dd\\.mm\\.yyyy;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="22"/></cellXfs>'
  const rows = `${row(1, 'Day', 'Own', 'Instant')}<row r="2"><c s="1"><v>45351</v></c><c s="2"><v>45351</v></c><c s="3"><v>45351.75</v></c></row>`
  const [in_1900] = await read(workbook([sheet(rows)], { styles }))
  expect(in_1900?.lines[1]).toBe('2024-02-29,2024-02-29,2024-02-29 18:00:00')
  const [in_1904] = await read(workbook([sheet(rows)], { styles, date1904: true }))
  expect(in_1904?.lines[1]).toBe('2028-03-01,2028-03-01,2028-03-01 18:00:00')
  // 1900 has a 29 February in Excel that no calendar has; before it every day is one off.
  expect([dateText(1, false), dateText(59, false), dateText(61, false), dateText(0, true)]).toEqual([
    '1900-01-01',
    '1900-02-28',
    '1900-03-01',
    '1904-01-01',
  ])
  expect([
    shapeOf('"day" 0'),
    shapeOf('General'),
    shapeOf('#,##0.00 [$€-407]'),
    shapeOf('h:mm'),
    shapeOf('0%'),
  ]).toEqual(['number', 'number', 'number', 'time', 'percent'])
})

test('numbers keep every digit they have, and lose only what floating point added', () => {
  expect(numberText('123456789012345678')).toBe('123456789012345678')
  expect(numberText('1.2345678901234568E+17')).toBe('123456789012345680')
  expect(numberText('1234.5599999999999')).toBe('1234.56')
  expect(numberText('0.30000000000000004')).toBe('0.3')
  expect(numberText('-5E-7')).toBe('-0.0000005')
  expect(numberText('9.9999999999999995e2')).toBe('1000')
  expect(numberText('0.255', 2)).toBe('25.5')
  expect(numberText('#N/A')).toBeNull()
})

test('what a table cannot say is told: merged cells, formulas, hidden rows and sheets, titles above the header', async () => {
  const rows = `${row(1, 'Report of November')}<row r="3" hidden="0">${row(3, 'Id', 'Name').slice(11)}<row r="4" hidden="1"><c t="inlineStr"><is><t>1</t></is></c><c r="B4"><f>A4</f><v>7</v></c></row><row r="5"><c t="inlineStr"><is><t>2</t></is></c><c><f>X()</f></c></row><row r="6"><c t="inlineStr"><is><t>3</t></is></c><c t="e"><v>#N/A</v></c></row>`
  const [one, two] = await read(
    workbook([
      sheet(rows, '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'),
      { name: 'Old', rows: row(1, 'a', 'b'), state: 'veryHidden' },
    ]),
  )
  expect(one?.lines).toEqual(['', '', 'Id,Name', '1,7', '2,', '3,#N/A', ''])
  expect(one?.told).toEqual([
    'sheet.header_row',
    'sheet.hidden_rows',
    'sheet.merged',
    'sheet.formulas',
    'sheet.formulas_empty',
  ])
  expect(two).toMatchObject({ name: 'Old', is_hidden: true, told: ['sheet.hidden'] })
})

test('texts are shared, rich, phonetic or escaped, and come out as what is read aloud once', async () => {
  const strings =
    '<si><t>Name</t></si><si><r><t>Ac</t></r><r><t xml:space="preserve">me &amp;&#x41;</t></r><rPh><t>nope</t></rPh></si><si><t>a_x000D_\nb</t></si>'
  const rows =
    '<row r="1"><c t="s"><v>0</v></c></row><row r="2"><c t="s"><v>1</v></c></row><row r="3"><c t="s"><v>2</v></c></row>'
  const [one] = await read(workbook([sheet(rows)], { strings }))
  expect(one?.lines).toEqual(['Name', 'Acme &A', 'a b', ''])
})

test.each([
  [
    'a document type, before any entity is looked at',
    workbook([sheet(row(1, '&lol;'))], { head: '<!DOCTYPE x [<!ENTITY lol "lol">]>' }),
    'declares a document type',
  ],
  ['an entity that XML does not have', workbook([sheet(row(1, '&lol;'))]), 'an entity that XML does not have'],
  ['an archive without a workbook', Buffer.from(zipSync({ 'a.txt': strToU8('x') })), 'without a workbook'],
  ['a binary workbook', Buffer.from(zipSync({ 'xl/workbook.bin': strToU8('x') })), '.xlsb'],
  [
    'an OpenDocument file',
    Buffer.from(zipSync({ mimetype: strToU8('x'), 'content.xml': strToU8('x') })),
    'OpenDocument',
  ],
  ['an archive that is cut off', workbook([sheet(row(1, 'a'))]).subarray(0, 200), 'no whole ZIP archive'],
  ['rows that go backwards', workbook([sheet(row(2, 'a') + row(1, 'b'))]), 'rows are not in order'],
  ['a row beyond the last', workbook([sheet(row(1_048_577, 'a'))]), 'more than 1048576 rows'],
])('refuses %s, and says so', async (_, bytes, why) => {
  expect(await refusal(bytes)).toContain(why)
})

test('refuses a bomb by what it says it holds, by what it really holds, and by files that lie over one another', async () => {
  const name = 'xl/worksheets/sheet1.xml'
  const honest = workbook([sheet(row(1, 'a'))])
  honest.writeUInt32LE(769 * 1024 * 1024, honest.lastIndexOf(name) - 46 + 24)
  expect(await refusal(honest)).toContain('unpacked it is more than 768 MB')

  const liar = workbook([sheet(`<row r="1"><c t="inlineStr"><is><t>${'a'.repeat(20_000_000)}</t></is></c></row>`)])
  // Twenty megabytes in twenty kilobytes; its directory says 100 bytes.
  expect(liar.length).toBeLessThan(30_000)
  const at = liar.lastIndexOf(name) - 46
  liar.writeUInt32LE(100, at + 24)
  expect(await refusal(liar)).toContain('unpacks to more than it says')

  const overlapping = workbook([sheet(row(1, 'a')), { name: 'B', rows: row(1, 'b') }])
  const [first, second] = [1, 2].map((no) => overlapping.lastIndexOf(`xl/worksheets/sheet${no}.xml`) - 46) as [
    number,
    number,
  ]
  overlapping.writeUInt32LE(overlapping.readUInt32LE(first + 42), second + 42)
  expect(await refusal(overlapping)).toContain('lie over one another')

  const many = Buffer.from(
    zipSync(Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`f${n}`, new Uint8Array()]))),
  )
  expect(await refusal(many)).toContain('more than 2000 files')
}, 60_000)

test('one short text a million times is cut off as text, not kept as memory', async () => {
  const strings = `<si><t>${'x'.repeat(30_000)}</t></si>`
  const rows = Array.from({ length: 20_000 }, (_, n) => `<row r="${n + 1}"><c t="s"><v>0</v></c></row>`).join('')
  let bytes = 0
  for await (const one of readWorkbook(new Uint8Array(workbook([sheet(rows)], { strings })).buffer))
    for await (const piece of one.bytes) {
      bytes += piece.length
      // The reader stops at its limit, and the thread with it.
      if (bytes > 50_000_000) break
    }
  expect(bytes).toBeLessThan(60_000_000)
}, 60_000)

test('old, encrypted and other Office files are told apart', () => {
  const ole = (name: string) => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from(name, 'utf16le')])
  expect(oldWorkbook(ole('Workbook')).message).toContain('(.xls)')
  expect(oldWorkbook(ole('EncryptedPackage')).message).toContain('password')
  expect(oldWorkbook(ole('WordDocument')).message).toContain('old Office file')
})

test('100,000 rows are read without holding up anything else', async () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, n) => `<row r="${n + 2}"><c t="inlineStr"><is><t>Company ${n}</t></is></c><c><v>${n}</v></c></row>`,
  ).join('')
  const bytes = new Uint8Array(workbook([sheet(row(1, 'Name', 'Number') + rows)]))
  let [longest, last] = [0, performance.now()]
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  const [one] = await read(bytes)
  clearInterval(timer)
  expect(one?.lines).toHaveLength(100_002)
  expect(longest).toBeLessThan(300)
}, 60_000)
