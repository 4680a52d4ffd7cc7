import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { command, type Actor, type Context, type May } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { mayChange, showView } from './show.ts'
import * as store from './store.ts'
import { VIEW_REFUSALS as R, VIEWS_MAX, type SavedView } from './view.ts'

const NOT_YOURS: May = {
  why: 'Your role does not change views that are shared with the org.',
  who: 'an admin, channel operations, or a partner manager',
}

function ownerIn(actor: Actor): string {
  if (!actor.membership_id) throw new Refused(R.no_person)
  return actor.membership_id
}

const ownerOf = (actor: Actor, shared: boolean) => (shared ? null : ownerIn(actor))

async function load(ctx: Context, wire_id: string): Promise<SavedView> {
  const found = await store.findView(ctx.tx, ctx.org_id, ctx.actor.membership_id, uuidOf('view', wire_id))
  if (!found) throw new Refused(COMMON.not_found, { noun: 'view' })
  return found
}

async function checkRoom(ctx: Context, view: Pick<SavedView, 'list' | 'membership_id'>): Promise<void> {
  if ((await store.countViews(ctx.tx, ctx.org_id, view.membership_id, view.list)) >= VIEWS_MAX)
    throw new Refused(R.too_many, { max: VIEWS_MAX })
}

async function checkName(ctx: Context, view: SavedView): Promise<void> {
  if (await store.isNameTaken(ctx.tx, ctx.org_id, view)) {
    const fields = [{ path: 'name', message: 'is the name of another view' }]
    throw new Refused(R.name_taken, { name: view.name }, { fields })
  }
}

const told = (view: SavedView) => ({ list: view.list, shared: view.membership_id === null })

export const createView = command(contract.createView, {
  policy: (actor, _, { body }) => !body.shared || actor.permissions.has('view:share') || NOT_YOURS,
  gather: async (ctx, { body }): Promise<SavedView> => {
    const { actor } = ctx
    const view: SavedView = {
      id: ctx.newId(),
      list: body.list,
      membership_id: ownerOf(actor, body.shared),
      name: body.name,
      state: JSON.stringify(body.state),
      created_by: actor.membership_id,
      created_by_name: null,
      created_at: ctx.now,
      revision: 1,
    }
    store.lockViews(ctx.tx, ctx.org_id)
    await checkRoom(ctx, view)
    await checkName(ctx, view)
    return view
  },
  write: async (ctx, { facts: view }) => {
    store.insertView(ctx.tx, ctx.org_id, view)
    const subject = { noun: 'view', id: view.id } as const
    ctx.record('view.created', subject, { ...told(view), name: view.name })
    await ctx.emit('view.created', subject, null, told(view))
    return showView(await load(ctx, toWireId('view', view.id)), ctx.actor)
  },
})

export const editView = command(contract.editView, {
  load: (ctx, { params }) => load(ctx, params.id),
  policy: (actor, view, { body }) =>
    (mayChange(actor, view) && (!body.shared || actor.permissions.has('view:share'))) || NOT_YOURS,
  gather: async (ctx, { query, body }, view) => {
    store.lockViews(ctx.tx, ctx.org_id)
    if (view.revision !== query.if_match) throw new Refused(COMMON.stale)
    const next: SavedView = {
      ...view,
      name: body.name ?? view.name,
      state: body.state ? JSON.stringify(body.state) : view.state,
      membership_id: body.shared === undefined ? view.membership_id : ownerOf(ctx.actor, body.shared),
    }
    if (next.membership_id !== view.membership_id) await checkRoom(ctx, next)
    await checkName(ctx, next)
    return next
  },
  write: async (ctx, { subject: before, facts: next }) => {
    const revision = await store.updateView(ctx.tx, ctx.org_id, next)
    if (revision === undefined) throw new Refused(COMMON.stale)
    const subject = { noun: 'view', id: next.id } as const
    ctx.record('view.edited', subject, {
      ...told(next),
      name: { before: before.name, after: next.name },
      state: next.state === before.state ? 'kept' : 'changed',
    })
    await ctx.emit('view.edited', subject, null, told(next))
    return showView({ ...next, revision }, ctx.actor)
  },
})

export const deleteView = command(contract.deleteView, {
  load: (ctx, { params }) => load(ctx, params.id),
  policy: (actor, view) => mayChange(actor, view) || NOT_YOURS,
  gather: async () => undefined,
  write: async (ctx, { input, subject: view }) => {
    if (!(await store.deleteView(ctx.tx, ctx.org_id, view.id))) throw new Refused(COMMON.not_found, { noun: 'view' })
    const subject = { noun: 'view', id: view.id } as const
    ctx.record('view.deleted', subject, { ...told(view), name: view.name })
    await ctx.emit('view.deleted', subject, null, told(view))
    return { id: input.params.id }
  },
})

export const orderViews = command(contract.orderViews, {
  gather: async (ctx) => ownerIn(ctx.actor),
  write: async (ctx, { input: { body }, facts: membership_id }) => {
    const keys = [...new Set(body.keys)]
    store.putOrder(ctx.tx, ctx.org_id, membership_id, body.list, keys)
    ctx.record('view.ordered', { noun: 'membership', id: membership_id }, { list: body.list })
    return { order: keys }
  },
})
