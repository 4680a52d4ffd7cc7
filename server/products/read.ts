import { nameKey } from '#kit/company-name.ts'
import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { showProduct } from './show.ts'
import * as store from './store.ts'

export const listProducts = query(
  contract.listProducts,
  async ({ tx, org_id, actor }, { query: { q, limit, cursor } }) => {
    const after = decodeCursor(cursor, ['name_key', 'id'])
    const found = await store.listProducts(tx, org_id, { name_from: nameKey(q ?? ''), after, limit: limit + 1 })
    const last = found.length > limit ? found[limit - 1] : undefined
    return {
      rows: found.slice(0, limit).map(({ name_key: _, ...product }) => showProduct(product, actor)),
      next_cursor: last ? encodeCursor({ name_key: last.name_key, id: last.id }) : null,
    }
  },
)

export const getProduct = query(contract.getProduct, async ({ tx, org_id, actor }, { params }) => {
  const product = await store.findProduct(tx, org_id, uuidOf('product', params.id))
  if (!product) throw new Refused(COMMON.not_found, { noun: 'product' })
  return showProduct(product, actor)
})
