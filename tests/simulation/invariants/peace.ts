import { sql } from '#server/platform/postgres/sql.ts'
import { none, type Invariant } from './invariant.ts'

const HOLDS = sql`('approved', 'converted')`
const UNSETTLED = sql`('opened', 'acknowledged', 'under_review', 'awaiting_party', 'proposed', 'escalated')`

/** Who may contact whom, who disagrees, and what stands still meanwhile. */
export const peaceInvariants: Invariant[] = [
  none(
    'conflict.has_a_cause',
    'a conflict is open as long as an open sale meets a protection that lasts, and no longer',
    ({ org_id, now }) => sql`select format('%s is open: the claim is %s, the sale %s', c.id, r.status, o.stage) as what
      from conflict c join registration r on r.org_id = c.org_id and r.id = c.registration_id
      join opportunity o on o.org_id = c.org_id and o.id = c.opportunity_id
      where c.org_id = ${org_id} and c.status = 'open'
        and (r.status not in ${HOLDS} or o.stage <> 'open' or o.account_id is distinct from c.account_id)
        and not exists (select from timer t where t.org_id = r.org_id and t.account_id = r.account_id and t.due_at <= ${now})`,
  ),
  none(
    'conflict.raised_where_held',
    'a sale of direct sales that appears at a protected account without consent or slip has its conflict',
    // A protection that is a week old at most has not slipped; what was moved, merged or given to a partner is left out.
    ({
      org_id,
    }) => sql`select format('%s appeared at %s under the protection of %s', o.id, o.account_id, p.registration_id) as what
      from event e join opportunity o on o.org_id = e.org_id and o.id = e.subject_id
      join protection p on p.org_id = e.org_id and p.account_id = o.account_id and p.lines = '{(,)}' and p.came_at = '{}'
        and p.starts_at < e.at and p.starts_at > e.at - interval '7 days' and p.ends_at > e.at
      join registration r on r.org_id = p.org_id and r.id = p.registration_id and r.status in ${HOLDS} and r.decided_at < e.at
      where e.org_id = ${org_id} and e.type = 'opportunity.created' and e.body::jsonb ->> 'stage' = 'open'
        and e.body::jsonb ->> 'account_id' = o.account_id::text and not e.body::jsonb ? 'registration_id'
        and not exists (select from registration x where x.org_id = o.org_id and x.opportunity_id = o.id)
        and not exists (select from opportunity_partner t where t.org_id = o.org_id and t.opportunity_id = o.id)
        and not exists (select from event m where m.org_id = e.org_id and m.subject_id = o.id and m.type = 'opportunity.edited'
          and m.body::jsonb -> 'fields' ? 'account_id')
        and not exists (select from merge m where m.org_id = e.org_id and o.account_id in (m.loser_id, m.winner_id))
        and not exists (select from consent c where c.org_id = e.org_id and c.registration_id = r.id and c.answered_at <= e.at and c.ends_at > e.at)
        and not exists (select from conflict c where c.org_id = e.org_id and c.opportunity_id = o.id and c.registration_id = r.id)`,
  ),
  none(
    'conflict.one_open',
    'one clash is one conflict, however often a file brings it',
    ({
      org_id,
    }) => sql`select format('%s and %s clash %s times', opportunity_id, registration_id, count(*)) as what from conflict
      where org_id = ${org_id} and status = 'open' group by opportunity_id, registration_id having count(*) > 1`,
  ),
  none(
    'conflict.silence_grants_nothing',
    'what was resolved bears who resolved it and why; silence makes it the manager’s turn and no more',
    ({ org_id, swept_at }) => sql`select format('%s is %s without a word', id, status) as what from conflict
      where org_id = ${org_id} and status in ('stands_aside', 'shared', 'upheld_direct') and (resolved_by is null or resolved_by = 'clock')
      union all select format('%s waits for %s past its time', id, waits_for) from conflict
      where org_id = ${org_id} and status = 'open' and waits_for <> 'manager' and answer_due_at <= ${swept_at}`,
  ),
  none(
    'consent.lapses',
    'no consent is without an end, outlasts that end, or the protection that it opens',
    ({ org_id, now, swept_at }) => sql`select format('%s was granted until %s', id, ends_at) as what from consent
      where org_id = ${org_id} and status = 'granted' and (ends_at is null or ends_at <= ${swept_at})
      union all select format('%s is %s, its claim is %s', c.id, c.status, r.status) from consent c
      join registration r on r.org_id = c.org_id and r.id = c.registration_id
      where c.org_id = ${org_id} and c.status in ('asked', 'granted') and r.status not in ${HOLDS}
        and not exists (select from timer t where t.org_id = r.org_id and t.account_id = r.account_id and t.due_at <= ${now})`,
  ),
  none(
    'hold.with_its_dispute',
    'what is disputed is held until it is settled, and not a moment longer',
    ({
      org_id,
    }) => sql`select format('%s is held for %s, which is %s', h.subject_id, d.id, d.status) as what from hold h
      join dispute d on d.org_id = h.org_id and d.id = h.by_id
      where h.org_id = ${org_id} and h.released_at is null and h.by_noun = 'dispute' and d.status not in ${UNSETTLED}
      union all select format('%s is %s, and account %s is not held', d.id, d.status, d.account_id) from dispute d
      where d.org_id = ${org_id} and d.status in ${UNSETTLED} and d.account_id is not null and not exists (select from hold h
        where h.org_id = d.org_id and h.by_id = d.id and h.kind = 'account' and h.released_at is null)`,
  ),
  none(
    'hold.nobody_new',
    'a held account gets nobody new: nothing is approved there while it is held, save by settling the dispute',
    ({
      org_id,
    }) => sql`select format('%s was approved at %s, held since %s for %s', r.id, r.decided_at, h.placed_at, h.by_id) as what
      from registration r join hold h on h.org_id = r.org_id and h.kind = 'account' and h.account_id = r.account_id
      where r.org_id = ${org_id} and r.status in ${HOLDS} and r.decided_at > h.placed_at
        and (h.released_at is null or r.decided_at < h.released_at)
        and not exists (select from dispute_effect e where e.org_id = r.org_id and e.made_id = r.id)
        and not exists (select from audit m where m.org_id = r.org_id and m.verb in ('account.merged', 'account.merge_undone')
          and m.at >= h.placed_at)`,
  ),
  none(
    'dispute.paused_while_asked',
    'the clock of a dispute stands still only while a party is asked, and only then',
    ({
      org_id,
    }) => sql`select format('%s is %s, paused since %s, %s asked', d.id, d.status, d.paused_at, p.n) as what from dispute d
      cross join lateral (select count(*)::int as n from dispute_party p where p.org_id = d.org_id and p.dispute_id = d.id
        and p.answer_due_at is not null) p
      where d.org_id = ${org_id} and ((d.status = 'awaiting_party') <> (d.paused_at is not null) or (d.paused_at is not null) <> (p.n > 0))`,
  ),
  none(
    'dispute.decided_by_another',
    'who decides has no stake: not whoever made the disputed ruling, nor whoever decided before the appeal',
    ({ org_id }) => sql`select format('%s was decided by %s', d.id, d.decided_by) as what from dispute d
      where d.org_id = ${org_id} and d.decided_by is not null and d.decided_by = d.decided_before
      union all select format('%s was decided by whoever ruled', d.id) from dispute d
      join membership m on m.id = d.decided_by
      join audit a on a.org_id = d.org_id and a.subject_id = d.about_id and a.change::jsonb ->> 'ruling' = d.subject_id::text
      where d.org_id = ${org_id} and a.actor = 'person:' || m.person_id`,
  ),
  none(
    'merge.leads_on',
    'an account that is merged has one merge that stands, into the account that it is led to; one that was undone has none',
    ({ org_id }) => sql`select format('%s was merged away and lives', m.loser_id) as what from merge m
      join account a on a.org_id = m.org_id and a.id = m.loser_id
      where m.org_id = ${org_id} and m.status = 'merged' and a.merged_into is null
      union all select format('%s is merged, and no merge says so', a.id) from account a
      where a.org_id = ${org_id} and a.merged_into is not null
        and not exists (select from merge m where m.org_id = a.org_id and m.loser_id = a.id and m.status = 'merged')
        and not exists (select from audit x where x.org_id = a.org_id and x.subject_id = a.id and x.verb = 'account.retired')`,
  ),
  none(
    'merge.moves_what_lives',
    'everything alive at a merged account moves: holds, open questions, consents and conflicts too',
    ({ org_id }) => sql`
      with gone as (select id from account where org_id = ${org_id} and merged_into is not null)
      select format('hold %s', id) as what from hold where org_id = ${org_id} and account_id in (table gone) and released_at is null
      union all select format('consent %s', id) from consent where org_id = ${org_id} and account_id in (table gone) and status in ('asked', 'granted')
      union all select format('conflict %s', id) from conflict where org_id = ${org_id} and status = 'open'
        and (account_id in (table gone) or held_account_id in (table gone))
      union all select format('dispute %s', id) from dispute where org_id = ${org_id} and account_id in (table gone) and status in ${UNSETTLED}
      union all select format('child %s', id) from account where org_id = ${org_id} and parent_id in (table gone) and merged_into is null
      union all select format('question about %s', subject_id) from match where org_id = ${org_id} and noun = 'account'
        and subject_id in (table gone) and status = 'open'`,
  ),
  none(
    'match.has_a_question',
    'a question is open as long as its registration waits for the answer, and asked once',
    ({ org_id }) => sql`select format('%s is open, its registration is %s', m.id, r.status) as what from match m
      join registration r on r.org_id = m.org_id and r.id = m.subject_id
      where m.org_id = ${org_id} and m.noun = 'registration' and m.status = 'open'
        and (r.status not in ('in_review', 'info_requested') or r.account_id is not null)
      union all select format('%s is asked %s times', subject_id, count(*)) from match
      where org_id = ${org_id} and status = 'open' group by noun, subject_id having count(*) > 1`,
  ),
  none(
    'conduct.due_process',
    'nothing is held against a partner that was not told and given its time; nobody suspends alone; what is taken is noted',
    ({
      org_id,
      swept_at,
    }) => sql`select format('%s is %s', id, status) as what from conduct_case where org_id = ${org_id}
        and status in ('noted', 'warned', 'proposed', 'suspended') and (notified_at is null or (answered_at is null and silent_at is null))
      union all select format('%s was suspended by one', id) from conduct_case where org_id = ${org_id} and status = 'suspended'
        and proposed_by = confirmed_by
      union all select format('%s waits for an answer past its time', id) from conduct_case
        where org_id = ${org_id} and status = 'notified' and reply_due_at <= ${swept_at}
      union all select format('%s is suspended past its time', id) from conduct_case
        where org_id = ${org_id} and status = 'suspended' and suspended_until <= ${swept_at}`,
  ),
]
