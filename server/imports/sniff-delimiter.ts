import { createRowParser } from './parse-rows.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** The delimiter under which most rows of the sample are as wide as its first one; more columns decide a tie. */
export function sniffDelimiter(sample: string): Delimiter {
  // The last line may be cut off: it would count as a row of the wrong width.
  const whole = sample.slice(0, Math.max(sample.lastIndexOf('\n'), sample.lastIndexOf('\r')) + 1) || sample
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of DELIMITERS) {
    const width = widthUnder(whole, delimiter)
    if (width.columns < 2) continue
    const score = width.consistent + Math.min(width.columns, 50) / 1000
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

function widthUnder(sample: string, delimiter: Delimiter): { columns: number; consistent: number } {
  const none = { columns: 0, consistent: 0 }
  let rows
  try {
    const parser = createRowParser(delimiter)
    rows = [...parser.push(sample), ...parser.end()].filter((row) => row.broken === null).slice(0, 500)
  } catch {
    // Under the wrong delimiter the quotes need not pair up: that candidate is out.
    return none
  }
  const columns = rows[0]?.cells.length ?? 0
  if (columns === 0) return none
  return { columns, consistent: rows.filter((row) => row.cells.length === columns).length / rows.length }
}
