-- Keeping the peace between partners and the org's own sales: consents that partners give, and conflicts that are raised
-- where direct sales appears at a protected account without one.

create table consent (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  -- What is protected: the registration's account.
  account_id uuid not null,
  -- The claim whose protection it opens, and whose word it is.
  registration_id uuid not null,
  partner_id uuid not null,
  -- Where the partner gave it out of a conflict instead of being asked by somebody.
  conflict_id uuid,
  status text not null check (status in ('asked', 'granted', 'declined', 'withdrawn', 'revoked', 'lapsed', 'moot')),
  asked_at timestamptz(3) not null,
  asked_by text not null,
  -- Who is told of the answer; none where a key asked, or a conflict did.
  asker_id uuid references membership on delete restrict,
  purpose text not null check (length(purpose) between 1 and 200),
  reason text check (length(reason) <= 2000),
  -- The last day the asker wishes for.
  wanted_until date,
  answer_due_at timestamptz(3) not null,
  answered_at timestamptz(3),
  answered_by text,
  -- The partner's terms with a yes, its reason with a no.
  note text check (length(note) <= 2000),
  ends_at timestamptz(3),
  ended_at timestamptz(3),
  ended_by text,
  end_reason text check (length(end_reason) <= 2000),
  revision integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, account_id) references account (org_id, id) on delete restrict,
  foreign key (org_id, registration_id) references registration (org_id, id) on delete restrict,
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict,
  check ((status = 'granted') <= (ends_at is not null and answered_at is not null)),
  check (ends_at > answered_at)
);
-- The same person asking twice for the same protection would be answered twice.
create unique index consent_one_asked on consent (org_id, registration_id, asked_by) where status = 'asked';
create index consent_status on consent (org_id, status, id desc) include (partner_id);
create index consent_partner on consent (org_id, partner_id, id desc);
create index consent_partner_status on consent (org_id, partner_id, status, id desc);
create index consent_account on consent (org_id, account_id, id desc);
create index consent_asker on consent (org_id, asked_by, id desc);
create index consent_registration on consent (org_id, registration_id, id desc);
create index consent_live on consent (org_id, registration_id) where status in ('asked', 'granted');
create index consent_due on consent (org_id, answer_due_at) include (partner_id) where status = 'asked';
select wall('consent', 'own');

create table conflict (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  -- Where the opportunity is, and which account's protection it meets: the same, or one above it in the family.
  account_id uuid not null,
  held_account_id uuid not null,
  opportunity_id uuid not null,
  registration_id uuid not null,
  protection_id uuid not null,
  partner_id uuid not null,
  manager_id uuid references membership on delete restrict,
  status text not null check (status in ('open', 'consented', 'stands_aside', 'shared', 'upheld_direct', 'moot')),
  -- Whose word is missing while it is open: both sides', one side's, or the manager's.
  waits_for text not null check (waits_for in ('both', 'partner', 'direct', 'manager')),
  came_by text not null check (came_by in ('created', 'moved', 'reopened', 'imported', 'merged')),
  raised_at timestamptz(3) not null,
  answer_due_at timestamptz(3) not null,
  overdue_at timestamptz(3),
  partner_answered_at timestamptz(3),
  direct_answered_at timestamptz(3),
  resolved_at timestamptz(3),
  resolved_by text,
  resolution text check (length(resolution) <= 4000),
  moot_why text check (moot_why in ('protection_ended', 'opportunity_closed', 'opportunity_moved', 'partner_takes_part', 'merged')),
  consent_id uuid,
  ruling_id uuid not null,
  resolution_ruling_id uuid,
  revision integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, account_id) references account (org_id, id) on delete restrict,
  foreign key (org_id, held_account_id) references account (org_id, id) on delete restrict,
  foreign key (org_id, opportunity_id) references opportunity (org_id, id) on delete restrict,
  foreign key (org_id, registration_id) references registration (org_id, id) on delete restrict,
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict,
  foreign key (org_id, consent_id) references consent (org_id, id) on delete restrict,
  check ((status = 'open') = (resolved_at is null)),
  check ((status = 'moot') = (moot_why is not null)),
  check ((status = 'consented') <= (consent_id is not null))
);
-- One clash is one conflict, however often a file brings it.
create unique index conflict_one_open on conflict (org_id, opportunity_id, registration_id) where status = 'open';
create index conflict_page on conflict (org_id, id desc);
create index conflict_status on conflict (org_id, status, id desc) include (partner_id);
create index conflict_waits on conflict (org_id, waits_for, id desc) include (partner_id) where status = 'open';
create index conflict_due on conflict (org_id, answer_due_at, id) include (partner_id) where status = 'open';
create index conflict_partner on conflict (org_id, partner_id, id desc);
create index conflict_partner_status on conflict (org_id, partner_id, status, id desc);
create index conflict_manager on conflict (org_id, manager_id, status, id desc) where manager_id is not null;
create index conflict_account on conflict (org_id, account_id, id desc);
create index conflict_held on conflict (org_id, held_account_id, id desc);
create index conflict_opportunity on conflict (org_id, opportunity_id, registration_id, status);
create index conflict_registration on conflict (org_id, registration_id, id desc);
select wall('conflict', 'own');

-- What a side said. The partner's word is read by both; what direct sales says, with its amounts, stays in the org.
create table conflict_answer (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  conflict_id uuid not null,
  partner_id uuid,
  side text not null check (side in ('partner', 'direct')),
  position text not null check (position in ('objects', 'consents', 'stays', 'leaves')),
  body text not null check (length(body) between 1 and 4000),
  said_at timestamptz(3) not null,
  said_by text not null,
  primary key (org_id, id),
  foreign key (org_id, conflict_id) references conflict (org_id, id) on delete restrict
);
create index conflict_answer_page on conflict_answer (org_id, conflict_id, id);
select wall('conflict_answer', 'own', 'add');
