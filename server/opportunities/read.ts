import { nameKey } from '#kit/company-name.ts'
import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { showOpportunity } from './show.ts'
import * as store from './store.ts'

export const listOpportunities = query(contract.listOpportunities, async ({ tx, org_id, actor }, { query: filter }) => {
  const { account_id, stage, q = '', limit, cursor } = filter
  const found = await store.listOpportunities(tx, org_id, {
    account_id: account_id && uuidOf('account', account_id),
    stage,
    account_name_from: nameKey(q),
    before: decodeCursor(cursor, ['id'])?.id,
    limit: limit + 1,
  })
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    rows: found.slice(0, limit).map((it) => showOpportunity(it, actor)),
    next_cursor: last ? encodeCursor({ id: last.id }) : null,
  }
})

export const getOpportunity = query(contract.getOpportunity, async ({ tx, org_id, actor }, { params }) => {
  const it = await store.findOpportunity(tx, org_id, uuidOf('opportunity', params.id))
  if (!it) throw new Refused(COMMON.not_found, { noun: 'opportunity' })
  return showOpportunity(it, actor)
})
