import type { Instant } from '#kit/instant.ts'
import { raw, sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Status } from './registration.ts'

/** An open claim at one of two accounts that are to become one. */
export type ClaimAt = {
  id: string
  account_id: string
  partner_id: string
  partner_name: string
  account_name: string
  claim_no: string
  status: Status
  lines: string
  submitted_at: Instant
  protected_until: Instant | null
}

export type ClaimClash = { loser: ClaimAt; winner: ClaimAt; code: 'protections' | 'own_claims' }

/** More pairs than anybody decides at once; what stays is shown when these are gone. */
const CLASHES_MAX = 50

const OPEN = (r: 'l' | 'w') =>
  sql`${raw(r)}.status in ('in_review', 'info_requested', 'queued', 'approved', 'converted')`

/**
 * Open claims of two accounts that could not stand at one: two of one partner on one line, and two that are protected on
 * one line, unless they answer the same tender. The caller holds both accounts' locks.
 */
export async function listClashes(
  tx: Tx,
  org_id: string,
  [loser_id, winner_id]: readonly [string, string],
  now: Instant,
  without: readonly string[],
): Promise<ClaimClash[]> {
  const pairs = await tx.rows<{ l: string; w: string; code: ClaimClash['code'] }>(sql`select l.id as l, w.id as w,
      case when l.partner_id = w.partner_id then 'own_claims' else 'protections' end as code
    from registration l
    join registration w on w.org_id = l.org_id and w.account_id = ${winner_id} and w.lines && l.lines and ${OPEN('w')}
    left join protection lg on lg.org_id = l.org_id and lg.registration_id = l.id and lg.ends_at > ${now}
    left join protection wg on wg.org_id = w.org_id and wg.registration_id = w.id and wg.ends_at > ${now}
    where l.org_id = ${org_id} and l.account_id = ${loser_id} and ${OPEN('l')}
      and not l.id = any(${without}::uuid[]) and not w.id = any(${without}::uuid[])
      and (l.partner_id = w.partner_id or (lg.id is not null and wg.id is not null and (lg.is_exclusive or wg.is_exclusive)))
    order by l.claim_no, w.claim_no limit ${CLASHES_MAX}`)
  const claims =
    await tx.rows<ClaimAt>(sql`select r.id, r.account_id, r.partner_id, p.name as partner_name, r.account_name, r.claim_no,
      r.status, r.lines::text as lines, r.submitted_at, g.ends_at as protected_until
    from registration r join partner p on p.org_id = r.org_id and p.id = r.partner_id
    left join protection g on g.org_id = r.org_id and g.registration_id = r.id and g.ends_at > ${now}
    where r.org_id = ${org_id} and r.id = any(${pairs.flatMap(({ l, w }) => [l, w])}::uuid[])`)
  const of = new Map(claims.map((claim) => [claim.id, claim]))
  return pairs.flatMap(({ l, w, code }) => {
    const [loser, winner] = [of.get(l), of.get(w)]
    return loser && winner ? [{ loser, winner, code }] : []
  })
}

/** Which of some registrations are open claims at one of the accounts. */
export async function listOpenAt(
  tx: Tx,
  org_id: string,
  account_ids: readonly string[],
  ids: readonly string[],
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select l.id from registration l
    where l.org_id = ${org_id} and l.id = any(${ids}::uuid[]) and l.account_id = any(${account_ids}::uuid[]) and ${OPEN('l')}`)
  return rows.map(({ id }) => id)
}
