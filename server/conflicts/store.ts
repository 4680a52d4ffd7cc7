import type { Instant, LocalDate } from '#kit/instant.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Stage } from '#server/opportunities/opportunity.ts'
import type { Conflict, Position, Status, WaitsFor } from './conflict.ts'

const COLUMNS = sql`c.id, c.account_id, c.held_account_id, c.opportunity_id, c.registration_id, c.protection_id, c.partner_id, c.manager_id,
  c.status, c.waits_for, c.came_by, c.raised_at, c.answer_due_at, c.overdue_at, c.partner_answered_at, c.direct_answered_at,
  c.resolved_at, c.resolved_by, c.resolution, c.moot_why, c.consent_id, c.ruling_id, c.resolution_ruling_id, c.revision`

/** A conflict with what screens show beside it. Accounts and opportunities are seen at scope org alone. */
export type Shown = Conflict & {
  partner_name: string
  registered_as: string
  account_name: string | null
  held_name: string | null
  opportunity_name: string | null
  stage: Stage | null
  amount_minor: string | null
  currency: string | null
  owner_name: string | null
  manager_name: string | null
}

const SHOWN = sql`select ${COLUMNS}, p.name as partner_name, r.account_name as registered_as, a.name as account_name, h.name as held_name,
    o.name as opportunity_name, o.stage, o.amount_minor, o.currency, w.name as owner_name, m.name as manager_name
  from conflict c
  join partner p on p.org_id = c.org_id and p.id = c.partner_id
  join registration r on r.org_id = c.org_id and r.id = c.registration_id
  left join account a on a.org_id = c.org_id and a.id = c.account_id
  left join account h on h.org_id = c.org_id and h.id = c.held_account_id
  left join opportunity o on o.org_id = c.org_id and o.id = c.opportunity_id
  left join member w on w.org_id = c.org_id and w.id = o.owner_id
  left join (select membership.id, person.name from membership join person on person.id = membership.person_id) m on m.id = c.manager_id`

export async function findConflict(tx: Tx, org_id: string, id: string): Promise<Shown | undefined> {
  return tx.one(sql`${SHOWN} where c.org_id = ${org_id} and c.id = ${id}`)
}

/** The conflict's row, held until the transaction ends: two who resolve it take turns. */
export async function lockConflict(tx: Tx, org_id: string, id: string): Promise<void> {
  await tx.rows(sql`select id from conflict where org_id = ${org_id} and id = ${id} for update`)
}

export type ListFilter = {
  status?: Status | undefined
  waits_for?: Exclude<WaitsFor, 'both'> | undefined
  manager_id?: string | undefined
  partner_id?: string | undefined
  account_id?: string | undefined
  registration_id?: string | undefined
  opportunity_id?: string | undefined
  limit: number
}

/** Whose turn it is: either side's also while both are asked. */
const turnOf = (side: Exclude<WaitsFor, 'both'>): Sql =>
  side === 'manager'
    ? sql`c.status = 'open' and c.waits_for = 'manager'`
    : sql`c.status = 'open' and c.waits_for = any(${['both', side]})`

function filtered(org_id: string, filter: ListFilter): Sql {
  let where = sql`c.org_id = ${org_id}`
  if (filter.status) where = sql`${where} and c.status = ${filter.status}`
  if (filter.waits_for) where = sql`${where} and ${turnOf(filter.waits_for)}`
  if (filter.manager_id) where = sql`${where} and c.manager_id = ${filter.manager_id}`
  if (filter.partner_id) where = sql`${where} and c.partner_id = ${filter.partner_id}`
  if (filter.account_id) where = sql`${where} and c.account_id = ${filter.account_id}`
  if (filter.registration_id) where = sql`${where} and c.registration_id = ${filter.registration_id}`
  if (filter.opportunity_id) where = sql`${where} and c.opportunity_id = ${filter.opportunity_id}`
  return where
}

export async function listConflicts(
  tx: Tx,
  org_id: string,
  filter: ListFilter & { before?: string | undefined },
): Promise<Shown[]> {
  let where = filtered(org_id, filter)
  if (filter.before) where = sql`${where} and c.id < ${filter.before}::uuid`
  return tx.rows(sql`${SHOWN} where ${where} order by c.id desc limit ${filter.limit}`)
}

/** Open past the promised time, the longest first. */
export async function listOverdue(
  tx: Tx,
  org_id: string,
  filter: ListFilter & { now: Instant; after?: { answer_due_at: Instant; id: string } | undefined },
): Promise<Shown[]> {
  let where = sql`${filtered(org_id, filter)} and c.status = 'open' and c.answer_due_at <= ${filter.now}`
  if (filter.after)
    where = sql`${where} and (c.answer_due_at, c.id) > (${filter.after.answer_due_at}, ${filter.after.id}::uuid)`
  return tx.rows(sql`${SHOWN} where ${where} order by c.answer_due_at, c.id limit ${filter.limit}`)
}

export type Counts = { open: number; partner: number; direct: number; manager: number; overdue: number }

export async function countConflicts(tx: Tx, org_id: string, partner_id: string | null, now: Instant): Promise<Counts> {
  const own = partner_id ? sql`and c.partner_id = ${partner_id}` : sql``
  const [rows, late] = await Promise.all([
    tx.rows<{ waits_for: WaitsFor; n: number }>(
      sql`select c.waits_for, count(*)::int as n from conflict c where c.org_id = ${org_id} ${own} and c.status = 'open' group by c.waits_for`,
    ),
    tx.one<{ n: number }>(
      sql`select count(*)::int as n from conflict c where c.org_id = ${org_id} ${own} and c.status = 'open' and c.answer_due_at <= ${now}`,
    ),
  ])
  const of = (...which: WaitsFor[]) =>
    rows.filter((row) => which.includes(row.waits_for)).reduce((sum, row) => sum + row.n, 0)
  return {
    open: of('both', 'partner', 'direct', 'manager'),
    partner: of('both', 'partner'),
    direct: of('both', 'direct'),
    manager: of('manager'),
    overdue: late?.n ?? 0,
  }
}

export type Answer = {
  id: string
  conflict_id: string
  partner_id: string | null
  side: 'partner' | 'direct'
  position: Position
  body: string
  said_at: Instant
  said_by: string
}

export function insertAnswer(tx: Tx, org_id: string, a: Answer): void {
  tx.send(sql`insert into conflict_answer (org_id, id, conflict_id, partner_id, side, position, body, said_at, said_by)
    values (${org_id}, ${a.id}, ${a.conflict_id}, ${a.partner_id}, ${a.side}, ${a.position}, ${a.body}, ${a.said_at}, ${a.said_by})`)
}

/** What was said, the oldest first; at a partner's scope only what it may read. */
export async function listAnswers(tx: Tx, org_id: string, conflict_id: string): Promise<Answer[]> {
  return tx.rows(sql`select id, conflict_id, partner_id, side, position, body, said_at, said_by from conflict_answer
    where org_id = ${org_id} and conflict_id = ${conflict_id} order by id limit 200`)
}

/** Keeps new conflicts, a batch at a time; one that is open already stays as it is. Answers which were new. */
export async function insertConflicts(tx: Tx, org_id: string, all: readonly Conflict[]): Promise<Set<string>> {
  if (all.length === 0) return new Set()
  const rows = await tx.rows<{
    id: string
  }>(sql`insert into conflict (org_id, id, account_id, held_account_id, opportunity_id, registration_id,
      protection_id, partner_id, manager_id, status, waits_for, came_by, raised_at, answer_due_at, ruling_id)
    select ${org_id}::uuid, id, account_id, held_account_id, opportunity_id, registration_id, protection_id, partner_id, manager_id, status,
      waits_for, came_by, raised_at, answer_due_at, ruling_id
    from json_to_recordset(${JSON.stringify(all)}::json) as r (id uuid, account_id uuid, held_account_id uuid, opportunity_id uuid,
      registration_id uuid, protection_id uuid, partner_id uuid, manager_id uuid, status text, waits_for text, came_by text,
      raised_at timestamptz, answer_due_at timestamptz, ruling_id uuid)
    on conflict (org_id, opportunity_id, registration_id) where status = 'open' do nothing returning id`)
  return new Set(rows.map(({ id }) => id))
}

/** Writes what became of a conflict over its revision; false where somebody was faster. */
export async function updateConflict(tx: Tx, org_id: string, c: Conflict): Promise<boolean> {
  const touched =
    await tx.run(sql`update conflict set status = ${c.status}, waits_for = ${c.waits_for}, overdue_at = ${c.overdue_at},
      partner_answered_at = ${c.partner_answered_at}, direct_answered_at = ${c.direct_answered_at}, resolved_at = ${c.resolved_at},
      resolved_by = ${c.resolved_by}, resolution = ${c.resolution}, moot_why = ${c.moot_why}, consent_id = ${c.consent_id},
      resolution_ruling_id = ${c.resolution_ruling_id}, revision = revision + 1
    where org_id = ${org_id} and id = ${c.id} and revision = ${c.revision}`)
  return touched === 1
}

/** Open conflicts of some opportunities or of one claim. */
export async function listOpen(
  tx: Tx,
  org_id: string,
  of: { opportunity_ids: readonly string[] } | { registration_id: string } | { account_id: string },
): Promise<Conflict[]> {
  const which =
    'opportunity_ids' in of
      ? sql`c.opportunity_id = any(${of.opportunity_ids}::uuid[])`
      : 'account_id' in of
        ? sql`c.account_id = ${of.account_id}`
        : sql`c.registration_id = ${of.registration_id}`
  return tx.rows(
    sql`select ${COLUMNS} from conflict c where c.org_id = ${org_id} and ${which} and c.status = 'open' order by c.id`,
  )
}

/** Open opportunities at an account: more than this many are one desk's work, and no clash to be told of one by one. */
const SALES_MAX = 200

export async function listOpenSalesAt(tx: Tx, org_id: string, account_id: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select id from opportunity
    where org_id = ${org_id} and account_id = ${account_id} and stage = 'open' order by id limit ${SALES_MAX}`)
  return rows.map(({ id }) => id)
}

/** Opportunities and claims between which it is settled that direct sales may go on, or still open. */
export async function listSettled(
  tx: Tx,
  org_id: string,
  opportunity_ids: readonly string[],
  statuses: readonly Status[],
): Promise<{ opportunity_id: string; registration_id: string }[]> {
  if (opportunity_ids.length === 0) return []
  return tx.rows(sql`select x.opportunity_id, x.registration_id from unnest(${opportunity_ids}::uuid[]) as asked (id), lateral (
    select c.opportunity_id, c.registration_id from conflict c
    where c.org_id = ${org_id} and c.opportunity_id = asked.id and c.status = any(${statuses})) x`)
}

export type Sale = {
  id: string
  account_id: string | null
  stage: Stage
  opened_on: LocalDate | null
  /** A registration became it, or a partner sourced or resells it: no work of direct sales. */
  is_partners: boolean
  /** Everybody who takes part in it, in whatever role. */
  partners: string[]
}

/** Opportunities as they stand, with the partners in them. */
export async function listSales(tx: Tx, org_id: string, ids: readonly string[]): Promise<Sale[]> {
  if (ids.length === 0) return []
  return tx.rows(sql`select o.id, o.account_id, o.stage, o.opened_on, coalesce(t.partners, '{}') as partners,
      coalesce(t.sells, false) or exists (select 1 from registration r where r.org_id = ${org_id} and r.opportunity_id = o.id) as is_partners
    from unnest(${ids}::uuid[]) as asked (id)
      -- One by one through the key: joined, a thousand of them are looked for by walking all.
      join lateral (select o.id, o.account_id, o.stage, o.opened_on from opportunity o
        where o.org_id = ${org_id} and o.id = asked.id limit 1) o on true
      left join lateral (select array_agg(t.partner_id) as partners, bool_or(t.role in ('sourced', 'resells')) as sells
        from opportunity_partner t where t.org_id = ${org_id} and t.opportunity_id = o.id) t on true`)
}

/** What would make somebody a party to a conflict rather than its judge. */
export type Stakes = {
  owns_opportunity: boolean
  brought_opportunity: boolean
  registered: boolean
  is_partners: boolean
  spoke: boolean
}

export async function findStakes(tx: Tx, org_id: string, c: Conflict, person_id: string): Promise<Stakes> {
  const ref = `person:${person_id}`
  const row = await tx.one<Stakes>(sql`select
      exists (select 1 from opportunity o join member w on w.org_id = o.org_id and w.id = o.owner_id join person p on p.email = lower(w.email)
        where o.org_id = ${org_id} and o.id = ${c.opportunity_id} and p.id = ${person_id}) as owns_opportunity,
      exists (select 1 from event e where e.org_id = ${org_id} and e.subject_id = ${c.opportunity_id} and e.type = 'opportunity.created'
        and e.actor = ${ref}) as brought_opportunity,
      exists (select 1 from registration r where r.org_id = ${org_id} and r.id = ${c.registration_id}
        and r.submitted_by_person = ${person_id}) as registered,
      exists (select 1 from membership m where m.org_id = ${org_id} and m.partner_id = ${c.partner_id} and m.person_id = ${person_id}) as is_partners,
      exists (select 1 from conflict_answer a where a.org_id = ${org_id} and a.conflict_id = ${c.id} and a.said_by = ${ref}) as spoke`)
  return (
    row ?? { owns_opportunity: false, brought_opportunity: false, registered: false, is_partners: false, spoke: false }
  )
}

/** The kept facts of a ruling, and its reasons. */
export async function findRuled(
  tx: Tx,
  org_id: string,
  id: string,
): Promise<{ facts: string; because: string } | undefined> {
  return tx.one(sql`select facts, because from ruling where org_id = ${org_id} and id = ${id}`)
}

/** A conflict of each opportunity that is open, the latest first. */
export async function listOpenOf(
  tx: Tx,
  org_id: string,
  opportunity_ids: readonly string[],
): Promise<{ id: string; opportunity_id: string }[]> {
  if (opportunity_ids.length === 0) return []
  return tx.rows(sql`select x.id, x.opportunity_id from unnest(${opportunity_ids}::uuid[]) as asked (id), lateral (
    select c.id, c.opportunity_id from conflict c
    where c.org_id = ${org_id} and c.opportunity_id = asked.id and c.status = 'open' order by c.id desc limit 1) x`)
}
