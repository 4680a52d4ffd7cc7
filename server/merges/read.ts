import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { survivorOf } from '#server/accounts/index.ts'
import { query } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { showMerge, showMerges } from './show.ts'
import * as store from './store.ts'

export const listMerges = query(contract.listMerges, async ({ tx, org_id, actor }, { query: asked }) => {
  const page = { before: decodeCursor(asked.cursor, ['id'])?.id, limit: asked.limit + 1 }
  const account_id = asked.account_id && (await survivorOf(tx, org_id, uuidOf('account', asked.account_id)))
  if (asked.account_id && !account_id) throw new Refused(COMMON.not_found, { noun: 'account' })
  const found = account_id
    ? await store.listOfAccount(tx, org_id, account_id, page)
    : await store.listAll(tx, org_id, page)
  const rows = found.slice(0, asked.limit)
  const last = found.length > asked.limit ? rows.at(-1) : undefined
  return { rows: await showMerges(tx, rows, actor), next_cursor: last ? encodeCursor({ id: last.id }) : null }
})

export const getMerge = query(contract.getMerge, async ({ tx, org_id, actor }, { params }) => {
  const merge = await store.findMerge(tx, org_id, uuidOf('merge', params.id))
  if (!merge) throw new Refused(COMMON.not_found, { noun: 'merge' })
  return showMerge(tx, merge, actor)
})
