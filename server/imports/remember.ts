import { createHash } from 'node:crypto'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command, query, type Context } from '#server/command/index.ts'
import { actorNames } from '#server/people/index.ts'
import type { z } from 'zod'
import type { Tx } from '#server/platform/postgres/sql.ts'
import * as contract from './contract.ts'
import type { rememberedMapping } from './contract-parts.ts'
import { IMPORT_OBJECTS } from './fields.ts'
import type { Mapping } from './mapping.ts'
import * as memory from './remember-store.ts'

export type RememberedAnswer = z.output<typeof rememberedMapping>

const LISTED = 200

/** Files with the same columns are of one shape, in whatever order and case these stand. */
export function headerKey(header: readonly string[]): string {
  const names = header.map((name) => name.trim().toLowerCase()).sort()
  return createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 32)
}

/** Keeps how a file was mapped, for the next of its shape. Said when it is run: until then it is an attempt. */
export async function rememberMapping(
  ctx: Context,
  it: { partner_id: string | null; file_name: string; header: readonly string[]; mapping: Mapping },
): Promise<void> {
  await memory.remember(ctx.tx, ctx.org_id, it.partner_id, {
    id: ctx.newId(),
    object: it.mapping.object,
    header_key: headerKey(it.header),
    label: it.file_name.replace(/\.\w{1,5}$/, '').slice(0, 100) || it.mapping.name,
    header: [...it.header],
    mapping: it.mapping,
    used_at: ctx.now,
    used_by: actorRef(ctx.actor),
  })
}

export async function showRemembered(tx: Tx, rows: readonly memory.Remembered[]): Promise<RememberedAnswer[]> {
  const names = await actorNames(tx, [...new Set(rows.map(({ used_by }) => used_by))])
  return rows.map(({ id, label, mapping, object, used_at, used_by, revision }) => ({
    id: toWireId('mapping', id),
    label,
    name: mapping.name,
    object,
    columns: mapping.columns.length,
    used_at,
    used_by: names.get(used_by) ?? '',
    revision,
  }))
}

export const listMappings = query(contract.listMappings, async ({ tx, org_id, actor }, { query: { object } }) => {
  const objects = object ? [object] : IMPORT_OBJECTS
  return { rows: await showRemembered(tx, await memory.listRemembered(tx, org_id, actor.partner_id, objects, LISTED)) }
})

async function load(ctx: Context, { params }: { params: { id: string } }): Promise<memory.Remembered> {
  const found = await memory.findRemembered(ctx.tx, ctx.org_id, ctx.actor.partner_id, uuidOf('mapping', params.id))
  if (!found) throw new Refused(COMMON.not_found, { noun: 'mapping' })
  return found
}

export const renameMapping = command(contract.renameMapping, {
  load,
  gather: async () => undefined,
  write: async (ctx, { input: { body, query: asked }, subject: { id, label: before, ...it } }) => {
    if (!(await memory.rename(ctx.tx, ctx.org_id, { id, label: body.label, revision: asked.if_match })))
      throw new Refused(COMMON.stale)
    const subject = { noun: 'mapping', id, partner_id: ctx.actor.partner_id } as const
    ctx.record('mapping.renamed', subject, { before: { label: before }, after: { label: body.label } })
    await ctx.emit('mapping.renamed', { noun: 'mapping', id }, ctx.actor.partner_id, {})
    const [answer] = await showRemembered(ctx.tx, [{ ...it, id, label: body.label, revision: it.revision + 1 }])
    if (!answer) throw new Error('a mapping vanished while it was renamed')
    return answer
  },
})

export const forgetMapping = command(contract.forgetMapping, {
  load,
  gather: async () => undefined,
  write: async (ctx, { input: { params }, subject: { id, label, mapping } }) => {
    await memory.forget(ctx.tx, ctx.org_id, id)
    const subject = { noun: 'mapping', id, partner_id: ctx.actor.partner_id } as const
    ctx.record('mapping.forgotten', subject, { label, mapping })
    await ctx.emit('mapping.forgotten', { noun: 'mapping', id }, ctx.actor.partner_id, {})
    return { id: params.id }
  },
})
