import { toWireId } from '#kit/ids.ts'
import type { Actor } from '#server/command/index.ts'
import type { ViewAnswer } from './contract.ts'
import type { SavedView } from './view.ts'

/** Who may share views changes shared ones; a personal one is its owner's. */
export function mayChange(actor: Actor, view: Pick<SavedView, 'membership_id'>): boolean {
  return view.membership_id === null ? actor.permissions.has('view:share') : view.membership_id === actor.membership_id
}

export function showView(view: SavedView, actor: Actor): ViewAnswer {
  return {
    id: toWireId('view', view.id),
    list: view.list,
    name: view.name,
    shared: view.membership_id === null,
    state: JSON.parse(view.state) as ViewAnswer['state'], // kept as the contract parsed it
    made_by: view.created_by_name,
    revision: view.revision,
    abilities: mayChange(actor, view) ? ['edit', 'delete'] : [],
  }
}
