import { sql, type Sql } from '#server/platform/postgres/sql.ts'
import type { Look } from './invariant.ts'

type Owed = (look: Look) => Sql
type Reason = { kinds: string[]; live: (look: Look) => Sql }

const UNSETTLED = sql`('opened', 'acknowledged', 'under_review', 'awaiting_party', 'proposed', 'escalated')`
const HOLDS = sql`('approved', 'converted')`

/** What consents, conflicts, disputes and conduct cases owe to the clock, as `OWED` in clock.ts has it. */
export const PEACE_OWED: readonly Owed[] = [
  ({ org_id }) => sql`select 'consent.answer_due', id, account_id, answer_due_at from consent
    where org_id = ${org_id} and status = 'asked'`,
  ({ org_id }) => sql`select 'consent.lapse', id, account_id, ends_at from consent
    where org_id = ${org_id} and status = 'granted'`,
  ({ org_id }) => sql`select 'conflict.answer_due', id, account_id, answer_due_at from conflict
    where org_id = ${org_id} and status = 'open' and waits_for <> 'manager'`,
  // Said to have arrived too late, it is said again later: the first time is what was promised.
  ({ org_id }) => sql`select 'dispute.acknowledge_due', id, account_id, acknowledge_due_at from dispute
    where org_id = ${org_id} and status = 'opened'`,
  ({ org_id }) => sql`select 'dispute.due', id, account_id, due_at from dispute
    where org_id = ${org_id} and status in ${UNSETTLED} and paused_at is null`,
  ({ org_id }) => sql`select 'dispute.answer_due', p.id, d.account_id, p.answer_due_at from dispute_party p
    join dispute d on d.org_id = p.org_id and d.id = p.dispute_id where p.org_id = ${org_id} and p.answer_due_at is not null`,
  ({ org_id }) => sql`select 'dispute.close', id, account_id, appeal_until from dispute
    where org_id = ${org_id} and status = 'decided'`,
  ({ org_id }) => sql`select 'conduct_case.reply_due', id, null::uuid, reply_due_at from conduct_case
    where org_id = ${org_id} and status = 'notified'`,
  ({ org_id }) => sql`select 'conduct_case.lapse', id, null::uuid, counts_until from conduct_case
    where org_id = ${org_id} and status in ('noted', 'warned')`,
  ({ org_id }) => sql`select 'conduct_case.lift', id, null::uuid, suspended_until from conduct_case
    where org_id = ${org_id} and status = 'suspended' and suspended_until is not null`,
]

/** The states in which their timers, reminders too, have a reason to be there. */
export const PEACE_REASONS: readonly Reason[] = [
  {
    kinds: ['consent.answer_due'],
    live: ({ org_id }) => sql`select id from consent where org_id = ${org_id} and status = 'asked'`,
  },
  {
    kinds: ['consent.lapse', 'consent.remind'],
    live: ({ org_id }) => sql`select id from consent where org_id = ${org_id} and status = 'granted'`,
  },
  {
    kinds: ['contact.free', 'contact.soon_free'],
    live: ({ org_id }) => sql`select id from registration where org_id = ${org_id} and status in ${HOLDS}`,
  },
  {
    kinds: ['conflict.answer_due', 'conflict.remind'],
    live: ({ org_id }) => sql`select id from conflict where org_id = ${org_id} and status = 'open'`,
  },
  {
    kinds: ['dispute.acknowledge_due'],
    live: ({ org_id }) => sql`select id from dispute where org_id = ${org_id} and status = 'opened'`,
  },
  {
    kinds: ['dispute.due', 'dispute.remind'],
    live: ({ org_id }) =>
      sql`select id from dispute where org_id = ${org_id} and status in ${UNSETTLED} and paused_at is null`,
  },
  {
    kinds: ['dispute.answer_due'],
    live: ({ org_id }) => sql`select id from dispute_party where org_id = ${org_id} and answer_due_at is not null`,
  },
  {
    kinds: ['dispute.close'],
    live: ({ org_id }) => sql`select id from dispute where org_id = ${org_id} and status = 'decided'`,
  },
  {
    kinds: ['conduct_case.reply_due'],
    live: ({ org_id }) => sql`select id from conduct_case where org_id = ${org_id} and status = 'notified'`,
  },
  {
    kinds: ['conduct_case.lapse'],
    live: ({ org_id }) => sql`select id from conduct_case where org_id = ${org_id} and status in ('noted', 'warned')`,
  },
  {
    kinds: ['conduct_case.lift'],
    live: ({ org_id }) => sql`select id from conduct_case where org_id = ${org_id} and status = 'suspended'`,
  },
]
