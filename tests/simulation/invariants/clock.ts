import { sql, type Sql } from '#server/platform/postgres/sql.ts'
import { none, type Invariant, type Look } from './invariant.ts'
import { PEACE_OWED, PEACE_REASONS } from './owed.ts'

/**
 * What each state owes to the clock: the timer it has to have, with its time and its account. A shop that sets timers
 * adds its states here; those that are only reminders stand in `REASONS` alone.
 */
const OWED: readonly ((look: Look) => Sql)[] = [
  ({ org_id }) => sql`select 'protection.expire' as kind, r.id, r.account_id, p.ends_at as due_at from registration r
    join protection p on p.org_id = r.org_id and p.registration_id = r.id
    where r.org_id = ${org_id} and r.status in ('approved', 'converted')`,
  ({ org_id }) => sql`select 'registration.answer_due', id, account_id, answer_due_at from registration
    where org_id = ${org_id} and status = 'in_review'`,
  ({ org_id }) => sql`select 'registration.reply_due', id, account_id, reply_due_at from registration
    where org_id = ${org_id} and status = 'info_requested'`,
  ({ org_id }) => sql`select 'registration.confirm_due', id, account_id, confirm_due_at from registration
    where org_id = ${org_id} and status = 'queued' and confirm_due_at is not null`,
  ({ org_id }) => sql`select 'follow_up.due', id, account_id, follow_up_due_at from registration
    where org_id = ${org_id} and status in ('approved', 'converted') and follow_up_due_at is not null`,
  ({ org_id }) => sql`select 'extension.answer_due', r.id, r.account_id, e.answer_due_at from registration_extension e
    join registration r on r.org_id = e.org_id and r.id = e.registration_id
    where e.org_id = ${org_id} and e.status = 'asked' and e.answer_due_at is not null`,
  ...PEACE_OWED,
]

/** The states in which a timer of each kind has a reason to be there. */
const REASONS: readonly { kinds: string[]; live: (look: Look) => Sql }[] = [
  {
    kinds: ['protection.expire', 'protection.remind', 'follow_up.due', 'follow_up.remind'],
    live: ({ org_id }) =>
      sql`select id from registration where org_id = ${org_id} and status in ('approved', 'converted')`,
  },
  {
    kinds: ['registration.answer_due'],
    live: ({ org_id }) => sql`select id from registration where org_id = ${org_id} and status = 'in_review'`,
  },
  {
    kinds: ['registration.reply_due', 'registration.reply_remind'],
    live: ({ org_id }) => sql`select id from registration where org_id = ${org_id} and status = 'info_requested'`,
  },
  {
    kinds: ['registration.confirm_due'],
    live: ({ org_id }) => sql`select id from registration
      where org_id = ${org_id} and status = 'queued' and confirm_due_at is not null`,
  },
  {
    kinds: ['extension.answer_due'],
    live: ({ org_id }) =>
      sql`select registration_id from registration_extension where org_id = ${org_id} and status = 'asked'`,
  },
  ...PEACE_REASONS,
]

/** Several statements as one table. */
const all = (parts: readonly Sql[]): Sql => parts.reduce((left, right) => sql`${left} union all ${right}`)

export const clockInvariants: Invariant[] = [
  none(
    'timer.owed',
    'all that the clock will do stands in the table of timers, written with the state it belongs to',
    (look) => sql`select format('%s of %s at %s is not set', o.kind, o.id, o.due_at) as what
      from (${all(OWED.map((owed) => owed(look)))}) o (kind, id, account_id, due_at)
      where o.due_at > ${look.now} and not exists (select from timer t where t.org_id = ${look.org_id}
        and t.kind = o.kind and t.subject_id = o.id and t.due_at = o.due_at)`,
  ),
  none(
    'timer.at_its_account',
    'a command on an account fires what is due there first: a timer that concerns an account names it',
    (
      look,
    ) => sql`select format('%s of %s names account %s, not %s', t.kind, t.subject_id, t.account_id, o.account_id) as what
      from timer t join (${all(OWED.map((owed) => owed(look)))}) o (kind, id, account_id, due_at)
        on o.kind = t.kind and o.id = t.subject_id
      where t.org_id = ${look.org_id} and t.account_id is distinct from o.account_id`,
  ),
  none('timer.none_left', 'a timer that has lost its reason is cleared', (look) =>
    all(
      REASONS.map(
        ({ kinds, live }) => sql`select format('%s of %s is left', kind, subject_id) as what from timer
            where org_id = ${look.org_id} and kind = any(${kinds}::text[]) and subject_id not in (${live(look)})`,
      ),
    ),
  ),
  none(
    'timer.none_overdue',
    'a sweep fires everything that was due, and parks nothing',
    ({
      org_id,
      swept_at,
    }) => sql`select format('%s of %s was due at %s (tried %s times: %s)', kind, subject_id, due_at, attempts, problem) as what
      from timer where org_id = ${org_id} and (due_at <= ${swept_at} or parked_at is not null)`,
  ),
  none(
    'clock.wakes_in_time',
    'the hint by which sweepers find an org is never later than its first timer',
    ({ org_id }) => sql`select format('the clock wakes at %s, a timer is due at %s', c.next_due_at, t.due_at) as what
      from org_clock c join lateral (select min(due_at) as due_at from timer
        where org_id = c.org_id and parked_at is null and retry_at is null) t on t.due_at is not null
      where c.org_id = ${org_id} and (c.next_due_at is null or c.next_due_at > t.due_at)`,
  ),
  none(
    'clock.looks_every_morning',
    'from the first program on the clock looks at conduct, and has set itself the next morning',
    ({ org_id, swept_at }) => sql`select 'nobody looks' as what where exists (
        select from program_version where org_id = ${org_id} and status = 'published')
      and not exists (select from timer where org_id = ${org_id} and kind = 'conduct.look' and due_at > ${swept_at}::timestamptz - interval '1 day')`,
  ),
  none(
    'clock.expires_at_its_time',
    'what the clock ends, it ends at the instant that was promised, whenever the sweeper came',
    ({
      org_id,
    }) => sql`select format('%s expired at %s, its protection ends at %s', r.id, r.ended_at, p.ends_at) as what
      from registration r join protection p on p.org_id = r.org_id and p.registration_id = r.id
      where r.org_id = ${org_id} and r.status = 'expired' and r.ended_at <> p.ends_at`,
  ),
]
