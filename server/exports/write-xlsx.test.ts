import { expect, test } from 'vitest'
import { LIST_COLUMNS } from './list-columns.ts'
import { EXPORTED_LISTS } from './list-contract.ts'
import type { Cell } from './cells.ts'
import { writeCsv } from './write-csv.ts'
import { writeXlsx } from './write-xlsx.ts'
import { openZip } from '../imports/workbook/zip.ts'
import { z } from 'zod'

async function* pages(count: number, size: number): AsyncGenerator<Cell[][]> {
  for (let at = 0; at < count; at += size)
    yield Array.from({ length: Math.min(size, count - at) }, (_, n): Cell[] => [
      { number: String(at + n) },
      { text: `Row ${at + n}` },
    ])
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return new Uint8Array(Buffer.concat(pieces))
}

test('a list that is longer than a sheet goes on on the next one', async () => {
  const bytes = await collect(writeXlsx('rows', ['no', 'name'], pages(25, 4), 11))
  const sheets = [...openZip(bytes).keys()].filter((name) => name.includes('worksheets/'))
  expect(sheets).toHaveLength(3)
})

test('memory does not grow with the list', async () => {
  // What has been written is handed on at once: after a million rows as little waits as after a thousand.
  let largest = 0
  let total = 0
  for await (const piece of writeXlsx('rows', ['no', 'name'], pages(200_000, 200))) {
    largest = Math.max(largest, piece.length)
    total += piece.length
  }
  for await (const piece of writeCsv(['no', 'name'], pages(200_000, 200))) largest = Math.max(largest, piece.length)
  expect(total).toBeGreaterThan(500_000)
  expect(largest).toBeLessThan(300_000)
}, 60_000)

test('every column of a file is a field of its list, and each name is there once', () => {
  for (const [name, columns] of Object.entries(LIST_COLUMNS)) {
    const list = EXPORTED_LISTS[name as keyof typeof LIST_COLUMNS]
    const row = (list.answer as unknown as z.ZodObject<{ rows: z.ZodArray<z.ZodObject> }>).shape.rows.element
    for (const { path } of columns) expect(Object.keys(row.shape), `${name} ${path}`).toContain(path.split('.')[0])
    expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length)
  }
})
