import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { fromWireId, toWireId } from '#kit/ids.ts'
import { DAY_MS, plusMs } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command, query, type Actor, type May, type Verb } from '#server/command/index.ts'
import type { KeyAnswer } from './contract.ts'
import * as contract from './contract.ts'
import * as store from './store.ts'
import { hashToken, newKey } from './tokens.ts'

function showKey({ id, partner_id, created_by, created_by_name, ...key }: store.Key, actor: Actor): KeyAnswer {
  return {
    ...key,
    id: toWireId('key', id),
    partner_id: partner_id && toWireId('partner', partner_id),
    created_by:
      created_by_name ||
      (created_by === 'operator' ? 'Operator' : created_by.startsWith('key:') ? 'An API key' : 'Former member'),
    abilities: key.revoked_at === null && actor.permissions.has('key:revoke') ? ['revoke'] : [],
  }
}

export const listKeys = query(contract.listKeys, async ({ tx, org_id, actor }, { query: { limit, cursor } }) => {
  const after = decodeCursor(cursor, ['id'])
  const rows = await store.listKeys(tx, org_id, actor.partner_id, { after: after?.id ?? null, limit: limit + 1 })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit).map((key) => showKey(key, actor)),
    next_cursor: last ? encodeCursor({ id: last.id }) : null,
  }
})

/** A key gets no more than its maker has. */
function mayGiveScopes(actor: Actor, scopes: readonly string[]): May {
  const missing = scopes.filter((scope) => !actor.permissions.has(scope))
  if (missing.length === 0) return true
  const who = actor.side === 'org' ? 'an admin of the org' : 'an admin of your company'
  return { why: `A key can have only scopes that its maker has; you do not have ${missing.join(', ')}.`, who }
}

const keepKey = command(contract.createKey, {
  policy: (actor, _, { body }) => mayGiveScopes(actor, body.scopes),
  gather: async () => undefined,
  async write(ctx, { input: { body } }) {
    const id = ctx.newId()
    const token = newKey()
    const { partner_id } = ctx.actor
    const scopes = [...new Set(body.scopes)].sort()
    const expires_at = body.expires_in_days === null ? null : plusMs(ctx.recorded_at, body.expires_in_days * DAY_MS)
    await store.insertKey(ctx.tx, {
      id,
      org_id: ctx.org_id,
      partner_id,
      name: body.name,
      token_hash: hashToken(token),
      token_start: token.slice(0, 8),
      scopes,
      created_by: actorRef(ctx.actor),
      created_at: ctx.recorded_at,
      expires_at,
    })
    ctx.record('key.created', { noun: 'key', id, partner_id }, { name: body.name, scopes, expires_at })
    await ctx.emit('key.created', { noun: 'key', id }, partner_id, { scopes, expires_at })
    return { ...showKey(await getKey(ctx.tx, ctx.actor, id), ctx.actor), token }
  },
})

/** Makes a key. An idempotency key is not honoured: the answer kept for it would keep the secret too. */
export const createKey: Verb<typeof contract.createKey> = {
  ...keepKey,
  run: (call, raw) => keepKey.run({ ...call, idempotency_key: undefined }, raw),
}

export const revokeKey = command(contract.revokeKey, {
  load: (ctx, { params }) => getKey(ctx.tx, ctx.actor, fromWireId('key', params.id) ?? ''),
  gather: async () => undefined,
  async write(ctx, { subject }) {
    const { id, partner_id } = subject
    const revoked = await store.revokeKey(ctx.tx, ctx.org_id, id, ctx.recorded_at)
    ctx.record('key.revoked', { noun: 'key', id, partner_id }, { revoked: revoked ? 'now' : 'before' })
    if (revoked) await ctx.emit('key.revoked', { noun: 'key', id }, partner_id)
    return showKey(await getKey(ctx.tx, ctx.actor, id), ctx.actor)
  },
})

async function getKey(tx: Parameters<typeof store.findKey>[0], actor: Actor, id: string): Promise<store.Key> {
  const key = await store.findKey(tx, actor.org_id, actor.partner_id, id)
  if (!key) throw new Refused(COMMON.not_found, { noun: 'key' })
  return key
}
