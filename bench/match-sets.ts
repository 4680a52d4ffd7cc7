import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRowParser } from '#server/imports/parse-rows.ts'
import { dataFile } from '#tests/data.ts'

export type Row = Readonly<Record<string, string>>

/** The rows of a real file, or null where $DATA_FILES has none; a bench then says that it left the set out. */
export function rowsOf(path: string): Row[] | null {
  const file = dataFile(path)
  if (file === null) return null
  const parser = createRowParser(',')
  const [header = [], ...rows] = [...parser.push(readFileSync(file, 'utf8')), ...parser.end()].map(({ cells }) => cells)
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])))
}

/** Half of the data to work with, the other half to see whether it holds: by the first hex digit of a hash. */
export function isDevHalf(key: string): boolean {
  return Number.parseInt(createHash('sha256').update(key).digest('hex').charAt(0), 16) % 2 === 0
}
