-- Finding things by their words, timelines that know who, and reads that stay fast at a million rows.

-- ── Search ──────────────────────────────────────────────────────────────────────────────────────────────────────────

-- What can be found: one row per thing, with the words it is found by, folded as kit/search-words.ts folds them. A row
-- with a partner is that partner's own too; one without is the org's alone. Personal words leave with their thing.
create table search_entry (
  org_id uuid not null references org on delete restrict,
  noun text not null,
  subject_id uuid not null,
  partner_id uuid,
  words text[] collate "C" not null,
  primary key (org_id, noun, subject_id)
);

-- The same words, one a row, in the order in which they are looked up: a prefix is a range of one noun's words, and the
-- newest of equal words comes first.
create table search_word (
  org_id uuid not null references org on delete restrict,
  noun text not null,
  word text collate "C" not null check (octet_length(word) <= 400),
  subject_id uuid not null,
  partner_id uuid
);
create unique index search_word_key on search_word (org_id, noun, word, subject_id desc) include (partner_id);
create index search_word_partner on search_word (org_id, partner_id, noun, word, subject_id desc) where partner_id is not null;

-- How far the words of things that stood there before (an upgrade, a restored org) have been gathered.
create table search_progress (
  org_id uuid not null references org on delete restrict,
  noun text not null,
  after_id uuid,
  finished_at timestamptz(3),
  primary key (org_id, noun)
);

select wall('search_entry', 'own');
select wall('search_word', 'own');
select wall('search_progress', 'org');

-- ── Timelines ───────────────────────────────────────────────────────────────────────────────────────────────────────

-- Who did what an event tells, as the audit names them: "person:<uuid>", "clock". Null in events from before.
alter table event add column actor text;

-- Everything of a partner, the newest first.
create index event_partner_newest on event (org_id, partner_id, id desc) where partner_id is not null;

-- ── The audit by actor ──────────────────────────────────────────────────────────────────────────────────────────────

create index audit_actor on audit (org_id, actor, seq desc);

-- ── How many registrations stand where ──────────────────────────────────────────────────────────────────────────────

-- Totals of the org (partner_id null) and of each partner, and what has changed since they were last added up. A submit
-- only ever inserts a change, so no two wait for each other; the total is the sum of both, read under one snapshot.
create table registration_count (
  org_id uuid not null references org on delete restrict,
  partner_id uuid,
  status text not null,
  n bigint not null,
  unique nulls not distinct (org_id, partner_id, status)
);

create table registration_count_change (
  org_id uuid not null references org on delete restrict,
  partner_id uuid not null,
  status text not null,
  n integer not null check (n <> 0)
);
create index registration_count_change_partner on registration_count_change (org_id, partner_id);

select wall('registration_count', 'own');
select wall('registration_count_change', 'own');

-- Counting decides nothing, so it may stand in a trigger: no statement that moves a registration can forget it.
create function count_new_registrations() returns trigger language plpgsql as $$ begin
  insert into registration_count_change (org_id, partner_id, status, n)
    select org_id, partner_id, status, count(*) from after_rows group by org_id, partner_id, status;
  return null;
end $$;
create function count_moved_registrations() returns trigger language plpgsql as $$ begin
  insert into registration_count_change (org_id, partner_id, status, n)
    select org_id, partner_id, status, sum(n) from (
      select org_id, partner_id, status, 1 as n from after_rows
      union all select org_id, partner_id, status, -1 from before_rows) moved
    group by org_id, partner_id, status having sum(n) <> 0;
  return null;
end $$;
create function count_gone_registrations() returns trigger language plpgsql as $$ begin
  insert into registration_count_change (org_id, partner_id, status, n)
    select org_id, partner_id, status, -count(*) from before_rows group by org_id, partner_id, status;
  return null;
end $$;
create trigger registration_counted_new after insert on registration
  referencing new table as after_rows for each statement execute function count_new_registrations();
create trigger registration_counted_moved after update on registration
  referencing old table as before_rows new table as after_rows for each statement execute function count_moved_registrations();
create trigger registration_counted_gone after delete on registration
  referencing old table as before_rows for each statement execute function count_gone_registrations();

-- What stands there already. Even the tables' owner sees an org only from inside.
do $$
declare o uuid;
begin
  for o in select id from org loop
    perform set_config('app.org', o::text, true), set_config('app.scope', 'org', true);
    insert into registration_count (org_id, partner_id, status, n)
      select org_id, partner_id, status, count(*) from registration where org_id = o
      group by grouping sets ((org_id, partner_id, status), (org_id, status));
  end loop;
  perform set_config('app.org', '', true), set_config('app.scope', '', true);
end $$;

-- Late answers are counted from the index alone, for the org and for a partner.
drop index registration_answer;
create index registration_answer on registration (org_id, answer_due_at) include (partner_id) where status = 'in_review';
