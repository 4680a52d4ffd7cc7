import type { Instant, LocalDate } from '#kit/instant.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import { LIVE, type CaseStatus, type ConductCase, type ConductKind, type Seen } from './conduct.ts'

const COLUMNS = sql`c.id, c.about_id, c.partner_id, c.kind, c.account_id, c.status, c.opened_at, c.opened_by, c.opened_on, c.seen_count, c.ruling_id,
  c.notified_at, c.notified_by, c.notice, c.reply_due_at, c.silent_at, c.answered_at, c.answered_by, c.answer, c.proposed_at, c.proposed_by,
  c.decided_at, c.decided_by, c.confirmed_by, c.reason, c.rank, c.counts_until, c.suspended_until, c.closed_on, c.ended_at, c.ended_by,
  c.end_reason, c.revision`

export type ShownCase = ConductCase & { partner_name: string; manager_id: string | null; account_name: string | null }

const SHOWN = sql`select ${COLUMNS}, p.name as partner_name, p.manager_id, a.name as account_name
  from conduct_case c
  join partner p on p.org_id = c.org_id and p.id = c.about_id
  left join account a on a.org_id = c.org_id and a.id = c.account_id`

export async function findCase(tx: Tx, org_id: string, id: string): Promise<ShownCase | undefined> {
  return tx.one(sql`${SHOWN} where c.org_id = ${org_id} and c.id = ${id}`)
}

/** The case's row, held until the transaction ends. `wait: false` gives up where somebody else holds it: timers come again. */
export async function lockCase(tx: Tx, org_id: string, id: string, wait: boolean): Promise<ConductCase | undefined> {
  const how = wait ? sql`for update` : sql`for update nowait`
  return tx.one(sql`select ${COLUMNS} from conduct_case c where c.org_id = ${org_id} and c.id = ${id} ${how}`)
}

export type CaseFilter = {
  status?: CaseStatus | undefined
  live?: boolean | undefined
  kind?: ConductKind | undefined
  /** Whose cases; `own`: the caller is that partner, and reads what it was told. */
  about_id?: string | undefined
  own?: boolean
  account_id?: string | undefined
  after?: string | undefined
  limit: number
}

/** Written out, so that the index of what is live serves it. */
const IS_LIVE = sql`c.status in ('found', 'notified', 'answered', 'silent', 'proposed')`

function filtered(org_id: string, f: CaseFilter): Sql {
  let where = sql`c.org_id = ${org_id}`
  if (f.about_id) where = sql`${where} and c.about_id = ${f.about_id}`
  if (f.own) where = sql`${where} and c.partner_id = ${f.about_id ?? null}::uuid`
  // To its partner a proposed suspension is a case that waits to be decided, as before.
  if (f.status && f.own)
    where = sql`${where} and case when c.status <> 'proposed' then c.status when c.answered_at is null then 'silent' else 'answered' end = ${f.status}`
  else if (f.status) where = sql`${where} and c.status = ${f.status}`
  if (f.live !== undefined) where = f.live ? sql`${where} and ${IS_LIVE}` : sql`${where} and not ${IS_LIVE}`
  if (f.kind) where = sql`${where} and c.kind = ${f.kind}`
  if (f.account_id) where = sql`${where} and c.account_id = ${f.account_id}`
  return where
}

export async function listCases(tx: Tx, org_id: string, f: CaseFilter): Promise<ShownCase[]> {
  let where = filtered(org_id, f)
  if (f.after) where = sql`${where} and c.id < ${f.after}::uuid`
  return tx.rows(sql`${SHOWN} where ${where} order by c.id desc limit ${f.limit}`)
}

export async function countCases(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
): Promise<{ status: CaseStatus; is_answered: boolean; kind: ConductKind; n: number }[]> {
  const own = partner_id ? sql`and c.about_id = ${partner_id} and c.partner_id = ${partner_id}` : sql``
  return tx.rows(sql`select c.status, c.answered_at is not null as is_answered, c.kind, count(*)::int as n from conduct_case c
    where c.org_id = ${org_id} ${own} group by 1, 2, 3`)
}

/** What stands for or against a partner now: live cases, and those that count. */
export async function listStanding(
  tx: Tx,
  org_id: string,
  about: { id: string; own: boolean },
  now: Instant,
): Promise<ShownCase[]> {
  const own = about.own ? sql`and c.partner_id = ${about.id}` : sql``
  return tx.rows(sql`${SHOWN} where c.org_id = ${org_id} and c.about_id = ${about.id} ${own}
    and (c.status = any(${[...LIVE, 'suspended']}) or c.counts_until > ${now}) order by c.id desc limit 20`)
}

export type SeenRow = Seen & { id: string; case_id: string; partner_id: string | null }

export const SEEN_MAX = 500

export async function listSeen(tx: Tx, org_id: string, case_id: string): Promise<SeenRow[]> {
  return tx.rows(sql`select s.id, s.case_id, s.partner_id, s.noun, s.subject_id, s.label, s.since, s.code
    from conduct_seen s where s.org_id = ${org_id} and s.case_id = ${case_id} order by s.id limit ${SEEN_MAX}`)
}

/** Other cases of the partner that count now, by the first that did. */
export async function listCounting(
  tx: Tx,
  org_id: string,
  about_id: string,
  but: string,
  now: Instant,
): Promise<{ case_id: string; counts_until: Instant }[]> {
  return tx.rows(sql`select id as case_id, counts_until from conduct_case
    where org_id = ${org_id} and about_id = ${about_id} and id <> ${but} and counts_until > ${now} order by counts_until, id limit 20`)
}

/** Opens a case; nothing where a live one of its kind stands already. */
export async function insertCase(tx: Tx, org_id: string, c: ConductCase): Promise<boolean> {
  const inserted =
    await tx.run(sql`insert into conduct_case (org_id, id, about_id, kind, account_id, status, opened_at, opened_by, opened_on,
      seen_count, ruling_id)
    values (${org_id}, ${c.id}, ${c.about_id}, ${c.kind}, ${c.account_id}, ${c.status}, ${c.opened_at}, ${c.opened_by}, ${c.opened_on},
      ${c.seen_count}, ${c.ruling_id})
    on conflict (org_id, about_id, kind, account_id) where status in ('found', 'notified', 'answered', 'silent', 'proposed') do nothing`)
  return inserted === 1
}

/** Writes a case over the state and revision it was read in; false when somebody was faster. */
export async function updateCase(tx: Tx, org_id: string, c: ConductCase, from: CaseStatus): Promise<boolean> {
  const touched =
    await tx.run(sql`update conduct_case set partner_id = ${c.partner_id}, status = ${c.status}, seen_count = ${c.seen_count},
      ruling_id = ${c.ruling_id}, notified_at = ${c.notified_at}, notified_by = ${c.notified_by}, notice = ${c.notice},
      reply_due_at = ${c.reply_due_at}, silent_at = ${c.silent_at}, answered_at = ${c.answered_at}, answered_by = ${c.answered_by},
      answer = ${c.answer}, proposed_at = ${c.proposed_at}, proposed_by = ${c.proposed_by}, decided_at = ${c.decided_at},
      decided_by = ${c.decided_by}, confirmed_by = ${c.confirmed_by}, reason = ${c.reason}, rank = ${c.rank}, counts_until = ${c.counts_until},
      suspended_until = ${c.suspended_until}, closed_on = ${c.closed_on}, ended_at = ${c.ended_at}, ended_by = ${c.ended_by},
      end_reason = ${c.end_reason}, revision = revision + 1
    where org_id = ${org_id} and id = ${c.id} and status = ${from} and revision = ${c.revision}`)
  return touched === 1
}

/** Adds rows that the case does not have yet, and says how many those were. */
export async function insertSeen(
  tx: Tx,
  org_id: string,
  case_id: string,
  rows: readonly (Seen & { id: string })[],
  seen_at: Instant,
): Promise<number> {
  if (rows.length === 0) return 0
  const columns = <K extends keyof Seen | 'id'>(key: K) => rows.map((row) => row[key])
  return tx.run(sql`insert into conduct_seen (org_id, id, case_id, noun, subject_id, label, since, code, seen_at)
    select ${org_id}, r.id, ${case_id}, r.noun, r.subject_id, r.label, r.since, r.code, ${seen_at}
    from unnest(${columns('id')}::uuid[], ${columns('noun')}::text[], ${columns('subject_id')}::uuid[], ${columns('label')}::text[],
      ${columns('since')}::date[], ${columns('code')}::text[]) as r(id, noun, subject_id, label, since, code)
    on conflict do nothing`)
}

/** From now on the partner sees what was found so far. */
export function showSeen(tx: Tx, org_id: string, case_id: string, partner_id: string): void {
  tx.send(sql`update conduct_seen set partner_id = ${partner_id} where org_id = ${org_id} and case_id = ${case_id}`)
}

export async function countSeen(tx: Tx, org_id: string, case_id: string): Promise<number> {
  const row = await tx.one<{ n: number }>(
    sql`select count(*)::int as n from conduct_seen where org_id = ${org_id} and case_id = ${case_id}`,
  )
  return row?.n ?? 0
}

export async function findRuling(tx: Tx, org_id: string, id: string): Promise<{ because: string } | undefined> {
  return tx.one(sql`select because from ruling where org_id = ${org_id} and id = ${id}`)
}

/** The last decision of a person on a case, as far as the caller sees it. */
export async function findDecision(tx: Tx, org_id: string, case_id: string): Promise<{ id: string } | undefined> {
  return tx.one(sql`select id from ruling where org_id = ${org_id} and subject_id = ${case_id}
    and kind = 'conduct_case_person' order by id desc limit 1`)
}

/** Registrations of one partner by id: what a person may name in a case. */
export async function listNamed(
  tx: Tx,
  org_id: string,
  partner_id: string,
  ids: readonly string[],
): Promise<{ id: string; account_name: string; submitted_at: Instant }[]> {
  return tx.rows(sql`select id, account_name, submitted_at from registration
    where org_id = ${org_id} and partner_id = ${partner_id} and id = any(${ids}::uuid[])`)
}

export async function findAccountName(tx: Tx, org_id: string, id: string): Promise<string | undefined> {
  const row = await tx.one<{ name: string }>(sql`select name from account where org_id = ${org_id} and id = ${id}`)
  return row?.name
}

// ── Suspensions ──

/** Enrollments that a suspension can take from: those in which the partner works. */
export async function listWorking(
  tx: Tx,
  org_id: string,
  partner_id: string,
): Promise<{ id: string; status: string; revision: number }[]> {
  return tx.rows(sql`select id, status, revision from enrollment
    where org_id = ${org_id} and partner_id = ${partner_id} and status in ('active', 'on_probation') order by id for update`)
}

export function insertSuspension(tx: Tx, org_id: string, case_id: string, enrollment_id: string, before: string): void {
  tx.send(sql`insert into conduct_suspension (org_id, case_id, enrollment_id, before) values (${org_id}, ${case_id}, ${enrollment_id}, ${before})
    on conflict (org_id, enrollment_id) do update set case_id = excluded.case_id, before = excluded.before`)
}

/** What a case took from, with how it stands now. */
export async function listSuspended(
  tx: Tx,
  org_id: string,
  case_id: string,
): Promise<{ enrollment_id: string; before: string; status: string; revision: number }[]> {
  return tx.rows(sql`select s.enrollment_id, s.before, e.status, e.revision from conduct_suspension s
    join enrollment e on e.org_id = s.org_id and e.id = s.enrollment_id
    where s.org_id = ${org_id} and s.case_id = ${case_id} order by s.enrollment_id`)
}

/** Another case that keeps the partner suspended. */
export async function findOtherSuspension(
  tx: Tx,
  org_id: string,
  about_id: string,
  but: string,
): Promise<string | undefined> {
  const row = await tx.one<{ id: string }>(sql`select id from conduct_case
    where org_id = ${org_id} and about_id = ${about_id} and id <> ${but} and status = 'suspended' order by id desc limit 1`)
  return row?.id
}

/** Another case takes over what this one holds. */
export function passSuspension(tx: Tx, org_id: string, from: string, to: string): void {
  tx.send(sql`update conduct_suspension set case_id = ${to} where org_id = ${org_id} and case_id = ${from}`)
}

export function deleteSuspension(tx: Tx, org_id: string, case_id: string): void {
  tx.send(sql`delete from conduct_suspension where org_id = ${org_id} and case_id = ${case_id}`)
}

/** The person behind a membership: a partner's manager is known by membership, whoever acts by person. */
export async function findManager(tx: Tx, org_id: string, partner_id: string): Promise<string | null> {
  const row = await tx.one<{
    person_id: string
  }>(sql`select m.person_id from partner p join membership m on m.id = p.manager_id
    where p.org_id = ${org_id} and p.id = ${partner_id}`)
  return row?.person_id ?? null
}

// ── The look ──

export type Look = { day: LocalDate; after: string | null; partners: number; found: number; looked_at: Instant }

export async function findLook(tx: Tx, org_id: string): Promise<Look | undefined> {
  return tx.one(sql`select day, after, partners, found, looked_at from conduct_look where org_id = ${org_id}`)
}

export function keepLook(tx: Tx, org_id: string, l: Look): void {
  tx.send(sql`insert into conduct_look (org_id, day, after, partners, found, looked_at)
    values (${org_id}, ${l.day}, ${l.after}, ${l.partners}, ${l.found}, ${l.looked_at})
    on conflict (org_id) do update set day = excluded.day, after = excluded.after, partners = excluded.partners, found = excluded.found,
      looked_at = excluded.looked_at`)
}

/** The next partners in the order of their ids. */
export async function listPartnersAfter(
  tx: Tx,
  org_id: string,
  after: string | null,
  limit: number,
): Promise<{ id: string; name: string }[]> {
  const from = after ? sql`and id > ${after}::uuid` : sql``
  return tx.rows(sql`select id, name from partner where org_id = ${org_id} ${from} order by id limit ${limit}`)
}

export async function findPartnerNamed(
  tx: Tx,
  org_id: string,
  id: string,
): Promise<{ id: string; name: string } | undefined> {
  return tx.one(sql`select id, name from partner where org_id = ${org_id} and id = ${id}`)
}
