import { expect, test } from 'vitest'
import { openTable, type TableRow } from './read-table.ts'
import type { RefusedRow } from './problem.ts'
import { refusedCsv } from './refused-csv.ts'

async function text(header: string[], rows: RefusedRow[]): Promise<string> {
  let all = ''
  for await (const piece of refusedCsv(header, rows)) all += piece
  return all
}

const problem = {
  column: 'amount',
  code: 'money.format',
  message: 'This is not an amount.',
  expected: 'an amount like 1250.00',
  got: 'x',
}

test('no cell of the refused rows can run as a formula, and reading the file again gives the cells back', async () => {
  const cells = ['=1+1', '+49 30', '-5', '@cmd', 'plain, "quoted"\nand broken', '']
  const header = ['a', 'b', 'c', 'd', 'e', 'f']
  const csv = await text(header, [{ line: 7, cells, problems: [problem] }])
  expect(csv).not.toMatch(/(^|[,"\n])[=+@-]/)

  const table = await openTable(Buffer.from(csv))
  const rows: TableRow[] = []
  for await (const row of table.rows) rows.push(row)
  expect(table.header).toEqual(['line', 'problem', 'how to repair', ...header])
  expect(rows[0]?.cells).toEqual(['7', 'amount: This is not an amount.', 'amount: an amount like 1250.00', ...cells])
})

test('a file refused a second time has the reasons once', async () => {
  const csv = await text(
    ['line', 'problem', 'how to repair', 'a'],
    [{ line: 2, cells: ['7', 'old', 'old', 'x'], problems: [problem] }],
  )
  expect(csv.split('\r\n')[0]).toBe('\ufeffline,problem,how to repair,a')
  expect(csv).not.toContain('old')
})

test('a row with too many cells keeps its reasons in their columns', async () => {
  const csv = await text(['a'], [{ line: 2, cells: ['x', 'y', 'z'], problems: [{ ...problem, column: null }] }])
  expect(csv.split('\r\n')[1]).toBe('2,This is not an amount.,an amount like 1250.00,x,y,z')
})
