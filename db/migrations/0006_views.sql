-- The queue desk: saved views, what somebody has seen, decisions in bulk, and how long decisions take.

-- ── Registrations as a list ─────────────────────────────────────────────────────────────────────────────────────────

-- When a row last changed, in wall time: "since I looked" is about people, and they look by the wall clock.
alter table registration add column changed_at timestamptz(3) not null default clock_timestamp();

create function registration_stamp() returns trigger language plpgsql as
  $$ begin new.changed_at := clock_timestamp(); return new; end $$;
create trigger registration_changes before update on registration for each row execute function registration_stamp();

create index registration_changed on registration (org_id, changed_at desc, claim_no desc);
-- Rows without an amount stand below zero, so that a list by amount holds them too. (`coalesce` counts as leaky, `case` does not.)
create index registration_amount on registration (org_id, (case when amount_minor is null then -1 else amount_minor end), claim_no);
create index registration_submitted on registration (org_id, submitted_at, claim_no);
create index registration_unassigned on registration (org_id, claim_no desc) where manager_id is null;

-- ── How long decisions take ─────────────────────────────────────────────────────────────────────────────────────────

-- One turn of a registration at the org: from when it came to be decided until it was answered (approved, rejected, asked
-- about) or left by itself. Working minutes are counted by the calendar that was in force at the end.
create table review (
  org_id uuid not null,
  registration_id uuid not null,
  began_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  manager_id uuid,
  ended_at timestamptz(3),
  outcome text check (outcome in ('approved', 'rejected', 'asked', 'left')),
  minutes integer check (minutes >= 0),
  late boolean generated always as (ended_at > due_at) stored,
  primary key (org_id, registration_id, began_at),
  foreign key (org_id, registration_id) references registration (org_id, id) on delete restrict,
  check ((ended_at is null) = (outcome is null) and (ended_at is null) = (minutes is null)),
  check (began_at <= ended_at)
);
create unique index review_open on review (org_id, registration_id) where ended_at is null;
create index review_answered on review (org_id, ended_at desc) include (manager_id, minutes, late) where outcome in ('approved', 'rejected', 'asked');
create index review_late on review (org_id, ended_at desc) include (registration_id) where late and outcome in ('approved', 'rejected', 'asked');
select wall('review', 'org');

-- What is open with whom: deadlines of a manager.
create index registration_load on registration (org_id, manager_id, answer_due_at) where status = 'in_review';

-- ── Saved views ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- A view of a list: what its address says. `membership_id` null is shared with the org.
create table saved_view (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  list text not null check (list in ('registrations')),
  membership_id uuid references membership on delete restrict,
  name text not null check (length(name) between 1 and 60),
  state text not null check (length(state) <= 8000),
  created_by uuid,
  created_at timestamptz(3) not null,
  revision integer not null default 1,
  primary key (org_id, id)
);
create unique index saved_view_name on saved_view (org_id, list, membership_id, lower(name)) nulls not distinct;
select wall('saved_view', 'org');

-- The order in which somebody has put their tabs: keys of views, built-in ones by name.
create table view_order (
  org_id uuid not null references org on delete restrict,
  membership_id uuid not null references membership on delete restrict,
  list text not null,
  keys text not null check (length(keys) <= 20000),
  primary key (org_id, membership_id, list)
);
select wall('view_order', 'org');

-- When somebody last looked at a view, in wall time.
create table view_seen (
  org_id uuid not null references org on delete restrict,
  membership_id uuid not null references membership on delete restrict,
  list text not null,
  key text not null check (length(key) <= 60),
  seen_at timestamptz(3) not null,
  primary key (org_id, membership_id, list, key)
);
select wall('view_seen', 'org');

-- ── Decisions in bulk ───────────────────────────────────────────────────────────────────────────────────────────────

-- A run is held until `starts_at` (wall time), and until then it can be taken back. Then its rows are done one by one, each
-- as a command of its own; a server that dies between two leaves the rest to the next look.
create table bulk_run (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  verb text not null check (verb in ('approve', 'reject', 'ask', 'assign')),
  input text not null,
  state text not null check (state in ('held', 'running', 'done', 'cancelled', 'stopped')),
  total integer not null check (total > 0),
  actor_kind text not null,
  actor_id uuid not null,
  membership_id uuid,
  undoes uuid,
  created_at timestamptz(3) not null,
  starts_at timestamptz(3) not null,
  finished_at timestamptz(3),
  -- Why a run was ended by the server: its author may not do this any more.
  problem text,
  primary key (org_id, id),
  foreign key (org_id, undoes) references bulk_run (org_id, id) on delete restrict
);
create index bulk_run_unfinished on bulk_run (org_id, starts_at) where state in ('held', 'running');
create unique index bulk_run_undone_once on bulk_run (org_id, undoes) where undoes is not null;
select wall('bulk_run', 'org');

create table bulk_row (
  org_id uuid not null,
  run_id uuid not null,
  place integer not null,
  registration_id uuid not null,
  -- What whoever decided had seen.
  seen_revision integer not null,
  seen_status text not null,
  -- For an assignment: to whom, and who had it before.
  manager_id uuid,
  before_manager_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'changed', 'refused')),
  done_revision integer,
  code text,
  says text,
  next text,
  primary key (org_id, run_id, place),
  foreign key (org_id, run_id) references bulk_run (org_id, id) on delete restrict,
  foreign key (org_id, registration_id) references registration (org_id, id) on delete restrict
);
create unique index bulk_row_once on bulk_row (org_id, run_id, registration_id);
create index bulk_row_state on bulk_row (org_id, run_id, state, place);
select wall('bulk_row', 'org');
