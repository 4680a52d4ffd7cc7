import type { Noun } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Dispute, Effect, Message, Party, Status } from './dispute.ts'

const COLUMNS = sql`d.id, d.side, d.partner_id, d.subject_noun, d.subject_id, d.about_noun, d.about_id, d.ruling_kind, d.account_id,
  d.registration_id, d.opportunity_id, d.title, d.ground, d.ground_name, d.statement, d.status, d.level, d.path, d.opened_at, d.opened_by,
  d.opened_by_person, d.acknowledge_due_at, d.acknowledged_at, d.due_at, d.paused_at, d.overdue_at, d.handler_id, d.outcome, d.reason,
  d.proposed_by, d.proposed_at, d.decided_by, d.decided_at, d.decided_before, d.decided_level, d.appeal_until, d.appealed_at, d.ended_at,
  d.ruling_id, d.revision`

/** It still has to be settled, and the clock runs on it. */
const LIVE = sql`d.status not in ('accepted', 'decided', 'closed', 'withdrawn')`

/** A dispute with what lists show beside it. At a partner's scope neither handlers nor accounts are named. */
export type Shown = Dispute & { partner_name: string | null; handler_name: string | null; account_name: string | null }

const SHOWN = sql`select ${COLUMNS}, p.name as partner_name, hp.name as handler_name, a.name as account_name
  from dispute d
  left join partner p on p.org_id = d.org_id and p.id = d.partner_id
  left join account a on a.org_id = d.org_id and a.id = d.account_id
  left join membership h on h.id = d.handler_id and h.org_id = d.org_id
  left join person hp on hp.id = h.person_id`

export async function findDispute(tx: Tx, org_id: string, id: string): Promise<Shown | undefined> {
  return tx.one(sql`${SHOWN} where d.org_id = ${org_id} and d.id = ${id}`)
}

/** The dispute's row, held until the transaction ends. */
export async function lockDispute(tx: Tx, org_id: string, id: string): Promise<Dispute | undefined> {
  return tx.one(sql`select ${COLUMNS} from dispute d where d.org_id = ${org_id} and d.id = ${id} for update`)
}

export async function findLive(
  tx: Tx,
  org_id: string,
  subject_id: string,
  partner_id: string | null,
): Promise<string | undefined> {
  const row = await tx.one<{
    id: string
  }>(sql`select d.id from dispute d where d.org_id = ${org_id} and d.subject_id = ${subject_id}
    and coalesce(d.partner_id, d.org_id) = coalesce(${partner_id}::uuid, ${org_id}::uuid)
    and d.status not in ('accepted', 'closed', 'withdrawn')`)
  return row?.id
}

export type ListFilter = {
  status?: Status | undefined
  is_live?: boolean | undefined
  partner_id?: string | undefined
  account_id?: string | undefined
  about_id?: string | undefined
  subject_id?: string | undefined
  handler_id?: string | undefined
  limit: number
}

function filtered(org_id: string, f: ListFilter): Sql {
  let where = sql`d.org_id = ${org_id}`
  if (f.status) where = sql`${where} and d.status = ${f.status}`
  if (f.is_live) where = sql`${where} and ${LIVE}`
  if (f.partner_id) where = sql`${where} and d.partner_id = ${f.partner_id}`
  if (f.account_id) where = sql`${where} and d.account_id = ${f.account_id}`
  if (f.about_id) where = sql`${where} and d.about_id = ${f.about_id}`
  if (f.subject_id) where = sql`${where} and d.subject_id = ${f.subject_id}`
  if (f.handler_id) where = sql`${where} and d.handler_id = ${f.handler_id}`
  return where
}

/** The latest first. */
export async function listDisputes(
  tx: Tx,
  org_id: string,
  f: ListFilter & { before?: string | undefined },
): Promise<Shown[]> {
  let where = filtered(org_id, f)
  if (f.before) where = sql`${where} and d.id < ${f.before}::uuid`
  return tx.rows(sql`${SHOWN} where ${where} order by d.id desc limit ${f.limit}`)
}

/** What the clock runs on, the soonest first. */
export async function listByClock(
  tx: Tx,
  org_id: string,
  f: ListFilter & { after?: { at: Instant; id: string } | undefined },
): Promise<Shown[]> {
  let where = sql`${filtered(org_id, f)} and ${LIVE}`
  if (f.after) where = sql`${where} and (d.due_at, d.id) > (${f.after.at}::timestamptz, ${f.after.id}::uuid)`
  return tx.rows(sql`${SHOWN} where ${where} order by d.due_at, d.id limit ${f.limit}`)
}

/** How many stand where, and what is late. */
export async function countDisputes(
  tx: Tx,
  org_id: string,
  me: string | null,
  now: Instant,
): Promise<{ open: number; mine: number; unread: number; overdue: number; decided: number }> {
  const row = await tx.one<{ open: number; mine: number; unread: number; overdue: number; decided: number }>(sql`select
    (select count(*)::int from dispute d where d.org_id = ${org_id} and ${LIVE}) as open,
    (select count(*)::int from dispute d where d.org_id = ${org_id} and d.handler_id = ${me}::uuid and ${LIVE}) as mine,
    (select count(*)::int from dispute d where d.org_id = ${org_id} and d.status = 'opened') as unread,
    (select count(*)::int from dispute d where d.org_id = ${org_id} and ${LIVE} and d.due_at <= ${now} and d.paused_at is null) as overdue,
    (select count(*)::int from dispute d where d.org_id = ${org_id} and d.status = 'decided') as decided`)
  return row ?? { open: 0, mine: 0, unread: 0, overdue: 0, decided: 0 }
}

export async function findMemberName(tx: Tx, org_id: string, membership_id: string): Promise<string | undefined> {
  const row = await tx.one<{ name: string }>(sql`select p.name from membership m join person p on p.id = m.person_id
    where m.org_id = ${org_id} and m.id = ${membership_id}`)
  return row?.name
}

// ── Parties ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const PARTY = sql`y.id, y.dispute_id, y.partner_id, y.is_opener, y.about_noun, y.about_id, y.title, y.asked_at, y.answer_due_at, y.ended_at`

export async function findParty(tx: Tx, org_id: string, id: string): Promise<Party | undefined> {
  return tx.one(sql`select ${PARTY} from dispute_party y where y.org_id = ${org_id} and y.id = ${id}`)
}

export type ShownParty = Party & { partner_name: string | null }

export async function listParties(tx: Tx, org_id: string, dispute_id: string): Promise<ShownParty[]> {
  return tx.rows(sql`select ${PARTY}, p.name as partner_name from dispute_party y
    left join partner p on p.org_id = y.org_id and p.id = y.partner_id
    where y.org_id = ${org_id} and y.dispute_id = ${dispute_id} order by y.is_opener desc, y.id`)
}

/** A partner's own sides, of what it opened and of what it was asked about, the latest first. */
export async function listPartysOf(
  tx: Tx,
  org_id: string,
  partner_id: string,
  f: { about_id?: string | undefined; subject_id?: string | undefined; before?: string | undefined; limit: number },
): Promise<Party[]> {
  let where = sql`y.org_id = ${org_id} and y.partner_id = ${partner_id}`
  if (f.about_id) where = sql`${where} and y.about_id = ${f.about_id}`
  if (f.subject_id)
    where = sql`${where} and y.is_opener and exists (select 1 from dispute d where d.org_id = ${org_id} and d.id = y.id and d.subject_id = ${f.subject_id})`
  if (f.before) where = sql`${where} and y.id < ${f.before}::uuid`
  return tx.rows(sql`select ${PARTY} from dispute_party y where ${where} order by y.id desc limit ${f.limit}`)
}

/** What a partner is asked now, and what waits for its yes or no. */
export async function countForPartner(
  tx: Tx,
  org_id: string,
  partner_id: string,
): Promise<{ open: number; asked: number; proposed: number }> {
  const row = await tx.one<{ open: number; asked: number; proposed: number }>(sql`select
    (select count(*)::int from dispute_party y where y.org_id = ${org_id} and y.partner_id = ${partner_id} and y.ended_at is null) as open,
    (select count(*)::int from dispute_party y where y.org_id = ${org_id} and y.partner_id = ${partner_id} and y.answer_due_at is not null) as asked,
    (select count(*)::int from dispute d where d.org_id = ${org_id} and d.partner_id = ${partner_id} and d.status = 'proposed') as proposed`)
  return row ?? { open: 0, asked: 0, proposed: 0 }
}

// ── Messages and effects ─────────────────────────────────────────────────────────────────────────────────────────────

const MESSAGE = sql`m.id, m.dispute_id, m.party_id, m.partner_id, m.kind, m.side, m.text, m.written_at, m.written_by`

/** Of one side, or at scope org of all; the oldest first. */
export async function listMessages(
  tx: Tx,
  org_id: string,
  of: { party_id: string } | { dispute_id: string },
  limit: number,
): Promise<Message[]> {
  const where = 'party_id' in of ? sql`m.party_id = ${of.party_id}` : sql`m.dispute_id = ${of.dispute_id}`
  const rows = await tx.rows<Message>(
    sql`select ${MESSAGE} from dispute_message m where m.org_id = ${org_id} and ${where} order by m.id desc limit ${limit}`,
  )
  return rows.reverse()
}

export async function listEffects(tx: Tx, org_id: string, dispute_id: string): Promise<Effect[]> {
  return tx.rows(sql`select e.id, e.kind, e.subject_id, e.choice, e.partner_id, e.told, e.done_at, e.made_id from dispute_effect e
    where e.org_id = ${org_id} and e.dispute_id = ${dispute_id} order by e.place`)
}

/** How many files hang on the sides of a dispute. */
export async function countEvidence(tx: Tx, org_id: string, party_ids: readonly string[]): Promise<number> {
  const row = await tx.one<{ n: number }>(sql`select count(*)::int as n from attachment t
    where t.org_id = ${org_id} and t.subject_noun = 'dispute' and t.subject_id = any(${party_ids}::uuid[])`)
  return row?.n ?? 0
}

// ── What can be disputed, and who is concerned ───────────────────────────────────────────────────────────────────────

export type RulingFound = {
  id: string
  kind: string
  subject_id: string
  partner_id: string | null
  recorded_at: Instant
}

export async function findRuling(tx: Tx, org_id: string, id: string): Promise<RulingFound | undefined> {
  return tx.one(
    sql`select id, kind, subject_id, partner_id, recorded_at from ruling where org_id = ${org_id} and id = ${id}`,
  )
}

/** The thing that was ruled on, as far as a dispute needs to know it. */
export type AboutFound = {
  title: string
  partner_id: string | null
  account_id: string | null
  registration_id: string | null
  opportunity_id: string | null
}

/** At the caller's scope: what it does not see is not found. */
export async function findAbout(tx: Tx, org_id: string, noun: Noun, id: string): Promise<AboutFound | undefined> {
  switch (noun) {
    case 'registration':
      return tx.one(sql`select r.account_name as title, r.partner_id, r.account_id, r.id as registration_id, r.opportunity_id
        from registration r where r.org_id = ${org_id} and r.id = ${id}`)
    case 'request':
      return tx.one(sql`select coalesce(g.account_name, p.name) as title, r.partner_id, coalesce(g.account_id, r.account_id) as account_id,
          r.registration_id, g.opportunity_id
        from request r join partner p on p.org_id = r.org_id and p.id = r.partner_id
        left join registration g on g.org_id = r.org_id and g.id = r.registration_id
        where r.org_id = ${org_id} and r.id = ${id}`)
    case 'conflict':
      return tx.one(sql`select g.account_name as title, c.partner_id, c.account_id, c.registration_id, c.opportunity_id
        from conflict c join registration g on g.org_id = c.org_id and g.id = c.registration_id
        where c.org_id = ${org_id} and c.id = ${id}`)
    case 'consent':
      return tx.one(sql`select g.account_name as title, c.partner_id, c.account_id, c.registration_id, null::uuid as opportunity_id
        from consent c join registration g on g.org_id = c.org_id and g.id = c.registration_id
        where c.org_id = ${org_id} and c.id = ${id}`)
    case 'conduct_case':
      return tx.one(sql`select p.name as title, c.about_id as partner_id, c.account_id, null::uuid as registration_id, null::uuid as opportunity_id
        from conduct_case c join partner p on p.org_id = c.org_id and p.id = c.about_id
        where c.org_id = ${org_id} and c.id = ${id}`)
    case 'account':
      return tx.one(sql`select a.name as title, null::uuid as partner_id, a.id as account_id, null::uuid as registration_id,
          null::uuid as opportunity_id from account a where a.org_id = ${org_id} and a.id = ${id}`)
    default:
      return undefined
  }
}

export type Concerned = {
  partner_id: string
  partner_name: string
  registration_id: string
  title: string
  status: string
}

/** At most so many other partners can be asked for their side. */
const CONCERNED_MAX = 20

/** Other partners on the account, each with its latest claim there; those whose claim stands first. */
export async function listConcerned(
  tx: Tx,
  org_id: string,
  account_id: string,
  except: string | null,
): Promise<Concerned[]> {
  return tx.rows(sql`select * from (
      select distinct on (r.partner_id) r.partner_id, p.name as partner_name, r.id as registration_id, r.account_name as title, r.status
      from registration r join partner p on p.org_id = r.org_id and p.id = r.partner_id
      where r.org_id = ${org_id} and r.account_id = ${account_id} and r.partner_id is distinct from ${except}::uuid
      order by r.partner_id, (r.status in ('approved', 'converted')) desc, r.claim_no desc) x
    order by (x.status in ('approved', 'converted')) desc, x.partner_name, x.partner_id limit ${CONCERNED_MAX}`)
}

export type Claim = { id: string; partner_id: string; partner_name: string; account_name: string; status: string }

/** The claim that an effect would change, wherever it stands. */
export async function findClaim(
  tx: Tx,
  org_id: string,
  id: string,
): Promise<(Claim & { account_id: string | null }) | undefined> {
  return tx.one(sql`select r.id, r.partner_id, p.name as partner_name, r.account_name, r.status, r.account_id
    from registration r join partner p on p.org_id = r.org_id and p.id = r.partner_id
    where r.org_id = ${org_id} and r.id = ${id}`)
}

/** The conflict or the conduct case that an effect would change. */
export async function findOpenMatter(
  tx: Tx,
  org_id: string,
  noun: 'conflict' | 'conduct_case',
  id: string,
): Promise<{ status: string; partner_id: string; partner_name: string } | undefined> {
  return noun === 'conflict'
    ? tx.one(sql`select c.status, c.partner_id, p.name as partner_name from conflict c
        join partner p on p.org_id = c.org_id and p.id = c.partner_id where c.org_id = ${org_id} and c.id = ${id}`)
    : tx.one(sql`select c.status, c.about_id as partner_id, p.name as partner_name from conduct_case c
        join partner p on p.org_id = c.org_id and p.id = c.about_id where c.org_id = ${org_id} and c.id = ${id}`)
}
