import { nameKey } from '#kit/company-name.ts'
import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { showMember } from './show.ts'
import * as store from './store.ts'

export const listMembers = query(
  contract.listMembers,
  async ({ tx, org_id, actor }, { query: { q, limit, cursor } }) => {
    const after = decodeCursor(cursor, ['name_key', 'id'])
    const found = await store.listMembers(tx, org_id, { name_from: nameKey(q ?? ''), after, limit: limit + 1 })
    const last = found.length > limit ? found[limit - 1] : undefined
    return {
      rows: found.slice(0, limit).map(({ name_key: _, ...member }) => showMember(member, actor)),
      next_cursor: last ? encodeCursor({ name_key: last.name_key, id: last.id }) : null,
    }
  },
)

export const getMember = query(contract.getMember, async ({ tx, org_id, actor }, { params }) => {
  const member = await store.findMember(tx, org_id, uuidOf('member', params.id))
  if (!member) throw new Refused(COMMON.not_found, { noun: 'member' })
  return showMember(member, actor)
})
