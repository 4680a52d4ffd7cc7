import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { lockAllKeys } from '#server/accounts/index.ts'
import { command } from '#server/command/index.ts'
import { tracksInForce } from './enroll.ts'
import { FileIndex } from './file-index.ts'
import { addProblem, mergeGroups } from './group-problems.ts'
import { systemOf, type ImportCounts, type ProblemGroup } from './import.ts'
import { planRows } from './plan-rows.ts'
import type { Batch } from './read-batches.ts'
import { askQuestions, recognitionInForce } from './recognise-rows.ts'
import * as store from './store.ts'
import { endsAt } from './undo-window.ts'
import { writePlan } from './write-plan.ts'

/** Somebody else moved the import on, or stopped it: what this worker holds is of no use any more. */
export class Overtaken extends Error {}

/** Not part of the API: only the worker imports a batch, so that the funnel keeps the transaction, the audit and the events. */
const contract = route({
  id: 'import.batch',
  method: 'POST',
  path: '/imports/{id}/batches',
  summary: 'Import a thousand rows',
  permission: null,
  side: 'org',
  body: z.custom<{ import_id: string; from_line: number; batch: Batch }>(),
  answer: z.object({ finished: z.boolean() }),
})

export const importBatch = command(contract, {
  gather: async (ctx, { body: { import_id, from_line, batch } }) => {
    const it = await store.lockImport(ctx.tx, ctx.org_id, import_id)
    if (!it?.mapping || it.state !== 'running' || Math.max(Number(it.next_line), 0) !== from_line)
      throw new Overtaken(import_id)
    // Nobody claims an account between this batch's look-up and its write; sales are what claims are decided on.
    if (it.object === 'account' || it.object === 'opportunity') await lockAllKeys(ctx.tx, ctx.org_id)
    const terms = await recognitionInForce(ctx.runtime, ctx.tx, ctx.org_id, ctx.now)
    const plan = await planRows(
      {
        tx: ctx.tx,
        org_id: ctx.org_id,
        object: it.object,
        system: systemOf(it.mapping),
        tracks: it.object === 'partner' ? await tracksInForce(ctx.runtime, ctx.tx, ctx.org_id, ctx.now) : [],
        lock: true,
        newId: () => ctx.newId(),
        taxes: new Map(),
        terms,
        made: new FileIndex(),
      },
      batch.rows,
    )
    return { it, mapping: it.mapping, plan, terms }
  },
  write: async (ctx, { input: { body }, facts: { it, mapping, plan, terms } }) => {
    const { batch, from_line } = body
    const refused = [...batch.refused, ...plan.refused]
    await writePlan(ctx, it.id, it.object, systemOf(mapping), plan)
    await askQuestions(ctx, it.id, plan.questions, terms)
    await store.insertRefusals(ctx.tx, ctx.org_id, it.id, it.partner_id, refused)

    const groups: ProblemGroup[] = []
    for (const { line, problems } of refused)
      for (const problem of problems) addProblem(groups, 'refused', line, problem)
    for (const { line, problem } of plan.left_out) addProblem(groups, 'left_out', line, problem)
    const done: ImportCounts = {
      rows_done: batch.count,
      created_count: plan.created.length,
      updated_count: plan.updated.length,
      unchanged_count: plan.unchanged.length,
      refused_count: refused.length,
      left_out_count: plan.left_out.length,
      skipped_count: batch.skipped,
      recognised_count: plan.recognised.length,
      asked_count: plan.questions.length,
    }
    const total = Object.fromEntries(
      Object.entries(done).map(([name, count]) => [name, it[name as keyof ImportCounts] + count]),
    ) as ImportCounts // the same names
    await store.countBatch(
      ctx.tx,
      ctx.org_id,
      it.id,
      total,
      batch.next_line,
      mergeGroups(it.problems, storable(groups)),
    )
    if (batch.last)
      await store.endImport(ctx.tx, ctx.org_id, it.id, {
        state: 'finished',
        problem: null,
        at: ctx.now,
        undo_until: endsAt(ctx, { object: it.object, rows_done: total.rows_done }),
      })

    const subject = { noun: 'import', id: it.id } as const
    ctx.record(batch.last ? 'import.finished' : 'import.progressed', subject, {
      object: it.object,
      from_line,
      next_line: batch.next_line,
      ...done,
    })
    await ctx.emit(batch.last ? 'import.finished' : 'import.progressed', subject, null, {
      object: it.object,
      ...total,
      rows_total: it.rows_total,
    })
    return { finished: batch.last }
  },
})

const PROBLEM =
  'It stopped at a fault of the server, which is in its log. What was imported until then stays; run it again to go on.'

/** What the worker does with an import that stops at the same place again and again. */
export const failImport = command(
  route({
    id: 'import.fail',
    method: 'POST',
    path: '/imports/{id}/fail',
    summary: 'Stop an import that cannot go on',
    permission: null,
    side: 'org',
    body: z.object({ import_id: z.string() }),
    answer: z.object({ failed: z.boolean() }),
  }),
  {
    gather: (ctx, { body }) => store.lockImport(ctx.tx, ctx.org_id, body.import_id),
    write: async (ctx, { input: { body }, facts: it }) => {
      const subject = { noun: 'import', id: body.import_id } as const
      const failed = it?.state === 'running'
      if (failed)
        await store.endImport(ctx.tx, ctx.org_id, it.id, {
          state: 'failed',
          problem: PROBLEM,
          at: ctx.now,
          undo_until: null,
        })
      ctx.record(
        'import.failed',
        { ...subject, partner_id: it?.partner_id ?? null },
        { next_line: it?.next_line, failed },
      )
      if (failed) await ctx.emit('import.failed', subject, it.partner_id, { object: it.object })
      return { failed }
    },
  },
)

/** What stood in a cell may be no text that a database keeps, which is why the row was refused. */
export function storable(groups: ProblemGroup[]): ProblemGroup[] {
  const clean = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd')
  return groups.map((group) => ({
    ...group,
    message: clean(group.message),
    values: group.values.map((value) => ({ ...value, got: clean(value.got), expected: clean(value.expected) })),
  }))
}
