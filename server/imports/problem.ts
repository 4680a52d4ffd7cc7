/** What is wrong with one cell or one row, said so that the person who made the file can repair it. */
export type Problem = {
  /** The column's header; null when the whole row is meant. */
  column: string | null
  code: string
  /** What happened and why. */
  message: string
  /** What would have been right; for a person it is the repair. */
  expected: string
  /** What stood there, shortened. */
  got: string
  /** What it most likely means, where that can be said: reading it so repairs it. */
  repair?: string
}

/** A row that is not imported, as it stood in the file. `line` counts from 1, the header included. */
export type RefusedRow = { line: number; cells: readonly string[]; problems: readonly Problem[] }

const SHOWN = 120

/** A value as a problem quotes it: never longer than a line. */
export function shown(value: string): string {
  return value.length <= SHOWN ? value : `${value.slice(0, SHOWN)}… (${value.length} characters)`
}
