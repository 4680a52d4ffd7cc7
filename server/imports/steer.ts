import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused, type FieldProblem } from '#kit/refusal.ts'
import { actorRef, command, type Context } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { prepareMapping } from './convert-row.ts'
import { IMPORT_MOVES, IMPORT_REFUSALS } from './import.ts'
import type { Mapping } from './mapping.ts'
import { answerImport } from './answer.ts'
import { endsAt } from './undo-window.ts'
import { rememberMapping } from './remember.ts'
import { chooseSheet as takeSheet } from './sheets-store.ts'
import * as store from './store.ts'

const DONE = { map: 'mapped anew', run: 'run', cancel: 'cancelled', undo: 'undone' } as const

export async function load(ctx: Context, { params }: { params: { id: string } }): Promise<store.Import> {
  const it = await store.findImport(ctx.tx, ctx.org_id, uuidOf('import', params.id))
  if (!it) throw new Refused(COMMON.not_found, { noun: 'import' })
  return it
}

/** The import under its lock, if this can be done to it now. */
export async function lock(ctx: Context, id: string, move: keyof typeof DONE): Promise<store.Import> {
  const it = await store.lockImport(ctx.tx, ctx.org_id, id)
  if (!it) throw new Refused(COMMON.not_found, { noun: 'import' })
  if (!IMPORT_MOVES[it.state].includes(move))
    throw new Refused(IMPORT_REFUSALS.state, { state: it.state, done: DONE[move] })
  return it
}

/** What of a mapping does not fit the file that it is for. */
function fieldProblems(mapping: Mapping, it: store.Import): FieldProblem[] {
  if (mapping.object !== it.object)
    return [
      {
        path: 'mapping.object',
        message: `expected ${it.object}, which this file was uploaded as`,
        code: 'other_object',
      },
    ]
  const prepared = prepareMapping(mapping, it.description.header)
  if (prepared.ok) return []
  return prepared.problems.map((problem) => ({
    path: pathOf(mapping, problem.column),
    message: `${problem.message} Got "${problem.got}"`,
    expected: problem.expected,
    code: problem.code,
  }))
}

function pathOf(mapping: Mapping, column: string | null): string {
  const key = mapping.key_columns.findIndex((name) => name === column)
  const place = mapping.columns.findIndex((one) => one.column === column)
  if (place >= 0) return `mapping.columns.${place}.column`
  return key >= 0 ? `mapping.key_columns.${key}` : `mapping.constants.${column ?? ''}`
}

export const mapImport = command(contract.mapImport, {
  load,
  gather: async (ctx, { body, query }, { id }) => {
    const it = await lock(ctx, id, 'map')
    if (it.revision !== query.if_match) throw new Refused(COMMON.stale)
    const fields = fieldProblems(body.mapping, it)
    if (fields.length > 0) throw new Refused(COMMON.invalid, {}, { fields })
    return it
  },
  write: async (ctx, { input, subject }) => {
    await store.keepMapping(ctx.tx, ctx.org_id, subject.id, input.body.mapping)
    ctx.record(
      'import.mapped',
      { noun: 'import', id: subject.id, partner_id: subject.partner_id },
      { before: subject.mapping, after: input.body.mapping },
    )
    await ctx.emit('import.mapped', { noun: 'import', id: subject.id }, subject.partner_id, { object: subject.object })
    return answerImport(ctx, subject.id)
  },
})

export const runImport = command(contract.runImport, {
  load,
  policy: (actor, { object }) =>
    object !== 'registration' ||
    actor.permissions.has('registration:submit') || {
      why: 'Your role does not allow to register deals.',
      who: 'somebody who registers deals',
    },
  gather: async (ctx, _input, { id, state, mapping }) => {
    if (mapping === null && state === 'uploaded') throw new Refused(IMPORT_REFUSALS.no_mapping)
    return lock(ctx, id, 'run')
  },
  write: async (ctx, { facts: it }) => {
    await store.startImport(ctx.tx, ctx.org_id, it.id, actorRef(ctx.actor), ctx.actor.role)
    if (it.mapping) await rememberMapping(ctx, { ...it, header: it.description.header, mapping: it.mapping })
    ctx.record(
      'import.started',
      { noun: 'import', id: it.id, partner_id: it.partner_id },
      { object: it.object, mapping: it.mapping?.name, next_line: it.next_line },
    )
    await ctx.emit('import.started', { noun: 'import', id: it.id }, it.partner_id, {
      object: it.object,
      rows_total: it.rows_total,
    })
    return answerImport(ctx, it.id)
  },
})

export const cancelImport = command(contract.cancelImport, {
  load,
  gather: (ctx, _input, { id }) => lock(ctx, id, 'cancel'),
  write: async (ctx, { facts: it }) => {
    await store.endImport(ctx.tx, ctx.org_id, it.id, {
      state: 'cancelled',
      problem: null,
      at: ctx.now,
      undo_until: endsAt(ctx, it),
    })
    ctx.record(
      'import.cancelled',
      { noun: 'import', id: it.id, partner_id: it.partner_id },
      { before: { state: it.state }, rows_done: it.rows_done },
    )
    await ctx.emit('import.cancelled', { noun: 'import', id: it.id }, it.partner_id, {
      object: it.object,
      rows_done: it.rows_done,
    })
    return answerImport(ctx, it.id)
  },
})

export const chooseSheet = command(contract.chooseSheet, {
  load,
  gather: async (ctx, { query }, { id }) => {
    const it = await lock(ctx, id, 'map')
    if (it.revision !== query.if_match) throw new Refused(COMMON.stale)
    if (it.state === 'failed')
      throw new Refused(IMPORT_REFUSALS.state, { state: it.state, done: 'read from another sheet' })
    return it
  },
  write: async (ctx, { input: { body }, facts: it }) => {
    if (it.sheet === null || !(await takeSheet(ctx.tx, ctx.org_id, it.id, body.sheet)))
      throw new Refused(IMPORT_REFUSALS.no_sheet, { sheet: body.sheet })
    const subject = { noun: 'import', id: it.id, partner_id: it.partner_id } as const
    ctx.record('import.sheet_chosen', subject, { before: { sheet: it.sheet }, after: { sheet: body.sheet } })
    await ctx.emit('import.sheet_chosen', { noun: 'import', id: it.id }, it.partner_id, { sheet: body.sheet })
    return answerImport(ctx, it.id)
  },
})
