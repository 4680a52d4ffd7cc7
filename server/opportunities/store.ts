import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { NamedOpportunity, Opportunity, Stage } from './opportunity.ts'

const NAMED = sql`select o.id, o.name, o.account_id, o.product_id, o.owner_id, o.stage, o.raw_stage, o.amount_minor, o.currency, o.opened_on,
    o.expected_close_on, o.closed_on, o.created_at, o.revision, a.name as account_name, p.name as product_name, m.name as owner_name,
    (select c.id from conflict c where c.org_id = o.org_id and c.opportunity_id = o.id and c.status = 'open' order by c.id desc limit 1) as conflict_id
  from opportunity o
    left join account a on a.org_id = o.org_id and a.id = o.account_id
    left join product p on p.org_id = o.org_id and p.id = o.product_id
    left join member m on m.org_id = o.org_id and m.id = o.owner_id`

/** Newest first, before the last row of the page before. */
export async function listOpportunities(
  tx: Tx,
  org_id: string,
  filter: {
    account_id: string | undefined
    stage: Stage | undefined
    account_name_from: string
    before: string | undefined
    limit: number
  },
): Promise<NamedOpportunity[]> {
  const conditions = [sql`o.org_id = ${org_id}`]
  if (filter.before) conditions.push(sql`o.id < ${filter.before}`)
  if (filter.account_id) conditions.push(sql`o.account_id = ${filter.account_id}`)
  if (filter.stage) conditions.push(sql`o.stage = ${filter.stage}`)
  if (filter.account_name_from) {
    const from = filter.account_name_from
    conditions.push(
      sql`o.account_id in (select id from account where org_id = ${org_id} and name_key >= ${from} and name_key < ${`${from}\u{10FFFF}`})`,
    )
  }
  const where = conditions.reduce((left, right) => sql`${left} and ${right}`)
  return tx.rows(sql`${NAMED} where ${where} order by o.id desc limit ${filter.limit}`)
}

export async function findOpportunity(tx: Tx, org_id: string, id: string): Promise<NamedOpportunity | undefined> {
  return tx.one(sql`${NAMED} where o.org_id = ${org_id} and o.id = ${id}`)
}

export type OpenOpportunity = Pick<Opportunity, 'id' | 'name' | 'amount_minor' | 'currency' | 'opened_on'> & {
  account_id: string
}

/** More than a ruling needs to see that direct sales is at work there. */
const OPEN_MAX = 20

/** The open opportunities at some accounts, oldest first. */
export async function openOpportunitiesOf(
  tx: Tx,
  org_id: string,
  account_ids: readonly string[],
): Promise<OpenOpportunity[]> {
  if (account_ids.length === 0) return []
  return tx.rows(sql`select id, name, account_id, amount_minor, currency, opened_on from opportunity
    where org_id = ${org_id} and account_id = any(${account_ids}::uuid[]) and stage = 'open' order by id limit ${OPEN_MAX}`)
}

/** Which of the things that an opportunity would point at exist, with their names. */
export async function findTargets(
  tx: Tx,
  org_id: string,
  ids: Pick<Opportunity, 'account_id' | 'product_id' | 'owner_id'>,
): Promise<Pick<NamedOpportunity, 'account_name' | 'product_name' | 'owner_name'>> {
  const row = await tx.one<Pick<NamedOpportunity, 'account_name' | 'product_name' | 'owner_name'>>(sql`select
    (select name from account where org_id = ${org_id} and id = ${ids.account_id}) as account_name,
    (select name from product where org_id = ${org_id} and id = ${ids.product_id}) as product_name,
    (select name from member where org_id = ${org_id} and id = ${ids.owner_id}) as owner_name`)
  return row ?? { account_name: null, product_name: null, owner_name: null }
}

export function insertOpportunity(tx: Tx, org_id: string, it: Opportunity): void {
  tx.send(sql`insert into opportunity (org_id, id, name, account_id, product_id, owner_id, stage, raw_stage, amount_minor, currency,
      opened_on, expected_close_on, closed_on, created_at)
    values (${org_id}, ${it.id}, ${it.name}, ${it.account_id}, ${it.product_id}, ${it.owner_id}, ${it.stage}, ${it.raw_stage},
      ${it.amount_minor}, ${it.currency}, ${it.opened_on}, ${it.expected_close_on}, ${it.closed_on}, ${it.created_at})`)
}

/** Writes an opportunity over its revision; false when somebody was faster. */
export async function updateOpportunity(tx: Tx, org_id: string, next: Opportunity): Promise<boolean> {
  const touched =
    await tx.run(sql`update opportunity set name = ${next.name}, account_id = ${next.account_id}, product_id = ${next.product_id},
      owner_id = ${next.owner_id}, stage = ${next.stage}, raw_stage = ${next.raw_stage}, amount_minor = ${next.amount_minor},
      currency = ${next.currency}, opened_on = ${next.opened_on}, expected_close_on = ${next.expected_close_on},
      closed_on = ${next.closed_on}, revision = revision + 1
    where org_id = ${org_id} and id = ${next.id} and revision = ${next.revision}`)
  return touched === 1
}
