import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { nameKey } from '#kit/company-name.ts'
import { registrableDomain } from '#kit/domain.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { showAccount } from './show.ts'
import * as store from './store.ts'

export const listAccounts = query(contract.listAccounts, async ({ tx, org_id }, { query: { q, limit, cursor } }) => {
  const domain = q?.includes('.') ? registrableDomain(q) : undefined
  const after = decodeCursor(cursor, ['name_key', 'id'])
  const rows = await store.listAccounts(tx, org_id, {
    ...(domain?.ok ? { domain: domain.domain } : q ? { name_from: nameKey(q) } : {}),
    ...(after ? { after } : {}),
    limit: limit + 1,
  })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit).map(({ name_key: _, ...account }) => showAccount(account)),
    next_cursor: last ? encodeCursor({ name_key: last.name_key, id: last.id }) : null,
  }
})

export const getAccount = query(contract.getAccount, async ({ tx, org_id, actor }, { params }) => {
  const account = await store.findAccount(tx, org_id, uuidOf('account', params.id))
  if (!account) throw new Refused(COMMON.not_found, { noun: 'account' })
  return { ...showAccount(account), abilities: actor.permissions.has('account:edit') ? ['edit'] : [] }
})
