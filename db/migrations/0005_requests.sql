-- Special requests of partners, the people asked along their chain, and who stands in for whom.

create table request (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  partner_id uuid not null,
  registration_id uuid,
  account_id uuid,
  kind text not null,
  track text not null,
  status text not null check (status in ('in_review', 'info_requested', 'approved', 'rejected', 'withdrawn', 'expired')),
  discount_bps integer check (discount_bps between 0 and 10000),
  margin_bps integer check (margin_bps between -10000 and 10000),
  amount_minor bigint check (amount_minor >= 0),
  currency text,
  environment_days integer check (environment_days between 1 and 1095),
  needed_on date,
  clause text,
  reason text,
  -- The stage that is open, counted from 1, of so many. None where the program answered by itself.
  stage integer not null,
  stages integer not null,
  -- May the partner read who is asked? As the program in force at submission said.
  shows_names boolean not null,
  submitted_at timestamptz(3) not null,
  submitted_by text not null,
  submitted_by_person uuid,
  on_behalf boolean not null,
  answer_due_at timestamptz(3),
  paused_at timestamptz(3),
  decided_at timestamptz(3),
  decided_by text,
  decision_reason text,
  way_to_yes text,
  valid_until timestamptz(3),
  ruling_id uuid not null,
  revision integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict,
  foreign key (org_id, registration_id) references registration (org_id, id) on delete restrict,
  foreign key (org_id, account_id) references account (org_id, id) on delete restrict,
  check ((amount_minor is null) = (currency is null)),
  check ((status = 'info_requested') = (paused_at is not null)),
  check (stage between 0 and stages)
);
-- The same wish twice on one registration would be answered twice.
create unique index request_one_open on request (org_id, registration_id, kind) where status in ('in_review', 'info_requested');
-- With the partner in it, counting a state for all of the org or for a partner reads the index alone.
create index request_status on request (org_id, status, id desc) include (partner_id);
create index request_kind on request (org_id, kind, status, id desc);
create index request_partner on request (org_id, partner_id, id desc);
create index request_registration on request (org_id, registration_id, id desc) where registration_id is not null;
create index request_overdue on request (org_id, answer_due_at) include (partner_id) where status = 'in_review';

-- The chain of one request, fixed when it was submitted: what the program says later changes nothing for it.
create table request_step (
  org_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  partner_id uuid not null,
  stage integer not null check (stage > 0),
  place integer not null,
  key text not null,
  name text not null,
  approvers jsonb not null,
  needs jsonb not null,
  hours integer not null,
  status text not null check (status in ('waiting', 'open', 'approved', 'rejected', 'dropped')),
  -- Nobody, or too few, may answer it: the org's admins have been told.
  short boolean not null default false,
  escalated_at timestamptz(3),
  opened_at timestamptz(3),
  due_at timestamptz(3),
  closed_at timestamptz(3),
  primary key (org_id, id),
  unique (org_id, request_id, stage, place),
  foreign key (org_id, request_id) references request (org_id, id) on delete restrict,
  check ((status = 'open') <= (opened_at is not null and due_at is not null))
);
create index request_step_short on request_step (org_id, request_id) where short and status = 'open';

-- One person asked at a step. `member_id` is whose answer it is, `asked_id` who gives it: somebody else while that one is away.
-- `partner_id` stands only where the partner may read names, so that the wall keeps them otherwise.
create table request_ask (
  org_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  step_id uuid not null,
  partner_id uuid,
  member_id uuid not null references membership on delete restrict,
  asked_id uuid not null references membership on delete restrict,
  why text not null check (why in ('role', 'member', 'partner_manager', 'registration_manager', 'instead', 'escalated')),
  state text not null check (state in ('asked', 'answered', 'released')),
  asked_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  answer text check (answer in ('approved', 'rejected')),
  answered_by uuid references membership on delete restrict,
  answered_at timestamptz(3),
  note text,
  primary key (org_id, id),
  unique (org_id, step_id, member_id),
  foreign key (org_id, request_id) references request (org_id, id) on delete restrict,
  foreign key (org_id, step_id) references request_step (org_id, id) on delete restrict,
  check ((state = 'answered') = (answer is not null and answered_by is not null and answered_at is not null))
);
create index request_ask_request on request_ask (org_id, request_id);
create index request_ask_mine on request_ask (org_id, asked_id, due_at, id) where state = 'asked';
create index request_ask_member on request_ask (org_id, member_id) where state = 'asked';

create table request_question (
  org_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  partner_id uuid not null,
  question text not null,
  asked_by text not null,
  asked_at timestamptz(3) not null,
  answer text,
  answered_by text,
  answered_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, request_id) references request (org_id, id) on delete restrict,
  check ((answer is null) = (answered_at is null))
);
create index request_question_request on request_question (org_id, request_id, id);
create unique index request_one_question on request_question (org_id, request_id) where answer is null;

-- From `starts_at` until `ends_at` what would be asked of one member is asked of the other. No kinds: all of them.
create table delegation (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  from_id uuid not null references membership on delete restrict,
  to_id uuid not null references membership on delete restrict,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  kinds text[] not null default '{}',
  note text,
  created_at timestamptz(3) not null,
  created_by text not null,
  called_off_at timestamptz(3),
  primary key (org_id, id),
  check (from_id <> to_id),
  check (starts_at < ends_at)
);
create index delegation_now on delegation (org_id, ends_at) where called_off_at is null;
create index delegation_page on delegation (org_id, id desc);
create index delegation_from on delegation (org_id, from_id, id desc);

select wall('request', 'own');
select wall('request_step', 'own');
select wall('request_ask', 'own');
select wall('request_question', 'own');
select wall('delegation', 'org');
