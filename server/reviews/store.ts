import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Review, ReviewOutcome } from './review.ts'

/** Begins a review of what is to be decided now; one that is open goes on, with the deadline that stands. */
export function beginReview(tx: Tx, org_id: string, registration_id: string, at: Instant): void {
  tx.send(sql`insert into review (org_id, registration_id, began_at, due_at, manager_id)
    select org_id, id, ${at}::timestamptz, answer_due_at, manager_id from registration
    where org_id = ${org_id} and id = ${registration_id} and status = 'in_review' and answer_due_at is not null
    on conflict (org_id, registration_id) where ended_at is null do update set due_at = excluded.due_at`)
}

export async function findOpenReview(tx: Tx, org_id: string, registration_id: string): Promise<Review | undefined> {
  return tx.one(sql`select v.began_at, v.due_at, r.manager_id from review v
      join registration r on r.org_id = v.org_id and r.id = v.registration_id
    where v.org_id = ${org_id} and v.registration_id = ${registration_id} and v.ended_at is null`)
}

export function endReview(
  tx: Tx,
  org_id: string,
  registration_id: string,
  end: { at: Instant; outcome: ReviewOutcome; minutes: number; manager_id: string | null },
): void {
  tx.send(sql`update review set ended_at = greatest(began_at, ${end.at}::timestamptz), outcome = ${end.outcome}, minutes = ${end.minutes},
      manager_id = ${end.manager_id}
    where org_id = ${org_id} and registration_id = ${registration_id} and ended_at is null`)
}

export type Pace = { answered: number; late: number; median_minutes: number | null }

const PACE = sql`count(*)::int as answered, (count(*) filter (where late))::int as late,
  percentile_disc(0.5) within group (order by minutes) as median_minutes`
const ANSWERED = sql`outcome in ('approved', 'rejected', 'asked')`

export async function findPace(tx: Tx, org_id: string, since: Instant): Promise<Pace> {
  const row = await tx.one<Pace>(
    sql`select ${PACE} from review where org_id = ${org_id} and ${ANSWERED} and ended_at >= ${since}`,
  )
  return row ?? { answered: 0, late: 0, median_minutes: null }
}

export async function listPaces(
  tx: Tx,
  org_id: string,
  since: Instant,
): Promise<(Pace & { manager_id: string | null })[]> {
  return tx.rows(sql`select manager_id, ${PACE} from review
    where org_id = ${org_id} and ${ANSWERED} and ended_at >= ${since} group by manager_id`)
}

export type Open = { manager_id: string | null; in_review: number; overdue: number }

/** What waits for a decision, by who looks after it. */
export async function listOpen(tx: Tx, org_id: string, now: Instant): Promise<Open[]> {
  return tx.rows(sql`select manager_id, count(*)::int as in_review, (count(*) filter (where answer_due_at < ${now}))::int as overdue
    from registration where org_id = ${org_id} and status = 'in_review' group by manager_id`)
}

export async function listColleagues(
  tx: Tx,
  org_id: string,
  ids: readonly string[],
): Promise<{ id: string; name: string; decides: boolean }[]> {
  return tx.rows(sql`select m.id, p.name, (m.ended_at is null and m.role in ('admin', 'partner_manager', 'channel_ops')) as decides
    from membership m join person p on p.id = m.person_id
    where m.org_id = ${org_id} and m.partner_id is null
      and ((m.ended_at is null and m.role = 'partner_manager') or m.id = any (${ids}::uuid[]))
    order by p.name, m.id limit 500`)
}
