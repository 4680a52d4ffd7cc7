import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query, type Reading } from '#server/command/index.ts'
import { contactTerms } from '#server/consents/index.ts'
import * as contract from './contract.ts'
import { showConflict, showRow } from './show.ts'
import * as store from './store.ts'

async function around({ runtime, tx, org_id, now: ask }: Reading) {
  const now = await ask()
  return { now, terms: contactTerms(await runtime.programs.inForce(tx, org_id, now)) }
}

export const listConflicts = query(contract.listConflicts, async (reading, { query: q }) => {
  const { tx, org_id, actor } = reading
  const asked = q.partner_id && uuidOf('partner', q.partner_id)
  const orgs_own = q.account_id ?? q.opportunity_id ?? q.mine
  if (actor.partner_id && ((asked && asked !== actor.partner_id) || orgs_own)) return { rows: [], next_cursor: null }
  if (q.mine && !actor.membership_id) return { rows: [], next_cursor: null }
  const filter = {
    status: q.status,
    waits_for: q.waits_for,
    manager_id: q.mine ? (actor.membership_id ?? undefined) : undefined,
    // The database shows a partner its own only; named here too, an index finds them among those of all.
    partner_id: actor.partner_id ?? asked,
    account_id: q.account_id && uuidOf('account', q.account_id),
    registration_id: q.registration_id && uuidOf('registration', q.registration_id),
    opportunity_id: q.opportunity_id && uuidOf('opportunity', q.opportunity_id),
    limit: q.limit + 1,
  }
  const now = await reading.now()
  const rows = q.overdue
    ? await store.listOverdue(tx, org_id, { ...filter, now, after: decodeCursor(q.cursor, ['answer_due_at', 'id']) })
    : await store.listConflicts(tx, org_id, { ...filter, before: decodeCursor(q.cursor, ['id'])?.id })
  const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
  const keyOf = (c: store.Shown): Record<string, string> =>
    q.overdue ? { answer_due_at: c.answer_due_at, id: c.id } : { id: c.id }
  return {
    rows: rows.slice(0, q.limit).map((c) => showRow(c, { actor, now })),
    next_cursor: last ? encodeCursor(keyOf(last)) : null,
  }
})

export const countConflicts = query(contract.countConflicts, async ({ tx, org_id, actor, now }) =>
  store.countConflicts(tx, org_id, actor.partner_id, await now()),
)

export const getConflict = query(contract.getConflict, async (reading, { params }) => {
  const { tx, org_id, actor } = reading
  const c = await store.findConflict(tx, org_id, uuidOf('conflict', params.id))
  if (!c) throw new Refused(COMMON.not_found, { noun: 'conflict' })
  return showConflict(c, { tx, org_id, actor, ...(await around(reading)) })
})
