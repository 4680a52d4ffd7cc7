import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { nameKey } from '#kit/company-name.ts'
import { registrableDomain } from '#kit/domain.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query } from '#server/command/index.ts'
import * as contract from './contract.ts'
import * as family from './family-store.ts'
import { listMarks, listMergedFrom, survivorOf } from './merged-store.ts'
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
  const page = rows.slice(0, limit)
  const marks = new Map(
    (
      await listMarks(
        tx,
        org_id,
        page.map(({ id }) => id),
      )
    ).map((mark) => [mark.id, mark]),
  )
  return {
    rows: page.map(({ name_key: _, ...account }) => {
      const { parent_name = null, has_children = false, merged_count = 0 } = marks.get(account.id) ?? {}
      const parent = named(account.parent_id, parent_name)
      return { ...showAccount(account), parent, has_children, merged_count }
    }),
    next_cursor: last ? encodeCursor({ name_key: last.name_key, id: last.id }) : null,
  }
})

function named(id: string | null, name: string | null) {
  return id !== null && name !== null ? { id: toWireId('account', id), name } : null
}

/** The account, or what stands for it since it was merged. */
export const getAccount = query(contract.getAccount, async ({ tx, org_id, actor }, { params }) => {
  const id = await survivorOf(tx, org_id, uuidOf('account', params.id))
  const account = id && (await store.findAccount(tx, org_id, id))
  if (!account) throw new Refused(COMMON.not_found, { noun: 'account' })
  const [merged, [parent]] = await Promise.all([
    listMergedFrom(tx, org_id, account.id),
    family.listMembers(tx, org_id, account.parent_id ? [account.parent_id] : []),
  ])
  const may = { edit: 'account:edit', merge: 'account:merge' } as const
  return {
    ...showAccount(account),
    parent: named(account.parent_id, parent?.name ?? null),
    merged_from: merged.map(({ id: of, name }) => ({ id: toWireId('account', of), name })),
    abilities: Object.entries(may).flatMap(([ability, permission]) =>
      actor.permissions.has(permission) ? [ability] : [],
    ),
  }
})

export const getFamily = query(contract.getFamily, async ({ tx, org_id }, { params }) => {
  const id = await survivorOf(tx, org_id, uuidOf('account', params.id))
  if (!id) throw new Refused(COMMON.not_found, { noun: 'account' })
  const [parents, below] = await Promise.all([
    family.listParents(tx, org_id, id),
    family.listBelow(tx, org_id, id, family.FAMILY_MAX + 1),
  ])
  const children = below.slice(0, family.FAMILY_MAX).map((one) => one.id)
  const members = new Map((await family.listMembers(tx, org_id, [...parents, ...children])).map((one) => [one.id, one]))
  const show = (of: string) => {
    const it = members.get(of)
    if (!it) return []
    return [{ ...it, id: toWireId('account', of), parent_id: it.parent_id && toWireId('account', it.parent_id) }]
  }
  return {
    id: toWireId('account', id),
    parents: parents.flatMap(show),
    children: children.flatMap(show),
    has_more: below.length > family.FAMILY_MAX,
  }
})
