import type { Actor, Runtime } from '#server/command/index.ts'
import type { PreviewAnswer } from './contract.ts'
import { addProblem } from './group-problems.ts'
import { shown } from './problem.ts'
import type { Batch, Incoming, RefusedLine } from './read-batches.ts'
import { EXAMPLES, showRefused } from './show-refused.ts'
import { TRIED_ROWS, tryRegistrations, whyRefused } from './try-registrations.ts'

/** What submitting each row now would decide. The whole file is read for what cannot be read; its first rows are tried out. */
export async function previewRegistrations(
  { runtime, actor }: { runtime: Runtime; actor: Actor },
  answer: PreviewAnswer,
  import_id: string,
  system: string,
  batches: AsyncIterable<Batch>,
): Promise<PreviewAnswer> {
  const rows: Incoming[] = []
  const refused: RefusedLine[] = []
  for await (const batch of batches) {
    answer.rows_total += batch.count
    answer.skipped += batch.skipped
    refused.push(...batch.refused)
    rows.push(...batch.rows.slice(0, TRIED_ROWS - rows.length))
    for (const row of batch.rows) {
      answer.left_out += row.left_out.length
      for (const problem of row.left_out) addProblem(answer.problems, 'left_out', row.line, problem)
    }
  }
  const call = { runtime, actor, request_id: `import:${import_id}`, dry_run: true }
  const { answer: trial } = await tryRegistrations.run(call, { body: { import_id, system, rows } })
  refused.push(...trial.refused.map(({ row, problems }) => ({ line: row.line, cells: row.cells, problems })))
  refused.sort((a, b) => a.line - b.line)
  // What could not even be read stands among the others, where its line is.
  const unread = refused
    .filter(({ line }) => !trial.rows.some((row) => row.line === line))
    .slice(0, TRIED_ROWS)
    .map(({ line, cells, problems }) => ({
      line,
      account_name: shown(cells.find((cell) => /\p{L}{2}/u.test(cell)) ?? ''),
      partner: null,
      outcome: 'refused' as const,
      why: whyRefused(problems),
    }))
  const told = [...trial.rows, ...unread].sort((a, b) => a.line - b.line)
  const outcomes: Record<string, number> = {}
  for (const { outcome } of told) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  for (const { line, problems } of refused)
    for (const problem of problems) addProblem(answer.problems, 'refused', line, problem)
  answer.problems.sort((a, b) => b.count - a.count)
  answer.unchanged = outcomes['unchanged'] ?? 0
  answer.refused = refused.length
  answer.created = trial.rows.length - answer.unchanged - trial.refused.length
  answer.examples.refused = refused.slice(0, EXAMPLES).map(showRefused)
  answer.registrations = { previewed: told.length, outcomes, rows: told }
  return answer
}
