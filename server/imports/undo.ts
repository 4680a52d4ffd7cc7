import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { lockAllKeys } from '#server/accounts/index.ts'
import { actorRef, command, lockAccounts, query, type Context } from '#server/command/index.ts'
import { followOpportunities, type Appearance } from '#server/conflicts/index.ts'
import { withdrawMatches } from '#server/matches/index.ts'
import { answerImport, isUndoable } from './answer.ts'
import * as contract from './contract.ts'
import { Overtaken } from './import-batch.ts'
import { IMPORT_REFUSALS, systemOf } from './import.ts'
import { planUndo, type UndoPlan } from './plan-undo.ts'
import { load, lock } from './steer.ts'
import * as store from './store.ts'
import * as targets from './targets-store.ts'
import * as undo from './undo-store.ts'
import { KEYED, keepKeys } from './write-plan.ts'

const BATCH = 500
const SHOWN = 50

function refuseWhereNot(it: store.Import): void {
  if (it.object === 'registration')
    throw new Refused(IMPORT_REFUSALS.no_undo, {
      why: 'each of its rows was decided and told to a partner.',
      instead: 'Withdraw or revoke the registrations that should not stand.',
    })
  if (it.undo_until === null)
    throw new Refused(IMPORT_REFUSALS.no_undo, { why: 'it did nothing.', instead: 'There is nothing to take back.' })
  if (!isUndoable(it))
    throw new Refused(IMPORT_REFUSALS.no_undo, {
      why: 'more than a day has passed since it ended.',
      instead: 'Import a corrected file: rows are known by their keys and change what they say.',
    })
}

/** Counts what an undo would do now. Writes and locks nothing. */
export const previewUndo = query(contract.previewUndo, async ({ tx, org_id }, { params }) => {
  const it = await store.findImport(tx, org_id, uuidOf('import', params.id))
  if (!it?.mapping) throw new Refused(COMMON.not_found, { noun: 'import' })
  refuseWhereNot(it)
  const from = { tx, org_id, import_id: it.id, object: it.object, system: systemOf(it.mapping), lock: false }
  const reasons = new Map<string, number>()
  const answer = { removed: 0, restored: 0, kept: 0, until: it.undo_until }
  const rows: UndoPlan['kept'] = []
  for (let below: number | null = null; ;) {
    const changes = await undo.listChanges(tx, org_id, it.id, below, BATCH)
    const plan = await planUndo(from, changes)
    answer.removed += plan.removed.length
    answer.restored += plan.restored.length
    answer.kept += plan.kept.length
    for (const { why } of plan.kept) reasons.set(why, (reasons.get(why) ?? 0) + 1)
    rows.push(...plan.kept.slice(0, SHOWN - rows.length))
    below = changes.at(-1)?.line ?? null
    if (changes.length < BATCH) break
  }
  return {
    ...answer,
    reasons: [...reasons].map(([why, count]) => ({ why, count })).sort((a, b) => b.count - a.count),
    rows: rows.map(({ change, why, name }) => ({
      line: change.line,
      external_id: change.external_id,
      id: toWireId(it.object, change.subject_id),
      name,
      why,
    })),
  }
})

/** Puts the undo before the workers. */
export const undoImport = command(contract.undoImport, {
  load,
  gather: async (ctx, _input, { id }) => {
    const it = await lock(ctx, id, 'undo')
    refuseWhereNot(it)
    return it
  },
  write: async (ctx, { facts: it }) => {
    await undo.startUndo(ctx.tx, ctx.org_id, it.id, actorRef(ctx.actor))
    const subject = { noun: 'import', id: it.id } as const
    ctx.record('import.undo_started', subject, { before: { state: it.state }, object: it.object })
    await ctx.emit('import.undo_started', subject, null, { object: it.object })
    return answerImport(ctx, it.id)
  },
})

/** Not part of the API: a few hundred rows are taken back as one command, like they were brought in. */
export const undoBatch = command(
  route({
    id: 'import.undo_batch',
    method: 'POST',
    path: '/imports/{id}/undo_batches',
    summary: 'Undo a batch of rows',
    permission: null,
    side: 'org',
    body: z.object({ import_id: z.string() }),
    answer: z.object({ finished: z.boolean() }),
  }),
  {
    gather: async (ctx, { body: { import_id } }) => {
      const it = await store.lockImport(ctx.tx, ctx.org_id, import_id)
      if (!it?.mapping || it.state !== 'undoing') throw new Overtaken(import_id)
      if (it.object === 'account' || it.object === 'opportunity') await lockAllKeys(ctx.tx, ctx.org_id)
      const changes = await undo.listChanges(ctx.tx, ctx.org_id, it.id, null, BATCH)
      const { tx, org_id } = ctx
      const system = systemOf(it.mapping)
      const plan = await planUndo({ tx, org_id, import_id, object: it.object, system, lock: true }, changes)
      return { it, system, plan, last: changes.length < BATCH }
    },
    write: async (ctx, { facts: { it, system, plan, last } }) => {
      await writeUndo(ctx, it, system, plan)
      const did = { removed: plan.removed.length, restored: plan.restored.length, kept: plan.kept.length }
      await undo.countUndo(ctx.tx, ctx.org_id, it.id, { ...did, ended_at: last ? ctx.now : null })
      const subject = { noun: 'import', id: it.id } as const
      ctx.record(last ? 'import.undone' : 'import.undo_progressed', subject, { object: it.object, ...did })
      await ctx.emit(last ? 'import.undone' : 'import.undo_progressed', subject, null, { object: it.object, ...did })
      return { finished: last }
    },
  },
)

async function writeUndo(ctx: Context, it: store.Import, system: string, plan: UndoPlan): Promise<void> {
  const { tx, org_id } = ctx
  const { object } = it
  const gone = plan.removed.map(({ subject_id }) => subject_id)
  const back = [...plan.removed, ...plan.untied, ...plan.restored.map(({ change }) => change)]
  const children = back.map(({ subject_id }) => subject_id)
  const tied = object === 'account' ? await undo.listTiedParents(tx, org_id, it.id, { children, parents: gone }) : []
  const orphans = tied.map(({ id }) => id)
  await lockAccounts(ctx, [...new Set([...touchedAccounts(it, plan), ...orphans])])
  await undo.untieParents(tx, org_id, orphans)
  if (object === 'account' || object === 'opportunity') await withdrawMatches(ctx, object, gone)
  await undo.deleteRecords(tx, org_id, object, gone)
  const rewritten = plan.restored.filter(({ change }) => Object.keys(change.before ?? {}).length > 0)
  await targets.updateRows(
    tx,
    org_id,
    object,
    rewritten.map(({ change, after }) => ({ ...after, id: change.subject_id })),
  )
  if (object === 'account') {
    const rekeyed = rewritten.filter(({ change }) =>
      Object.keys(change.before ?? {}).some((column) => KEYED.has(column)),
    )
    await keepKeys(
      ctx,
      [],
      rekeyed.map(({ change, after }) => ({ id: change.subject_id, after })),
    )
  }
  if (object === 'opportunity') await followOpportunities(ctx, plan.restored.flatMap(appearanceOf))
  for (const { change } of plan.restored)
    if (change.lane) await undo.restoreLane(tx, org_id, change.subject_id, change.lane)
  await undo.restoreTies(tx, org_id, object, system, back)
  await undo.settleChanges(
    tx,
    org_id,
    it.id,
    back.map(({ external_id }) => external_id),
    plan.kept.map(({ change, why, name }) => ({ external_id: change.external_id, why, name })),
  )
}

/** A sale that stands elsewhere again, or is open or closed as it was before the file. */
function appearanceOf({ change, after }: UndoPlan['restored'][number]): Appearance[] {
  if (!['account_id', 'stage'].some((column) => column in (change.before ?? {}))) return []
  const is_there = after['stage'] === 'open' && typeof after['account_id'] === 'string'
  return [{ opportunity_id: change.subject_id, came_by: is_there ? 'imported' : 'left' }]
}

/** Accounts that go or change, and those whose sales do: locked as every decision locks them. */
function touchedAccounts({ object }: store.Import, plan: UndoPlan): string[] {
  if (object === 'account')
    return [...plan.removed, ...plan.restored.map(({ change }) => change)].map(({ subject_id }) => subject_id).sort()
  if (object !== 'opportunity') return []
  const columns = [
    ...plan.removed.map(({ after }) => after),
    ...plan.restored.flatMap(({ current, after }) => [current, after]),
  ]
  return [
    ...new Set(columns.flatMap((one) => (typeof one?.['account_id'] === 'string' ? [one['account_id']] : []))),
  ].sort()
}

export const keptRows = query(contract.keptRows, async ({ tx, org_id }, { params, query: { limit, cursor } }) => {
  const it = await store.findImport(tx, org_id, uuidOf('import', params.id))
  if (!it) throw new Refused(COMMON.not_found, { noun: 'import' })
  const after = Number(decodeCursor(cursor, ['at'])?.at ?? -1)
  const found = await undo.listKept(tx, org_id, it.id, after, limit + 1)
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    rows: found.slice(0, limit).map(({ subject_id, ...row }) => ({ ...row, id: toWireId(it.object, subject_id) })),
    next_cursor: last ? encodeCursor({ at: String(last.line) }) : null,
  }
})
