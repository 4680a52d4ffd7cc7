-- Conduct: broken rules of the program, found or reported, and what became of each with due process.

-- `about_id` is the partner that the case is about. `partner_id` stands only once that partner has been told: until then the
-- wall keeps the case, and what was seen, from it.
create table conduct_case (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  about_id uuid not null,
  partner_id uuid,
  kind text not null check (kind in ('parking', 'probing', 'unregistered', 'poaching')),
  -- The account that it happened at; none where it is about many.
  account_id uuid,
  status text not null check (status in ('found', 'notified', 'answered', 'silent', 'dismissed', 'noted', 'warned', 'proposed',
    'suspended', 'lifted', 'lapsed')),
  -- The clock finds, people open.
  opened_at timestamptz(3) not null,
  opened_by text not null,
  opened_on date not null,
  -- How many rows were found, those beyond what is kept included.
  seen_count integer not null check (seen_count >= 0),
  ruling_id uuid,
  notified_at timestamptz(3),
  notified_by text,
  notice text,
  reply_due_at timestamptz(3),
  silent_at timestamptz(3),
  answered_at timestamptz(3),
  answered_by text,
  answer text,
  -- Who wants the suspension, and who agreed: two people.
  proposed_at timestamptz(3),
  proposed_by uuid,
  decided_at timestamptz(3),
  decided_by text,
  confirmed_by uuid,
  reason text,
  -- Which finding it is, with those of before that still counted; and until when it counts itself.
  rank integer check (rank > 0),
  counts_until timestamptz(3),
  suspended_until timestamptz(3),
  -- The day it was dealt with: what stands in it counts anew from here.
  closed_on date,
  ended_at timestamptz(3),
  ended_by text,
  end_reason text,
  revision integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, about_id) references partner (org_id, id) on delete restrict,
  foreign key (org_id, account_id) references account (org_id, id) on delete restrict,
  check (partner_id is null or partner_id = about_id),
  check ((partner_id is null) = (notified_at is null)),
  check ((notified_at is null) = (reply_due_at is null)),
  -- Nothing is held against a partner that was not told and given its time to answer.
  constraint conduct_case_due_process check (status not in ('noted', 'warned', 'proposed', 'suspended', 'lapsed')
    or (notified_at is not null and (answered_at is not null or silent_at is not null))),
  -- Nobody suspends alone.
  constraint conduct_case_two_people check (status <> 'suspended'
    or (proposed_by is not null and confirmed_by is not null and proposed_by <> confirmed_by)),
  check ((status = 'proposed') <= (proposed_by is not null))
);
-- One live case per partner, kind and account, whoever opens it at the same moment.
create unique index conduct_case_one_live on conduct_case (org_id, about_id, kind, account_id) nulls not distinct
  where status in ('found', 'notified', 'answered', 'silent', 'proposed');
create index conduct_case_status on conduct_case (org_id, status, id desc);
create index conduct_case_live on conduct_case (org_id, id desc)
  where status in ('found', 'notified', 'answered', 'silent', 'proposed');
create index conduct_case_kind on conduct_case (org_id, kind, id desc);
create index conduct_case_about on conduct_case (org_id, about_id, id desc);
create index conduct_case_account on conduct_case (org_id, account_id, id desc) where account_id is not null;
create index conduct_case_due on conduct_case (org_id, reply_due_at) where status = 'notified';
create index conduct_case_counts on conduct_case (org_id, about_id, counts_until) where counts_until is not null;
select wall('conduct_case', 'own');

-- What was seen, row by row. `partner_id` stands on those that the partner was told of.
create table conduct_seen (
  org_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  partner_id uuid,
  noun text not null check (noun in ('registration', 'opportunity', 'ask', 'words')),
  -- The row it points at; none for what was only asked for, and for somebody's words.
  subject_id uuid,
  -- Names as they were: what a company was called when it was asked for, or what somebody reported.
  label text not null,
  -- Since when, or on which day; and how it came out, as a code.
  since date not null,
  code text not null,
  seen_at timestamptz(3) not null,
  primary key (org_id, id),
  constraint conduct_seen_once unique nulls not distinct (org_id, case_id, noun, subject_id, label),
  foreign key (org_id, case_id) references conduct_case (org_id, id) on delete restrict
);
create index conduct_seen_page on conduct_seen (org_id, case_id, id);
select wall('conduct_seen', 'own');

-- What a suspension took from, to give it back.
create table conduct_suspension (
  org_id uuid not null,
  case_id uuid not null,
  enrollment_id uuid not null,
  before text not null,
  primary key (org_id, enrollment_id),
  foreign key (org_id, case_id) references conduct_case (org_id, id) on delete restrict,
  foreign key (org_id, enrollment_id) references enrollment (org_id, id) on delete restrict
);
create index conduct_suspension_case on conduct_suspension (org_id, case_id);
select wall('conduct_suspension', 'org');

-- Which companies a partner tried out without registering: one row per partner, hour and name, for as long as probing is
-- looked for. Dry runs roll back, so this is written beside them.
create table conduct_ask (
  org_id uuid not null references org on delete restrict,
  partner_id uuid not null,
  hour timestamptz(3) not null,
  name_key text collate "C" not null,
  name text not null,
  times integer not null default 1,
  primary key (org_id, partner_id, hour, name_key),
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict
);
select wall('conduct_ask', 'org');

-- How far today's look has come: partners are taken in the order of their ids, so many at a time.
create table conduct_look (
  org_id uuid primary key references org on delete restrict,
  day date not null,
  after uuid,
  partners integer not null,
  found integer not null,
  looked_at timestamptz(3) not null
);
select wall('conduct_look', 'org');

-- What the look reads, one partner after the other.
create index protection_partner on protection (org_id, partner_id, ends_at);
create index registration_activity_counted on registration_activity (org_id, registration_id, happened_on desc) where counts;
create index opportunity_partner_since on opportunity_partner (org_id, partner_id, since);
create index member_partner on member (org_id, partner_id) where partner_id is not null;
create index opportunity_owner on opportunity (org_id, owner_id, created_at) where owner_id is not null;

-- Publishing a program sets the clock for the daily look; orgs that published theirs before begin at once.
do $$
declare o record;
begin
  for o in select c.org_id, c.offset_ms from org_clock c loop
    perform set_config('app.org', o.org_id::text, true), set_config('app.scope', 'org', true);
    insert into timer (org_id, kind, subject_id, due_at)
    select o.org_id, 'conduct.look', o.org_id, now() + o.offset_ms * interval '1 millisecond'
    where exists (select from program_version where org_id = o.org_id and status = 'published')
    on conflict do nothing;
  end loop;
  perform set_config('app.org', '', true), set_config('app.scope', '', true);
end $$;
