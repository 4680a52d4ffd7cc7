/**
 * The CSV grammar (RFC 4180, any delimiter, any line ending), chunk by chunk. Written by hand because a broken quote
 * must cost its row and not the file: on a quote that does not close, the parser blames the line where it opened and
 * goes on with the next line, which no library at hand can do.
 */

export type ParsedRow = {
  /** The line the row starts on, from 1. */
  line: number
  cells: string[]
  broken: 'quote' | 'too_long' | null
}

export type RowParser = {
  push(text: string): ParsedRow[]
  end(): ParsedRow[]
}

/** A row longer than this is a missing quote or not a table. */
export const MAX_ROW_CHARS = 262_144
/** A recovery reads text again that a row had swallowed; beyond this much of it the file is given up. */
const MAX_REREAD_CHARS = 64 * 1024 * 1024

/** The quotes of the file do not pair up at all: going on would only refuse row after row. */
export class QuotesDoNotPair extends Error {
  readonly line: number
  constructor(line: number) {
    super(`the quotes do not pair up, last seen in line ${line}`)
    this.line = line
  }
}

type Attempt =
  | { kind: 'row'; cells: string[]; next: number }
  | { kind: 'incomplete' }
  | { kind: 'quote'; reached: number }

/** Parses rows as text arrives; blank lines are skipped, and every row knows its line. */
export function createRowParser(delimiter: string): RowParser {
  let text = ''
  let line = 1
  let reread = 0
  /** Inside a line that was already refused as too long: drop everything up to its end. */
  let skipping = false

  function drain(ended: boolean): ParsedRow[] {
    const rows: ParsedRow[] = []
    let at = 0
    for (;;) {
      if (skipping) {
        const end = endOfLine(text, at, ended)
        if (end === null) {
          at = text.length
          break
        }
        at = end
        line++
        skipping = false
      }
      if (at >= text.length) break
      let attempt = readRow(text, at, delimiter, ended)
      if (attempt.kind === 'incomplete' && text.length - at > MAX_ROW_CHARS)
        attempt = { kind: 'quote', reached: text.length }
      if (attempt.kind === 'incomplete') break
      if (attempt.kind === 'row') {
        if (!(attempt.cells.length === 1 && attempt.cells[0] === ''))
          rows.push({ line, cells: attempt.cells, broken: null })
        line += countLines(text, at, attempt.next)
        at = attempt.next
        continue
      }
      reread += attempt.reached - at
      if (reread > MAX_REREAD_CHARS) throw new QuotesDoNotPair(line)
      const end = endOfLine(text, at, ended)
      if (end === null && text.length - at <= MAX_ROW_CHARS) break
      if (end === null) {
        rows.push({ line, cells: [text.slice(at, at + 1000)], broken: 'too_long' })
        skipping = true
        continue
      }
      rows.push({ line, cells: [text.slice(at, end).replace(/[\r\n]+$/, '')], broken: 'quote' })
      line++
      at = end
    }
    text = text.slice(at)
    return rows
  }

  return {
    push(more) {
      text += more
      return drain(false)
    },
    end: () => drain(true),
  }
}

function readRow(text: string, from: number, delimiter: string, ended: boolean): Attempt {
  const cells: string[] = []
  const separator = delimiter.charCodeAt(0)
  let at = from
  for (;;) {
    if (text.charCodeAt(at) === 34) {
      let value = ''
      let start = at + 1
      for (;;) {
        const quote = text.indexOf('"', start)
        if (quote === -1) return ended ? { kind: 'quote', reached: text.length } : { kind: 'incomplete' }
        if (quote + 1 >= text.length && !ended) return { kind: 'incomplete' }
        value += text.slice(start, quote)
        if (text.charCodeAt(quote + 1) !== 34) {
          at = quote + 1
          break
        }
        value += '"'
        start = quote + 2
      }
      cells.push(value)
    } else {
      const start = at
      while (at < text.length) {
        const code = text.charCodeAt(at)
        if (code === separator || code === 10 || code === 13) break
        at++
      }
      cells.push(text.slice(start, at))
    }
    if (at >= text.length) return ended ? { kind: 'row', cells, next: at } : { kind: 'incomplete' }
    const code = text.charCodeAt(at)
    if (code === separator) {
      at++
    } else if (code === 10) {
      return { kind: 'row', cells, next: at + 1 }
    } else if (code === 13) {
      // A carriage return at the end of a chunk may be half of a pair.
      if (at + 1 >= text.length && !ended) return { kind: 'incomplete' }
      return { kind: 'row', cells, next: text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1 }
    } else {
      return { kind: 'quote', reached: at }
    }
  }
}

/** Just behind the line break after `from`; null while it has not arrived. */
function endOfLine(text: string, from: number, ended: boolean): number | null {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10) return at + 1
    if (code === 13) {
      if (at + 1 >= text.length && !ended) return null
      return text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1
    }
  }
  return ended ? text.length : null
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) lines++
  }
  return lines
}
