import { settingsOf, type Scope } from '#server/platform/postgres/database.ts'
import { Tx, type Sql } from '#server/platform/postgres/sql.ts'
import type { World } from '#tests/make/world.ts'

/** Tables that `fill` makes large. */
const LARGE = [
  'account',
  'account_key',
  'account_clue',
  'account_alias',
  'account_apart',
  'registration',
  'protection',
  'opportunity',
  'audit',
  'event',
  'ruling',
  'timer',
  'partner',
  'request',
  'request_step',
  'request_ask',
  'enrollment',
  'member',
  'product',
  'search_entry',
  'search_word',
  'file',
  'attachment',
  'opportunity_partner',
  'notice',
  'mail',
  'import',
  'import_change',
]
/** A page, its joins, and what an index of several columns reads beside it. */
const READ_MAX = 3000

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Index Name'?: string
  Plans?: Plan[]
}

/** A transaction that explains each statement before it runs it. */
class Explaining extends Tx {
  readonly plans: { text: string; plan: Plan }[] = []
  override async rows<T>(statement: Sql): Promise<T[]> {
    const [row] = await super.rows<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
      text: `explain (analyze, format json) ${statement.text}`,
      values: statement.values,
      name: undefined,
    })
    if (row) this.plans.push({ text: statement.text, plan: row['QUERY PLAN'][0].Plan })
    return super.rows<T>(statement)
  }
  override async run(statement: Sql): Promise<number> {
    await this.rows(statement)
    return 0
  }
}

/** What is wrong with the plans of a read: large tables read from end to end, or far more rows than it answers. */
export async function explain(
  world: World,
  read: (tx: Tx) => unknown,
  as: Scope,
  most = READ_MAX,
  larger: readonly string[] = [],
): Promise<{ wrong: string[]; plans: number }> {
  const client = await world.db.pool.connect()
  const explained = new Explaining(client)
  try {
    await client.query('begin')
    await client.query(settingsOf(as))
    await read(explained)
    await explained.settle()
    await client.query('rollback')
  } finally {
    // With what a failed read left open in it, it is of no more use.
    client.release(true)
  }
  const large = new Set([...LARGE, ...larger])
  const wrong: string[] = []
  for (const { text, plan } of explained.plans) {
    const walk = (node: Plan): void => {
      const table = node['Relation Name'] ?? ''
      const read_rows = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
      const where = `${node['Node Type']} of ${table || 'rows'}${node['Index Name'] ? ` by ${node['Index Name']}` : ''}`
      if (node['Node Type'] === 'Seq Scan' && large.has(table)) wrong.push(`${where}: ${text}`)
      else if (read_rows > most) wrong.push(`${where} reads ${read_rows} rows: ${text}`)
      for (const inner of node.Plans ?? []) walk(inner)
    }
    walk(plan)
  }
  return { wrong, plans: explained.plans.length }
}
