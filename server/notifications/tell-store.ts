import type { Instant } from '#kit/instant.ts'
import { raw, sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Side } from './notification.ts'
import type { MailChoice, Reader, TopicKey } from './topics.ts'

/** One thing that happened, ready to be told. */
export type Happening = {
  topic: TopicKey
  subject: { noun: string; id: string }
  happening: string
  at: Instant
  recorded_at: Instant
  /** Who did it; null for the clock, a key or the operator. */
  actor_membership: string | null
  /** The step of a request that it is about. */
  step_id: string | null
  version: number | null
  effective_at: Instant | null
  sides: readonly { side: Side; readers: readonly Reader[]; app: boolean; mail: MailChoice; receipt: boolean }[]
  /** Roles whose people run the program, and roles that decide. */
  roles: { runs_program: readonly string[]; deciders: readonly string[] }
}

/** Somebody's written words may be long; a notice shows their beginning. */
const SAID_MAX = 600

/** Whose words go with a topic. */
const SAID: Partial<Record<TopicKey, Sql>> = {
  'registration.approved': sql`r.decision_reason`,
  'registration.rejected': sql`r.decision_reason`,
  'registration.withdrawn': sql`r.end_reason`,
  'registration.lost': sql`r.end_reason`,
  'registration.revoked': sql`r.end_reason`,
  'registration.info_requested': sql`(select x.body from registration_message x where x.org_id = r.org_id and x.registration_id = r.id and x.kind = 'question' order by x.id desc limit 1)`,
  'registration.answered': sql`(select x.body from registration_message x where x.org_id = r.org_id and x.registration_id = r.id and x.kind = 'answer' order by x.id desc limit 1)`,
  'request.info_requested': sql`(select x.question from request_question x where x.org_id = r.org_id and x.request_id = r.id order by x.id desc limit 1)`,
  'request.answered': sql`(select x.answer from request_question x where x.org_id = r.org_id and x.request_id = r.id order by x.id desc limit 1)`,
  'dispute.asked': sql`(select x.text from dispute_message x where x.org_id = y.org_id and x.party_id = y.id and x.kind = 'question' order by x.id desc limit 1)`,
  'dispute.answered': sql`(select x.text from dispute_message x where x.org_id = y.org_id and x.party_id = y.id and x.kind = 'answer' order by x.id desc limit 1)`,
  'dispute.written_to': sql`(select x.text from dispute_message x where x.org_id = y.org_id and x.party_id = y.id and x.kind = 'shared' order by x.id desc limit 1)`,
  'dispute.proposed': sql`d.reason`,
  'dispute.decided': sql`d.reason`,
  'registration.extension_asked': sql`(select x.reason from registration_extension x where x.org_id = r.org_id and x.registration_id = r.id order by x.id desc limit 1)`,
  'registration.extended': sql`(select x.answer_reason from registration_extension x where x.org_id = r.org_id and x.registration_id = r.id order by x.id desc limit 1)`,
  'conduct_case.notified': sql`r.notice`,
  'conduct_case.answered': sql`r.answer`,
  'conduct_case.silent': sql`null::text`,
  'conduct_case.lifted': sql`r.end_reason`,
  'registration.extension_declined': sql`(select x.answer_reason from registration_extension x where x.org_id = r.org_id and x.registration_id = r.id order by x.id desc limit 1)`,
}

/** The check that turned it down, where no person did. */
const REASON = sql`(select e from ruling x, jsonb_array_elements(x.because::jsonb) e
  where r.decision_reason is null and x.org_id = r.org_id and x.id = r.ruling_id and e ->> 'verdict' = 'answered' limit 1)`

/** What is told about, as it stands in this transaction: who has to do with it, and what the words will need. */
function subjectOf(org_id: string, { subject, topic, version, effective_at }: Happening): Sql {
  if (subject.noun === 'registration') {
    return sql`select r.id, r.partner_id, coalesce(r.manager_id, p.manager_id) as manager_id,
        case when not r.on_behalf then r.submitted_by_person end as submitter,
        jsonb_build_object('account', r.account_name, 'partner', p.name, 'ends_at', iso(pr.ends_at), 'answer_due_at', iso(r.answer_due_at),
          'reply_due_at', iso(r.reply_due_at), 'confirm_due_at', iso(r.confirm_due_at), 'follow_up_due_at', iso(r.follow_up_due_at), 'effective_at', ${effective_at}::text,
          'said', left(${SAID[topic] ?? sql`null::text`}, ${SAID_MAX}), 'reason', ${topic === 'registration.rejected' ? REASON : sql`null::jsonb`}) as facts
      from registration r join partner p on p.org_id = r.org_id and p.id = r.partner_id
        left join protection pr on pr.org_id = r.org_id and pr.registration_id = r.id
      where r.org_id = ${org_id} and r.id = ${subject.id}`
  }
  if (subject.noun === 'request') {
    // An account that the org named is the org's alone; what the partner registered is both sides'.
    return sql`select r.id, r.partner_id, p.manager_id, case when not r.on_behalf then r.submitted_by_person end as submitter,
        jsonb_build_object('account', upper(left(r.kind, 1)) || substr(replace(replace(r.kind, '-', ' '), '_', ' '), 2)
            || coalesce(' · ' || g.account_name, ''),
          'partner', p.name, 'answer_due_at', iso(r.answer_due_at), 'said', left(${SAID[topic] ?? sql`r.decision_reason`}, ${SAID_MAX})) as facts
      from request r join partner p on p.org_id = r.org_id and p.id = r.partner_id
        left join registration g on g.org_id = r.org_id and g.id = r.registration_id
      where r.org_id = ${org_id} and r.id = ${subject.id}`
  }
  if (subject.noun === 'conduct_case') {
    // The partner stands in `partner_id` once it was told: before that there is nobody of it to tell.
    return sql`select r.id, r.partner_id, p.manager_id, null::uuid as submitter,
        jsonb_build_object('account', '', 'partner', p.name, 'reply_due_at', iso(r.reply_due_at),
          'ends_at', iso(coalesce(r.suspended_until, r.counts_until)), 'said', left(${SAID[topic] ?? sql`r.reason`}, ${SAID_MAX})) as facts
      from conduct_case r join partner p on p.org_id = r.org_id and p.id = r.about_id
      where r.org_id = ${org_id} and r.id = ${subject.id}`
  }
  if (subject.noun === 'consent') {
    return sql`select c.id, c.partner_id, coalesce(r.manager_id, p.manager_id) as manager_id,
        case when not r.on_behalf then r.submitted_by_person end as submitter,
        jsonb_build_object('account', r.account_name, 'partner', p.name, 'ends_at', iso(c.ends_at), 'answer_due_at', iso(c.answer_due_at),
          'said', left(case c.status when 'asked' then c.purpose when 'revoked' then c.end_reason else c.note end, ${SAID_MAX})) as facts
      from consent c join partner p on p.org_id = c.org_id and p.id = c.partner_id
        join registration r on r.org_id = c.org_id and r.id = c.registration_id
      where c.org_id = ${org_id} and c.id = ${subject.id}`
  }
  if (subject.noun === 'conflict') {
    // Both sides call the company as the partner registered it; nothing of the opportunity stands here.
    return sql`select c.id, c.partner_id, coalesce(c.manager_id, p.manager_id) as manager_id,
        case when not r.on_behalf then r.submitted_by_person end as submitter,
        jsonb_build_object('account', r.account_name, 'partner', p.name, 'answer_due_at', iso(c.answer_due_at),
          'said', left(c.resolution, ${SAID_MAX})) as facts
      from conflict c join partner p on p.org_id = c.org_id and p.id = c.partner_id
        join registration r on r.org_id = c.org_id and r.id = c.registration_id
      where c.org_id = ${org_id} and c.id = ${subject.id}`
  }
  if (subject.noun === 'dispute') {
    // One side of it, under that side's id: whoever opened it is the opener's submitter alone, and words go to their own side.
    return sql`select y.id, y.partner_id, d.handler_id as manager_id,
        case when y.is_opener then d.opened_by_person else (select g.submitted_by_person from registration g
          where g.org_id = y.org_id and g.id = y.about_id and not g.on_behalf) end as submitter,
        jsonb_build_object('account', y.title, 'partner', coalesce(p.name, ''), 'answer_due_at', iso(case
            when ${topic} = 'dispute.opened' then d.acknowledge_due_at when ${topic} = 'dispute.decided' then d.appeal_until else d.due_at end),
          'reply_due_at', iso(y.answer_due_at), 'said', left(${SAID[topic] ?? sql`null::text`}, ${SAID_MAX})) as facts
      from dispute_party y join dispute d on d.org_id = y.org_id and d.id = y.dispute_id
        left join partner p on p.org_id = y.org_id and p.id = y.partner_id
      where y.org_id = ${org_id} and y.id = ${subject.id}`
  }
  if (subject.noun === 'import') {
    return sql`select i.id, i.partner_id, null::uuid as manager_id,
        case when i.run_by like 'person:%' then substr(i.run_by, 8)::uuid end as submitter,
        jsonb_build_object('account', i.file_name, 'partner', '', 'done', i.rows_done, 'refused', i.refused_count) as facts
      from import i where i.org_id = ${org_id} and i.id = ${subject.id}`
  }
  return sql`select o.id, null::uuid as partner_id, null::uuid as manager_id, null::uuid as submitter,
      jsonb_build_object('account', o.name, 'partner', '', 'version', ${version}::int, 'effective_at', ${effective_at}::text) as facts
    from org o where o.id = ${org_id}`
}

/** One way to find readers, as a branch that an index serves. */
function readersOf(org_id: string, reader: Reader, happening: Happening): Sql {
  const live = sql`m.org_id = ${org_id} and m.ended_at is null`
  switch (reader) {
    case 'manager':
      return sql`select m.id, m.partner_id from subject s join membership m on m.id = s.manager_id where ${live}`
    case 'starter':
      return sql`select m.id, m.partner_id from subject s join membership m on m.person_id = s.submitter
          and m.partner_id is not distinct from s.partner_id where ${live}`
    case 'asked':
      return sql`select m.id, m.partner_id from request_ask x join membership m on m.id = x.asked_id
        where x.org_id = ${org_id} and x.request_id = ${happening.subject.id} and x.state = 'asked'
          and (${happening.step_id}::uuid is null or x.step_id = ${happening.step_id}) and m.partner_id is null and ${live}`
    case 'asker':
      return sql`select m.id, m.partner_id from consent x join membership m on m.id = x.asker_id
        where x.org_id = ${org_id} and x.id = ${happening.subject.id} and m.partner_id is null and ${live}`
    case 'direct':
      return sql`select m.id, m.partner_id from conflict x
          join opportunity o on o.org_id = x.org_id and o.id = x.opportunity_id
          join member w on w.org_id = o.org_id and w.id = o.owner_id
          join person who on who.email = lower(w.email) join membership m on m.person_id = who.id
        where x.org_id = ${org_id} and x.id = ${happening.subject.id} and m.partner_id is null and ${live}`
    case 'rep':
      return sql`select m.id, m.partner_id from subject s join membership m on m.person_id = s.submitter
          where s.partner_id is null and m.partner_id is null and ${live}`
    case 'runs_program':
    case 'deciders':
      return sql`select m.id, m.partner_id from membership m where m.partner_id is null and m.role = any(${happening.roles[reader]}) and ${live}`
    case 'partner_admins':
      return sql`select m.id, m.partner_id from subject s join membership m on m.partner_id = s.partner_id where m.role = 'partner_admin' and ${live}`
    case 'submitter':
      return sql`select m.id, m.partner_id from subject s join membership m on m.person_id = s.submitter and m.partner_id = s.partner_id where ${live}
        union all select m.id, m.partner_id from subject s join membership m on m.partner_id = s.partner_id
          where m.role = 'partner_admin' and ${live} and not exists (
            select 1 from membership t where t.person_id = s.submitter and t.partner_id = s.partner_id and t.org_id = ${org_id} and t.ended_at is null)`
  }
}

/** What there is nothing to do about any more counts as read, for whoever was told. */
export function settle(tx: Tx, org_id: string, subject_id: string, topics: readonly TopicKey[], at: Instant): void {
  tx.send(sql`update notice set read_at = ${at} where org_id = ${org_id} and subject_id = ${subject_id}
    and in_app and read_at is null and topic = any(${topics})`)
}

/**
 * Tells everybody who reads of a happening, and every chat channel that wants it, in one statement that is not waited
 * for: whatever caused it pays one round of the pipeline, however many read.
 */
export function tell(tx: Tx, org_id: string, happening: Happening): void {
  const { topic, subject, at, recorded_at, actor_membership } = happening
  const branches = happening.sides.flatMap(({ side, readers, app, mail, receipt }) =>
    readers.map(
      (
        reader,
      ) => sql`select x.id, x.partner_id, ${raw(`'${side}'`)} as side, ${app}::boolean as app, ${mail}::text as mail,
        ${receipt}::boolean as receipt from (${readersOf(org_id, reader, happening)}) x`,
    ),
  )
  const all = branches.reduce((sofar, branch) => sql`${sofar} union all ${branch}`)
  tx.send(sql`with subject as (${subjectOf(org_id, happening)}),
    readers as (select distinct on (id) * from (${all}) u where not (id is not distinct from ${actor_membership}::uuid and not receipt) order by id),
    posts as (insert into notice_post (org_id, id, channel_id, topic, subject_noun, subject_id, happening, facts, at, state, try_at, created_at)
      select ${org_id}, uuid_at(clock_timestamp()), c.id, ${topic}, ${subject.noun}, s.id, ${happening.happening},
        s.facts, ${at}, 'queued', ${recorded_at}, ${recorded_at}
      from notice_channel c, subject s where c.org_id = ${org_id} and c.ended_at is null and c.paused_at is null and ${topic} = any(c.topics)
      on conflict do nothing)
    insert into notice (org_id, id, membership_id, partner_id, topic, subject_noun, subject_id, happening, facts, at, recorded_at, in_app,
      receipt, read_at, mail, mail_at)
    select ${org_id}, uuid_at(clock_timestamp()), w.id, w.partner_id, ${topic}, ${subject.noun}, s.id, ${happening.happening},
      s.facts, ${at}, ${recorded_at}, w.app, w.own, case when w.own then ${recorded_at}::timestamptz end,
      w.mail, case when w.mail <> 'never' then ${recorded_at}::timestamptz end
    from subject s, (
      select r.id, r.partner_id, r.id is not distinct from ${actor_membership}::uuid as own,
        coalesce(c.app, d.app, r.app) as app, coalesce(c.mail, d.mail, r.mail) as mail
      from readers r
        left join notice_choice c on c.org_id = ${org_id} and c.membership_id = r.id and c.topic = ${topic}
        left join notice_default d on d.org_id = ${org_id} and d.side = r.side and d.topic = ${topic}) w
    where (w.app or w.mail <> 'never') and not exists (
      select 1 from notice_mute x where x.org_id = ${org_id} and x.membership_id = w.id and x.subject_id = s.id)
    on conflict do nothing`)
}
