import { nameKey } from '#kit/company-name.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { problemOf, type Columns } from './columns.ts'
import type { Incoming } from './read-batches.ts'
import type { Problem } from './problem.ts'
import * as store from './store.ts'
import * as targets from './targets-store.ts'

/** What an opportunity's row points at: ids where the name stands for exactly one thing, and what it came in without. */
export type Resolved = { columns: Columns; left_out: Problem[] }

type Index = ReadonlyMap<string, targets.Named>

/**
 * Ties opportunities to accounts, products and sellers by their names, compared as company names are ("GTXPro" is
 * "GTX Pro"), or to accounts by the key that these were imported under. A name that stands for none or for several is no
 * reason to refuse a sale: it comes in without that tie, and that is told; the same file imported later makes the tie.
 */
export async function resolveReferences(
  tx: Tx,
  org_id: string,
  rows: readonly Incoming[],
): Promise<(row: Incoming) => Resolved> {
  const texts = (field: string) => [
    ...new Set(rows.flatMap(({ fields }) => (typeof fields[field] === 'string' ? [fields[field]] : []))),
  ]
  const keys = (field: string) => [...new Set(texts(field).map(nameKey))].filter((key) => key !== '')
  const external_ids = texts('account_external_id')
  const systems = external_ids.length > 0 ? await store.listSystems(tx, org_id, 'account') : []
  const [byId, byName, products, owners] = await Promise.all([
    targets.listAccountsByExternalId(tx, org_id, systems, external_ids).then(indexOf),
    targets.listAccountsByName(tx, org_id, keys('account_name')).then(indexOf),
    targets.listByNameKey(tx, org_id, 'product', keys('product_name')).then(indexOf),
    targets.listByNameKey(tx, org_id, 'member', keys('owner_name')).then(indexOf),
  ])

  return ({ fields }) => {
    const columns: Columns = {}
    const left_out: Problem[] = []
    const tie = (column: string, field: string, noun: string, index: Index, key: (text: string) => string): boolean => {
      const text = fields[field]
      if (typeof text !== 'string') return false
      const found = index.get(key(text))
      if (found?.count === 1) columns[column] = found.id
      else left_out.push(notOne(field, noun, found?.count ?? 0, text))
      return found?.count === 1
    }
    const tied = tie('account_id', 'account_external_id', 'account', byId, (text) => text)
    if (!tied && tie('account_id', 'account_name', 'account', byName, nameKey)) left_out.length = 0
    tie('product_id', 'product_name', 'product', products, nameKey)
    tie('owner_id', 'owner_name', 'member', owners, nameKey)
    return { columns, left_out }
  }
}

function indexOf(found: readonly targets.Named[]): Index {
  return new Map(found.map((one) => [one.key, one]))
}

function notOne(field: string, noun: string, count: number, text: string): Problem {
  if (count === 0) {
    const expected = `the name of ${noun === 'account' ? 'an' : 'a'} ${noun} that is here; import the ${noun}s and then this file again, or map the value`
    return problemOf(field, `${noun}.unknown`, `No ${noun} here is called this.`, expected, text)
  }
  return problemOf(
    field,
    `${noun}.ambiguous`,
    `${count} ${noun}s are called this, and nothing says which is meant.`,
    `a name or a key that only one ${noun} has`,
    text,
  )
}
