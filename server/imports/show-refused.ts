import { shown } from './problem.ts'
import type { RefusedLine } from './read-batches.ts'

/** Rows of each kind that a preview shows. */
export const EXAMPLES = 20
/** Cells of a refused row that are shown, so that a row of a thousand columns is no page of its own. */
const CELLS = 30

export function showRefused({ line, cells, problems }: RefusedLine) {
  return {
    line,
    cells: cells.slice(0, CELLS).map((cell) => shown(cell)),
    problems: problems.map(({ column, message, expected }) => ({ column, message, expected })),
  }
}
