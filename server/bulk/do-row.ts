import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { toWireId } from '#kit/ids.ts'
import { command, type Context } from '#server/command/index.ts'
import {
  approveRegistration,
  askRegistration,
  assignRegistration,
  rejectRegistration,
} from '#server/registrations/index.ts'
import type { BulkRow, BulkRun } from './bulk.ts'
import * as store from './store.ts'

/** The row was done, or the run ended, between looking and locking. */
export class Overtaken extends Error {}

type Task = { run: Pick<BulkRun, 'id' | 'verb' | 'input'>; row: BulkRow }

/** Not part of the API: one row of a run, in one transaction with the note that it is done. */
const one = route({
  id: 'bulk.row',
  method: 'POST',
  path: '/registrations/bulk/{id}/rows',
  summary: 'Do one row of a bulk run',
  permission: null,
  side: 'org',
  body: z.custom<Task>(),
  answer: z.object({ revision: z.number() }),
})

async function act(ctx: Context, { run, row }: Task): Promise<{ revision: number }> {
  const params = { id: toWireId('registration', row.registration_id) }
  const seen = { seen_revision: row.seen_revision }
  // Kept by `start` from what the contract had parsed.
  const input = JSON.parse(run.input) as { reason?: string; question?: string }
  switch (run.verb) {
    case 'approve':
      return approveRegistration.within(ctx, { params, query: undefined, body: { ...seen, reason: input.reason } })
    case 'reject':
      return rejectRegistration.within(ctx, { params, query: undefined, body: { ...seen, reason: input.reason ?? '' } })
    case 'ask':
      return askRegistration.within(ctx, {
        params,
        query: undefined,
        body: { ...seen, question: input.question ?? '' },
      })
    case 'assign': {
      const manager_id = toWireId('membership', row.manager_id ?? '')
      return assignRegistration.within(ctx, { params, query: undefined, body: { ...seen, manager_id } })
    }
  }
}

export const doRow = command(one, {
  gather: async (ctx, { body: { run, row } }) => {
    if (!(await store.lockRow(ctx.tx, ctx.org_id, run.id, row.place))) throw new Overtaken(run.id)
  },
  write: async (ctx, { input: { body } }) => {
    const { revision } = await act(ctx, body)
    store.markRow(ctx.tx, ctx.org_id, body.run.id, body.row.place, { state: 'done', done_revision: revision })
    return { revision }
  },
})

/** Not part of the API: a row that is left, with the reason. */
export const leaveRow = command(
  route({
    id: 'bulk.leave_row',
    method: 'POST',
    path: '/registrations/bulk/{id}/rows/left',
    summary: 'Leave one row of a bulk run',
    permission: null,
    side: 'org',
    body: z.custom<Task & { code: string; says: string; next: string }>(),
    answer: z.null(),
  }),
  {
    gather: async (ctx, { body: { run, row } }) => {
      if (!(await store.lockRow(ctx.tx, ctx.org_id, run.id, row.place))) throw new Overtaken(run.id)
    },
    write: async (ctx, { input: { body } }) => {
      const { run, row, code, says, next } = body
      // Whatever the verb said: what has another revision than was seen was changed by somebody.
      const as =
        (await store.findRevision(ctx.tx, ctx.org_id, row.registration_id)) === row.seen_revision
          ? 'refused'
          : 'changed'
      store.markRow(ctx.tx, ctx.org_id, run.id, row.place, { state: as, code, says, next })
      ctx.record(
        'bulk.row_left',
        { noun: 'registration', id: row.registration_id },
        { bulk: run.id, verb: run.verb, code },
      )
      return null
    },
  },
)

/** Not part of the API: a run begins, or has come to its end. */
export const moveRun = command(
  route({
    id: 'bulk.move',
    method: 'POST',
    path: '/registrations/bulk/{id}/move',
    summary: 'Begin or end a bulk run',
    permission: null,
    side: 'org',
    body: z.custom<{ run: Pick<BulkRun, 'id' | 'verb'>; to: 'running' | 'done' | 'stopped'; problem?: string }>(),
    answer: z.object({ moved: z.boolean() }),
  }),
  {
    gather: async () => undefined,
    write: async (ctx, { input: { body } }) => {
      const { run, to, problem } = body
      const moved =
        to === 'running'
          ? await store.moveRun(ctx.tx, ctx.org_id, run.id, ['held'], to, { due_by: ctx.recorded_at })
          : await store.moveRun(ctx.tx, ctx.org_id, run.id, ['held', 'running'], to, {
              finished_at: ctx.recorded_at,
              ...(problem ? { problem } : {}),
            })
      const type = to === 'running' ? 'bulk.begun' : to === 'done' ? 'bulk.finished' : 'bulk.stopped'
      ctx.record(type, { noun: 'bulk', id: run.id }, { verb: run.verb, moved })
      if (moved) await ctx.emit(type, { noun: 'bulk', id: run.id }, null, { verb: run.verb })
      return { moved }
    },
  },
)
