import type { Context, Event, Listener } from '#server/command/index.ts'
import { finish, gatherAround, reseat, takeInHand } from './chain.ts'
import { OPEN } from './request.ts'
import * as store from './store.ts'
import * as writes from './writes-store.ts'

/** Looks anew at who is asked in these requests, one after the other in the order of their ids. */
async function lookAnew(ctx: Context, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const h = await takeInHand(ctx, id)
    if (!OPEN.includes(h.r.status)) continue
    if (await reseat(ctx, h, await gatherAround(ctx, h.r))) writes.updateRequest(ctx.tx, ctx.org_id, h.r)
  }
}

async function whoseTurn(ctx: Context, members: readonly string[]): Promise<string[]> {
  const [touched, short] = await Promise.all([
    store.listTouched(ctx.tx, ctx.org_id, members),
    store.listShort(ctx.tx, ctx.org_id),
  ])
  return [...new Set([...touched, ...short])].sort()
}

/** Somebody left, came, or does other work now. */
const onPerson: Listener = async (ctx, event) => lookAnew(ctx, await whoseTurn(ctx, [event.subject.id]))

/** Somebody goes away or comes back. Bodies are written by the delegations' shop. */
const onDelegation: Listener = async (ctx, event) =>
  lookAnew(ctx, await whoseTurn(ctx, [event.body['from_id'], event.body['to_id']].map(String)))

const onPartner: Listener = async (ctx, event) =>
  lookAnew(ctx, await store.listOpenOf(ctx.tx, ctx.org_id, { partner_id: event.subject.id }))

const onAssigned: Listener = async (ctx, event) =>
  lookAnew(ctx, await store.listOpenOf(ctx.tx, ctx.org_id, { registration_id: event.subject.id }))

/** The deal is over: what was asked for it has lost its reason. */
async function onRegistrationOver(ctx: Context, event: Event): Promise<void> {
  for (const id of await store.listOpenOf(ctx.tx, ctx.org_id, { registration_id: event.subject.id })) {
    const h = await takeInHand(ctx, id)
    if (!OPEN.includes(h.r.status)) continue
    await finish(ctx, h, 'withdrawn', { reason: null, way_to_yes: null, by: 'program' })
    writes.updateRequest(ctx.tx, ctx.org_id, h.r)
  }
}

const LISTENERS: Record<string, Listener> = {
  'person.ended': onPerson,
  'person.role_changed': onPerson,
  'person.invited': onPerson,
  'delegation.started': onDelegation,
  'delegation.ended': onDelegation,
  'partner.edited': onPartner,
  'registration.assigned': onAssigned,
  'registration.rejected': onRegistrationOver,
  'registration.withdrawn': onRegistrationOver,
  'registration.expired': onRegistrationOver,
  'registration.lost': onRegistrationOver,
  'registration.revoked': onRegistrationOver,
}

export const requestListeners = Object.entries(LISTENERS).map(([type, listen]) => ({ type, listen }))
