import { toWireId } from '#kit/ids.ts'
import { DAY_MS, plusMs, type Instant } from '#kit/instant.ts'
import type { Actor, Runtime } from '#server/command/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { SESSION_DAYS, actorOf, type SignedIn } from './access.ts'
import { permissionsOf } from './roles.ts'
import * as store from './store.ts'
import { KEY_PREFIX, hashToken } from './tokens.ts'

/** When last seen or used is written at most once in that time. */
const TOUCH_MS = 60_000

/** Who is calling. A key has no session; a session without a membership to act for has no actor. */
export type Caller = { actor: Actor; session: null } | { actor: Actor | null; session: SignedIn }

/**
 * Who is calling, in one look-up: by an API key, else by a session, acting for the membership that `acting` names
 * (`mem_…`) or for the oldest. Null where the key or the session is unknown, ended or over.
 */
export async function resolveActor(
  runtime: Runtime,
  from: { cookie_token?: string | undefined; bearer?: string | undefined; acting?: string | undefined },
): Promise<Caller | null> {
  const now = wallNow()
  if (from.bearer !== undefined) return byKey(runtime, from.bearer, now)
  if (from.cookie_token) return bySession(runtime, from.cookie_token, from.acting, now)
  return null
}

async function byKey(runtime: Runtime, token: string, now: Instant): Promise<Caller | null> {
  if (!token.startsWith(KEY_PREFIX)) return null
  const key = await runtime.db.transaction(null, (tx) => store.findLiveKey(tx, hashToken(token), now))
  if (!key) return null
  const used_before = plusMs(now, -TOUCH_MS)
  if (!key.last_used_at || key.last_used_at < used_before) {
    inBackground(runtime, (tx) => store.touchKey(tx, key.id, { now, used_before }))
  }
  const side = key.partner_id ? 'partner' : 'org'
  // A key of the org reaches at most what its admin may do today, a partner's what the partner's admin may.
  const role = side === 'org' ? 'admin' : 'partner_admin'
  const { id, org_id, partner_id, scopes } = key
  const permissions = new Set(scopes.filter((scope) => permissionsOf(role).has(scope)))
  return { actor: { kind: 'key', id, org_id, side, partner_id, role, permissions, membership_id: null }, session: null }
}

async function bySession(
  runtime: Runtime,
  token: string,
  acting: string | undefined,
  now: Instant,
): Promise<Caller | null> {
  const found = await runtime.db.transaction(null, (tx) => store.findSession(tx, hashToken(token), now))
  if (!found) return null
  const { session_id, last_seen_at, person, memberships } = found
  const seen_before = plusMs(now, -TOUCH_MS)
  if (last_seen_at < seen_before) {
    const expires_at = plusMs(now, SESSION_DAYS * DAY_MS)
    inBackground(runtime, (tx) => store.touchSession(tx, session_id, { now, seen_before, expires_at }))
  }
  const current =
    (acting ? memberships.find((one) => toWireId('membership', one.id) === acting) : memberships[0]) ?? null
  if (current?.is_accepted === false)
    await runtime.db.transaction(null, (tx) => store.acceptMembership(tx, current.id, now))
  return { actor: current && actorOf(person.id, current), session: { session_id, person, memberships, current } }
}

function inBackground(runtime: Runtime, work: (tx: Tx) => Promise<void>): void {
  runtime.db
    .transaction(null, work)
    .catch((error: unknown) => runtime.log.warn({ err: error }, 'a last use was not written down'))
}
