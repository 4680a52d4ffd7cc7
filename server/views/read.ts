import { query } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { showView } from './show.ts'
import * as store from './store.ts'
import { VIEWS_MAX } from './view.ts'

export const listViews = query(contract.listViews, async ({ tx, org_id, actor }, { query: { list } }) => {
  const mine = actor.membership_id
  const [views, order, seen] = await Promise.all([
    store.listViews(tx, org_id, mine, list, VIEWS_MAX * 2),
    mine ? store.findOrder(tx, org_id, mine, list) : [],
    mine ? store.listSeen(tx, org_id, mine, list) : [],
  ])
  return {
    rows: views.map((view) => showView(view, actor)),
    order,
    seen: Object.fromEntries(seen.map(({ key, seen_at }) => [key, seen_at])),
  }
})
