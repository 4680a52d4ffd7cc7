import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Product } from './product.ts'

const COLUMNS = sql`id, name, line, series, list_price_minor, currency, created_at, revision`

/** Products by name, from a beginning of the name's key, after the last row of the page before. */
export async function listProducts(
  tx: Tx,
  org_id: string,
  filter: { name_from: string; after: { name_key: string; id: string } | undefined; limit: number },
): Promise<(Product & { name_key: string })[]> {
  const after = filter.after ? sql`and (name_key, id) > (${filter.after.name_key}, ${filter.after.id}::uuid)` : sql``
  return tx.rows(sql`select ${COLUMNS}, name_key from product
    where org_id = ${org_id} and name_key >= ${filter.name_from} and name_key < ${`${filter.name_from}\u{10FFFF}`} ${after}
    order by name_key, id limit ${filter.limit}`)
}

/** A product with a price, by the key of its name. */
export type Priced = { id: string; name: string; name_key: string; list_price_minor: string; currency: string }

/** Products of these names that have a list price; of several with one name the oldest. */
export async function listPriced(tx: Tx, org_id: string, name_keys: readonly string[]): Promise<Priced[]> {
  if (name_keys.length === 0) return []
  return tx.rows(sql`select distinct on (name_key) id, name, name_key, list_price_minor, currency from product
    where org_id = ${org_id} and name_key = any(${name_keys}) and list_price_minor is not null order by name_key, id`)
}

export async function findProduct(tx: Tx, org_id: string, id: string): Promise<Product | undefined> {
  return tx.one(sql`select ${COLUMNS} from product where org_id = ${org_id} and id = ${id}`)
}

export function insertProduct(tx: Tx, org_id: string, product: Product, name_key: string): void {
  tx.send(sql`insert into product (org_id, id, name, name_key, line, series, list_price_minor, currency, created_at)
    values (${org_id}, ${product.id}, ${product.name}, ${name_key}, ${product.line}, ${product.series}, ${product.list_price_minor},
      ${product.currency}, ${product.created_at})`)
}

/** Writes a product over its revision; undefined when somebody was faster. */
export async function updateProduct(
  tx: Tx,
  org_id: string,
  next: Product,
  name_key: string,
): Promise<Product | undefined> {
  return tx.one(sql`update product set name = ${next.name}, name_key = ${name_key}, line = ${next.line}, series = ${next.series},
      list_price_minor = ${next.list_price_minor}, currency = ${next.currency}, revision = revision + 1
    where org_id = ${org_id} and id = ${next.id} and revision = ${next.revision} returning ${COLUMNS}`)
}
