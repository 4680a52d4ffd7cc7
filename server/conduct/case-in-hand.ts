import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { spoken } from '#kit/words.ts'
import type { Actor, Context } from '#server/command/index.ts'
import { CONDUCT_REFUSALS as R, isMove, type ConductCase, type Move } from './conduct.ts'
import * as store from './store.ts'

/** The case, at the caller's scope: what a partner was not told of does not exist for it. */
export async function loadCase(ctx: Context, wire_id: string): Promise<store.ShownCase> {
  const found = await store.findCase(ctx.tx, ctx.org_id, uuidOf('conduct_case', wire_id))
  if (!found) throw new Refused(COMMON.not_found, { noun: 'conduct case' })
  return found
}

/** The case's row, locked and read anew, if the move can be made from where it is now. */
export async function takeCase(ctx: Context, id: string, move: Move): Promise<ConductCase> {
  const c = await store.lockCase(ctx.tx, ctx.org_id, id, true)
  if (!c) throw new Refused(COMMON.not_found, { noun: 'conduct case' })
  if (isMove(move, c.status)) return c
  // Before the partner was heard, saying so is of more use than naming the state.
  const unheard = c.status === 'found' || c.status === 'notified'
  if (unheard && (move === 'note' || move === 'warn' || move === 'propose')) throw new Refused(R.no_reply_yet)
  throw new Refused(R.wrong_state, { status: spoken(c.status) })
}

/** What is held against a partner, or taken back, is somebody's word; a dispute brings its own. */
export function checkPerson(actor: Actor): void {
  if (actor.kind !== 'person') throw new Refused(R.person_needed)
}

/** Writes what the move made of the case, over what was read. */
export async function keepCase(ctx: Context, before: ConductCase, change: Partial<ConductCase>): Promise<ConductCase> {
  const next = { ...before, ...change }
  if (!(await store.updateCase(ctx.tx, ctx.org_id, next, before.status))) throw new Refused(COMMON.stale)
  return next
}

/** Puts a step on record and announces it: to the partner only from when it was told, and never what is still the org's own. */
export async function announceStep(
  ctx: Context,
  c: ConductCase,
  what: string,
  { body = {}, is_own = false }: { body?: Record<string, unknown>; is_own?: boolean } = {},
): Promise<void> {
  const subject = { noun: 'conduct_case' as const, id: c.id }
  const partner_id = is_own ? null : c.partner_id
  const full = { kind: c.kind, status: c.status, ...body }
  ctx.record(`conduct_case.${what}`, { ...subject, partner_id }, full)
  await ctx.emit(`conduct_case.${what}`, subject, partner_id, full)
}
