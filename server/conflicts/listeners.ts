import type { Context, Event, Listener } from '#server/command/index.ts'
import type { CameBy } from '#server/consents/facts.ts'
import { listMoves } from '#server/merges/index.ts'
import { followOpportunities } from './raise.ts'
import { settle } from './settle.ts'
import * as store from './store.ts'

/** An opportunity came or went. What a file brings is followed a batch at a time, by whoever imports it. */
async function onOpportunity(ctx: Context, event: Event): Promise<void> {
  if (event.body['by_import']) return
  const came_by = cameBy(event)
  if (came_by) await followOpportunities(ctx, [{ opportunity_id: event.subject.id, came_by }])
}

/** Null where it neither came nor left. What a registration becomes is made before the two are tied, and says so. */
function cameBy({ type, body }: Event): CameBy | 'left' | null {
  const is_open = body['stage'] === 'open' && body['account_id'] !== null
  if (type === 'opportunity.created') return is_open && !body['registration_id'] ? 'created' : null
  const was = body['was'] as { account_id: string | null; stage: string } | undefined // written by `editOpportunity`
  const has_moved = was !== undefined && was.account_id !== body['account_id']
  const has_turned = was !== undefined && was.stage !== body['stage']
  if (!has_moved && !has_turned) return null
  return !is_open ? 'left' : has_moved ? 'moved' : 'reopened'
}

/** A partner came into a sale, or a registration became it: it may be no work of direct sales any more. */
const onTakesPart: Listener = (ctx, event) =>
  followOpportunities(ctx, [{ opportunity_id: event.subject.id, came_by: 'left' }]).then(() => undefined)

async function onConverted(ctx: Context, event: Event): Promise<void> {
  for (const c of await store.listOpen(ctx.tx, ctx.org_id, { registration_id: event.subject.id }))
    await followOpportunities(ctx, [{ opportunity_id: c.opportunity_id, came_by: 'left' }])
}

/** The protection that it rests on is over. */
async function onOver(ctx: Context, event: Event): Promise<void> {
  for (const c of await store.listOpen(ctx.tx, ctx.org_id, { registration_id: event.subject.id }))
    await settle(ctx, c, { status: 'moot', moot_why: 'protection_ended' })
}

/** The partner consents: everything that it is asked about there is answered. */
async function onConsent(ctx: Context, event: Event): Promise<void> {
  const registration_id = String(event.body['registration_id'])
  for (const c of await store.listOpen(ctx.tx, ctx.org_id, { registration_id }))
    await settle(ctx, c, { status: 'consented', consent_id: event.subject.id })
}

/** Two accounts are one: a sale of the one and a protection of the other meet now. Those that stood together before have met. */
async function onMerged(ctx: Context, event: Event): Promise<void> {
  const moves = await listMoves(ctx.tx, ctx.org_id, String(event.body['merge_id']))
  const [sales, claims] = [new Set(moves.get('opportunity')), new Set(moves.get('registration'))]
  const open = await store.listOpenSalesAt(ctx.tx, ctx.org_id, event.subject.id)
  await followOpportunities(
    ctx,
    open.map((opportunity_id) => ({ opportunity_id, came_by: 'merged' })),
    (opportunity_id, registration_id) => sales.has(opportunity_id) !== claims.has(registration_id),
  )
}

/** They are two again: a sale that went back is at odds with nobody here. */
async function onMergeUndone(ctx: Context, event: Event): Promise<void> {
  const open = await store.listOpen(ctx.tx, ctx.org_id, { account_id: event.subject.id })
  await followOpportunities(
    ctx,
    open.map(({ opportunity_id }) => ({ opportunity_id, came_by: 'left' })),
  )
}

const LISTENERS: Record<string, Listener> = {
  'opportunity.created': onOpportunity,
  'opportunity.edited': onOpportunity,
  'participant.added': onTakesPart,
  'account.merged': onMerged,
  'account.merge_undone': onMergeUndone,
  'registration.converted': onConverted,
  'consent.granted': onConsent,
  'registration.withdrawn': onOver,
  'registration.expired': onOver,
  'registration.won': onOver,
  'registration.lost': onOver,
  'registration.revoked': onOver,
}

export const conflictListeners = Object.entries(LISTENERS).map(([type, listen]) => ({ type, listen }))
