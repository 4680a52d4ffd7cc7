import { sql } from '#server/platform/postgres/sql.ts'
import { none, type Invariant } from './invariant.ts'

const HOLDS = sql`('approved', 'converted')`
const OPEN = sql`('in_review', 'info_requested', 'queued', 'approved', 'converted')`

/** Stand two open claims in each other's way? Who answers the same tender stands beside, not ahead. */
const meets = sql`a.org_id = b.org_id and a.account_id = b.account_id and a.id <> b.id and a.lines && b.lines
  and not (a.tender_key is not null and a.tender_key is not distinct from b.tender_key)`

/** Claims, protections and the queue (domain.md, decisions 1, 2, 8 and the first rows of its table of invariants). */
export const claimInvariants: Invariant[] = [
  none(
    'protection.one_at_a_time',
    'one protection of an account and line at an instant, save for those who answer the same tender',
    ({ org_id }) => sql`select format('protections of %s and %s overlap', a.registration_id, b.registration_id) as what
      from protection a join protection b on b.org_id = a.org_id and b.account_id = a.account_id and b.id > a.id
        and a.lines && b.lines and a.during && b.during
      join registration ra on ra.org_id = a.org_id and ra.id = a.registration_id
      join registration rb on rb.org_id = b.org_id and rb.id = b.registration_id
      where a.org_id = ${org_id} and (ra.tender_key is null or ra.tender_key is distinct from rb.tender_key)`,
  ),
  none(
    'claim.one_open',
    'one open claim per partner, account and line',
    ({ org_id }) => sql`select format('%s and %s are open claims of one partner', a.id, b.id) as what
      from registration a join registration b on b.org_id = a.org_id and b.account_id = a.account_id
        and b.partner_id = a.partner_id and b.id > a.id and a.lines && b.lines
      where a.org_id = ${org_id} and a.status in ${OPEN} and b.status in ${OPEN}`,
  ),
  none(
    'claim.rank_once',
    'ranks are unique in an org, and kept in the ruling that decided on them',
    ({ org_id }) => sql`select format('rank %s is given %s times', claim_no, count(*)) as what
      from registration where org_id = ${org_id} group by claim_no having count(*) > 1
      union all
      select format('%s has rank %s, its ruling says %s', r.id, r.claim_no, u.facts::jsonb #>> '{claim,claim_no}')
      from registration r join ruling u on u.org_id = r.org_id and u.id = r.ruling_id and u.kind = 'registration'
      where r.org_id = ${org_id} and u.facts::jsonb #>> '{claim,claim_no}' <> r.claim_no::text`,
  ),
  none(
    'protection.in_force',
    'approved or converted, and a protection in force, are the same thing; it is true because of now',
    ({ org_id, now, swept_at }) => sql`
      select format('%s is %s and not protected at %s', r.id, r.status, ${now}::timestamptz) as what from registration r
      where r.org_id = ${org_id} and r.status in ${HOLDS} and not exists (
        select from protection p where p.org_id = r.org_id and p.registration_id = r.id and p.account_id = r.account_id
          and p.partner_id = r.partner_id and p.lines = r.lines and p.starts_at <= ${now} and p.ends_at > ${swept_at}
          and isfinite(p.ends_at))
      union all
      select format('%s is %s and protected until %s', r.id, r.status, p.ends_at) from registration r
      join protection p on p.org_id = r.org_id and p.registration_id = r.id
      where r.org_id = ${org_id} and r.status not in ${HOLDS} and p.ends_at > coalesce(r.ended_at, ${now}::timestamptz)`,
  ),
  none(
    'protection.as_promised',
    'granted windows are stored and never recalculated: a window ends as ruled, at the end of a day of the program',
    ({ org_id }) => sql`
      select format('%s: promised until %s, ruled until %s', p.registration_id, p.promised_ends_at,
        u.outcome::jsonb #>> '{protection,ends_at}') as what
      from protection p join registration r on r.org_id = p.org_id and r.id = p.registration_id
      join ruling u on u.org_id = r.org_id and u.id = r.ruling_id and u.outcome::jsonb ? 'protection'
      where p.org_id = ${org_id}
        and p.promised_ends_at <> (u.outcome::jsonb #>> '{protection,ends_at}')::timestamptz
      union all
      select format('%s: holds until %s, which is no end of a day', p.registration_id, p.ends_at)
      from protection p join registration r on r.org_id = p.org_id and r.id = p.registration_id
      where p.org_id = ${org_id} and r.status in ${HOLDS} and (p.ends_at at time zone 'Europe/Berlin')::time <> '00:00'
      union all
      select format('%s: approved until %s, granted until %s', r.id, p.ends_at, x.ends_at)
      from registration r join protection p on p.org_id = r.org_id and p.registration_id = r.id
      cross join lateral (select greatest(p.promised_ends_at, (select max(e.ends_at) from registration_extension e
        where e.org_id = r.org_id and e.registration_id = r.id and e.status = 'granted')) as ends_at) x
      where r.org_id = ${org_id} and r.status = 'approved' and p.ends_at <> x.ends_at`,
  ),
  none(
    'queue.waits_for_somebody',
    'nobody waits behind nothing: when the way is free and the account not held, the head is decided again at once',
    ({ org_id, now }) => sql`select format('%s waits behind nobody', b.id) as what from registration b
      where b.org_id = ${org_id} and b.status = 'queued' and b.confirm_due_at is null and not exists (
        select from registration a where ${meets} and a.status in ${OPEN}
          and (a.claim_no < b.claim_no or a.status in ${HOLDS}))
        and not exists (select from timer t where t.org_id = b.org_id and t.account_id = b.account_id and t.due_at <= ${now})
        and not exists (select from hold h where h.org_id = b.org_id and h.kind = 'account' and h.account_id = b.account_id
          and h.released_at is null)`,
  ),
  none(
    'queue.in_order',
    'a claim queues behind any earlier open one; passing it takes a written override, or a claim that came later',
    ({ org_id }) => sql`select format('%s was approved past %s', b.id, a.id) as what
      from registration b join registration a on ${meets} and a.claim_no < b.claim_no
      join ruling u on u.org_id = b.org_id and u.id = b.ruling_id
      join ruling v on v.org_id = a.org_id and v.id = a.ruling_id
      where b.org_id = ${org_id} and b.status in ${HOLDS} and a.status in ('in_review', 'info_requested', 'queued')
        and b.decided_at is not null and v.now < b.decided_at
        and not exists (select from audit o where o.org_id = b.org_id and o.subject_id = b.id
          and o.verb = 'registration.overrode')
        and not exists (select from audit m where m.org_id = b.org_id and m.subject_id = a.id and m.at >= b.decided_at
          and m.verb in ('registration.answered', 'registration.account_picked'))`,
  ),
  none(
    'claim.has_account',
    'only what a person has still to pick has no account; what is picked has one that lives',
    ({ org_id }) => sql`select format('%s is %s without an account', id, status) as what from registration
      where org_id = ${org_id} and account_id is null
        and (status in ('queued', 'approved', 'converted') or (status = 'in_review' and recommendation <> 'pick_account'))`,
  ),
  none(
    'sale.tied',
    'converted means tied to an open opportunity of the account; won and lost are said by both',
    ({ org_id }) => sql`select format('%s is %s, its sale %s is %s', r.id, r.status, o.id, o.stage) as what
      from registration r join opportunity o on o.org_id = r.org_id and o.id = r.opportunity_id
      where r.org_id = ${org_id} and r.status = 'converted' and o.stage <> 'open'`,
  ),
]
