import type { ProblemGroup } from './import.ts'
import type { Problem } from './problem.ts'

const GROUPS_MAX = 200
const VALUES_MAX = 20

/** Counts a problem in the group of its column and code; the groups stay few, however long the file is. */
export function addProblem(groups: ProblemGroup[], kind: ProblemGroup['kind'], line: number, problem: Problem): void {
  let group = groups.find((one) => one.kind === kind && one.code === problem.code && one.column === problem.column)
  if (!group) {
    if (groups.length >= GROUPS_MAX) return
    group = { kind, column: problem.column, code: problem.code, message: problem.message, count: 0, values: [] }
    groups.push(group)
  }
  group.count += 1
  const { got, expected, repair } = problem
  addValue(group, { got, expected, line, count: 1, ...(repair === undefined ? {} : { repair }) })
}

function addValue(group: ProblemGroup, value: ProblemGroup['values'][number]): void {
  const known = group.values.find((one) => one.got === value.got)
  if (known) known.count += value.count
  else if (group.values.length < VALUES_MAX) group.values.push(value)
}

/** The groups of one part of a file added to those of the parts before. */
export function mergeGroups(groups: readonly ProblemGroup[], more: readonly ProblemGroup[]): ProblemGroup[] {
  const merged = groups.map((group) => ({ ...group, values: group.values.map((value) => ({ ...value })) }))
  for (const group of more) {
    const known = merged.find(
      (one) => one.kind === group.kind && one.code === group.code && one.column === group.column,
    )
    if (!known) {
      if (merged.length < GROUPS_MAX) merged.push(group)
      continue
    }
    known.count += group.count
    for (const value of group.values) addValue(known, value)
  }
  return merged
}
