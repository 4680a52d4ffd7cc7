import { canonical } from '#kit/canonical.ts'
import type { Reason } from '#kit/ruling.ts'

/** One place where a replay came out otherwise. */
export type Difference = { where: string; stored: string; replayed: string }

type Decision = { outcome: unknown; because: readonly Reason[] }

/** What a replay changed: parts of the outcome, then the checks of the ladder in order. Nothing when it is the same. */
export function compareDecisions(stored: Decision, replayed: Decision): Difference[] {
  const differences = compareValues('outcome', stored.outcome, replayed.outcome)
  const checks = new Set([...stored.because, ...replayed.because].map(({ check }) => check))
  for (const check of checks) {
    const before = stored.because.find((reason) => reason.check === check)
    const after = replayed.because.find((reason) => reason.check === check)
    differences.push(...compareValues(`because.${check}`, before, after))
  }
  const orders = [stored, replayed].map(({ because }) => because.map(({ check }) => check).join(' → '))
  const [before = '', after = ''] = orders
  if (differences.length === 0 && before !== after)
    differences.push({ where: 'because', stored: before, replayed: after })
  return differences
}

function compareValues(where: string, stored: unknown, replayed: unknown): Difference[] {
  if (textOf(stored) === textOf(replayed)) return []
  if (isFields(stored) && isFields(replayed)) {
    const fields = new Set([...Object.keys(stored), ...Object.keys(replayed)])
    return [...fields].sort().flatMap((field) => compareValues(`${where}.${field}`, stored[field], replayed[field]))
  }
  return [{ where, stored: textOf(stored), replayed: textOf(replayed) }]
}

function textOf(value: unknown): string {
  return value === undefined ? 'nothing' : canonical(value)
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
