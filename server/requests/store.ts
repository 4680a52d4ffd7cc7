import type { Instant } from '#kit/instant.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Colleague } from './policy.ts'
import type { Ask, Request, Status, Step } from './request.ts'

const COLUMNS = sql`r.id, r.partner_id, r.registration_id, r.account_id, r.kind, r.track, r.status, r.discount_bps, r.margin_bps, r.amount_minor,
  r.currency, r.environment_days, r.needed_on, r.clause, r.reason, r.stage, r.stages, r.shows_names, r.submitted_at, r.submitted_by,
  r.submitted_by_person, r.on_behalf, r.answer_due_at, r.paused_at, r.decided_at, r.decided_by, r.decision_reason, r.way_to_yes,
  r.valid_until, r.ruling_id, r.revision`

/** A request with what screens show beside it. */
export type Shown = Request & {
  partner_name: string
  registration_name: string | null
  account_name: string | null
  open_steps: { name: string; opened_at: Instant; due_at: Instant }[]
  is_mine: boolean
}

/** `me`: the membership whose turn is looked for; accounts are seen at scope org alone. */
const shown = (
  me: string | null,
) => sql`select ${COLUMNS}, p.name as partner_name, g.account_name as registration_name, a.name as account_name,
    (select coalesce(json_agg(json_build_object('name', s.name,
        'opened_at', to_char(s.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'due_at', to_char(s.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.place), '[]')
      from request_step s where s.org_id = r.org_id and s.request_id = r.id and s.stage = r.stage and s.status = 'open') as open_steps,
    r.status = 'in_review' and exists (select 1 from request_ask k where k.org_id = r.org_id and k.request_id = r.id
      and k.state = 'asked' and k.asked_id = ${me}::uuid) as is_mine
  from request r
  join partner p on p.org_id = r.org_id and p.id = r.partner_id
  left join registration g on g.org_id = r.org_id and g.id = r.registration_id
  left join account a on a.org_id = r.org_id and a.id = r.account_id`

export async function findRequest(tx: Tx, org_id: string, id: string, me: string | null): Promise<Shown | undefined> {
  return tx.one(sql`${shown(me)} where r.org_id = ${org_id} and r.id = ${id}`)
}

/** The request's row, held until the transaction ends. `wait: false` gives up where somebody else holds it: timers come again. */
export async function lockRequest(tx: Tx, org_id: string, id: string, wait: boolean): Promise<Request | undefined> {
  const how = wait ? sql`for update` : sql`for update nowait`
  return tx.one(sql`select ${COLUMNS} from request r where r.org_id = ${org_id} and r.id = ${id} ${how}`)
}

export type ListFilter = {
  status?: Status | undefined
  kind?: string | undefined
  partner_id?: string | undefined
  registration_id?: string | undefined
  limit: number
}

function filtered(org_id: string, filter: ListFilter): Sql {
  let where = sql`r.org_id = ${org_id}`
  if (filter.status) where = sql`${where} and r.status = ${filter.status}`
  if (filter.kind) where = sql`${where} and r.kind = ${filter.kind}`
  if (filter.partner_id) where = sql`${where} and r.partner_id = ${filter.partner_id}`
  if (filter.registration_id) where = sql`${where} and r.registration_id = ${filter.registration_id}`
  return where
}

export async function listRequests(
  tx: Tx,
  org_id: string,
  me: string | null,
  filter: ListFilter & { after?: string | undefined },
): Promise<Shown[]> {
  let where = filtered(org_id, filter)
  if (filter.after) where = sql`${where} and r.id < ${filter.after}::uuid`
  return tx.rows(sql`${shown(me)} where ${where} order by r.id desc limit ${filter.limit}`)
}

/** What waits for a member, the soonest deadline first; once, however often they are asked in it. */
export async function listMine(
  tx: Tx,
  org_id: string,
  me: string,
  filter: ListFilter & { after?: { at: Instant; id: string } | undefined },
): Promise<(Shown & { ask_due_at: Instant; ask_id: string })[]> {
  let turn = sql`k.org_id = ${org_id} and k.asked_id = ${me} and k.state = 'asked'
    and not exists (select 1 from request_ask e where e.org_id = k.org_id and e.request_id = k.request_id and e.asked_id = k.asked_id
      and e.state = 'asked' and (e.due_at, e.id) < (k.due_at, k.id))`
  if (filter.after) turn = sql`${turn} and (k.due_at, k.id) > (${filter.after.at}, ${filter.after.id}::uuid)`
  return tx.rows(sql`select r.*, k.due_at as ask_due_at, k.id as ask_id from request_ask k
    join lateral (${shown(me)} where ${filtered(org_id, filter)} and r.id = k.request_id and r.status = 'in_review') r on true
    where ${turn} order by k.due_at, k.id limit ${filter.limit}`)
}

export async function countRequests(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  me: string | null,
  now: Instant,
): Promise<{ counts: Record<string, number>; mine: number; overdue: number; short: number }> {
  const own = partner_id ? sql`and r.partner_id = ${partner_id}` : sql``
  const [rows, mine, overdue, short] = await Promise.all([
    tx.rows<{ status: string; n: number }>(
      sql`select r.status, count(*)::int as n from request r where r.org_id = ${org_id} ${own} group by r.status`,
    ),
    tx.one<{ n: number }>(sql`select count(distinct k.request_id)::int as n from request_ask k
      join request r on r.org_id = k.org_id and r.id = k.request_id and r.status = 'in_review'
      where k.org_id = ${org_id} and k.asked_id = ${me}::uuid and k.state = 'asked'`),
    tx.one<{ n: number }>(
      sql`select count(*)::int as n from request r where r.org_id = ${org_id} ${own} and r.status = 'in_review' and r.answer_due_at < ${now}`,
    ),
    partner_id
      ? undefined
      : tx.one<{ n: number }>(sql`select count(distinct s.request_id)::int as n from request_step s
          where s.org_id = ${org_id} and s.short and s.status = 'open'`),
  ])
  const counts = Object.fromEntries(rows.map((row) => [row.status, row.n]))
  return { counts, mine: mine?.n ?? 0, overdue: overdue?.n ?? 0, short: short?.n ?? 0 }
}

export async function listSteps(tx: Tx, org_id: string, request_id: string): Promise<Step[]> {
  return tx.rows(sql`select id, request_id, partner_id, stage, place, key, name, approvers, needs, hours, status, short, escalated_at,
      opened_at, due_at, closed_at
    from request_step where org_id = ${org_id} and request_id = ${request_id} order by stage, place`)
}

export async function listAsks(tx: Tx, org_id: string, request_id: string): Promise<Ask[]> {
  return tx.rows(sql`select id, request_id, step_id, partner_id, member_id, asked_id, why, state, asked_at, due_at, answer, answered_by,
      answered_at, note
    from request_ask where org_id = ${org_id} and request_id = ${request_id} order by asked_at, id`)
}

/** What members are called, those who left included. */
export async function listMemberNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.rows<{ id: string; name: string }>(
    sql`select m.id, p.name from membership m join person p on p.id = m.person_id where m.id = any(${ids}::uuid[])`,
  )
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Everybody who works at the org. */
export async function listColleagues(tx: Tx, org_id: string): Promise<Colleague[]> {
  return tx.rows(sql`select m.id, m.person_id, m.role, p.name from membership m join person p on p.id = m.person_id
    where m.org_id = ${org_id} and m.partner_id is null and m.ended_at is null order by m.id`)
}

export async function findPartnerManager(tx: Tx, org_id: string, id: string): Promise<string | null> {
  const row = await tx.one<{ manager_id: string | null }>(
    sql`select manager_id from partner where org_id = ${org_id} and id = ${id}`,
  )
  return row?.manager_id ?? null
}

export type RegistrationFound = {
  id: string
  partner_id: string
  track: string
  status: string
  account_name: string
  amount_minor: string | null
  currency: string | null
  manager_id: string | null
}

/** `hold` keeps it from being ended until the request stands beside it; that needs scope org. */
export async function findRegistration(
  tx: Tx,
  org_id: string,
  id: string,
  hold: boolean,
): Promise<RegistrationFound | undefined> {
  const lock = hold ? sql`for share` : sql``
  return tx.one(sql`select id, partner_id, track, status, account_name, amount_minor, currency, manager_id
    from registration where org_id = ${org_id} and id = ${id} ${lock}`)
}

export async function findAccountName(tx: Tx, org_id: string, id: string): Promise<string | undefined> {
  const row = await tx.one<{ name: string }>(sql`select name from account where org_id = ${org_id} and id = ${id}`)
  return row?.name
}

/** The same wish, still open, on the same registration. */
export async function findSame(
  tx: Tx,
  org_id: string,
  registration_id: string,
  kind: string,
): Promise<string | undefined> {
  const row = await tx.one<{ id: string }>(sql`select id from request
    where org_id = ${org_id} and registration_id = ${registration_id} and kind = ${kind} and status in ('in_review', 'info_requested')`)
  return row?.id
}

export type Question = {
  question: string
  asked_by: string
  asked_at: Instant
  answer: string | null
  answered_by: string | null
  answered_at: Instant | null
}

export async function listQuestions(tx: Tx, org_id: string, request_id: string): Promise<Question[]> {
  return tx.rows(sql`select question, asked_by, asked_at, answer, answered_by, answered_at from request_question
    where org_id = ${org_id} and request_id = ${request_id} order by id`)
}

export async function findRuling(
  tx: Tx,
  org_id: string,
  id: string,
): Promise<{ program_version: number; because: string } | undefined> {
  return tx.one(sql`select program_version, because from ruling where org_id = ${org_id} and id = ${id}`)
}

/** Open requests in which a member is asked, or has others asked for them; by id, the order in which they are locked. */
export async function listTouched(tx: Tx, org_id: string, members: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ request_id: string }>(sql`
    select request_id from request_ask where org_id = ${org_id} and state = 'asked' and asked_id = any(${members}::uuid[])
    union select request_id from request_ask where org_id = ${org_id} and state = 'asked' and member_id = any(${members}::uuid[])
    order by request_id`)
  return rows.map((row) => row.request_id)
}

/** Requests that wait for people who are not there. */
export async function listShort(tx: Tx, org_id: string): Promise<string[]> {
  const rows = await tx.rows<{ request_id: string }>(sql`select distinct request_id from request_step
    where org_id = ${org_id} and short and status = 'open' order by request_id`)
  return rows.map((row) => row.request_id)
}

/** Open requests of a partner, or on a registration. */
export async function listOpenOf(
  tx: Tx,
  org_id: string,
  of: { partner_id: string } | { registration_id: string },
): Promise<string[]> {
  const whose = 'partner_id' in of ? sql`partner_id = ${of.partner_id}` : sql`registration_id = ${of.registration_id}`
  const rows = await tx.rows<{ id: string }>(sql`select id from request
    where org_id = ${org_id} and ${whose} and status in ('in_review', 'info_requested') order by id`)
  return rows.map((row) => row.id)
}

export async function findStep(tx: Tx, org_id: string, id: string): Promise<{ request_id: string } | undefined> {
  return tx.one(sql`select request_id from request_step where org_id = ${org_id} and id = ${id}`)
}

/** The members who are to answer a request now: at one step, or at all that are open. */
export async function listAskedOf(
  tx: Tx,
  org_id: string,
  request_id: string,
  step_id: string | null,
): Promise<{ membership_id: string; for_membership_id: string | null }[]> {
  const one = step_id ? sql`and step_id = ${step_id}` : sql``
  return tx.rows(sql`select distinct asked_id as membership_id, nullif(member_id, asked_id) as for_membership_id from request_ask
    where org_id = ${org_id} and request_id = ${request_id} and state = 'asked' ${one}`)
}
