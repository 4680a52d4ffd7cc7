-- Holds, and disputes: somebody disagrees with a ruling or a conflict, and people without a stake settle it.

-- What stands still meanwhile. An account that is held gets nobody new; money that is held is not paid out.
-- A hold on a partner's earnings is that partner's to read; one on an account is the org's business.
create table hold (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  kind text not null check (kind in ('account', 'money')),
  noun text not null,
  subject_id uuid not null,
  account_id uuid,
  partner_id uuid,
  -- What it was placed for: a dispute, say.
  by_noun text not null,
  by_id uuid not null,
  placed_at timestamptz(3) not null,
  released_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, account_id) references account (org_id, id) on delete restrict,
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict,
  check (kind <> 'account' or (account_id = subject_id and partner_id is null)),
  check (released_at >= placed_at)
);
create unique index hold_one_live on hold (org_id, by_noun, by_id, kind, noun, subject_id) where released_at is null;
create index hold_account on hold (org_id, account_id, id desc) where released_at is null;
create index hold_subject on hold (org_id, noun, subject_id, id desc) where released_at is null;
create index hold_page on hold (org_id, id desc) include (partner_id) where released_at is null;
create index hold_partner on hold (org_id, partner_id, id desc) where released_at is null;
create index hold_by on hold (org_id, by_id, id);

-- One disagreement. A partner's own is read by it; one that a rep opened is the org's alone. Other partners concerned
-- have a row of their own in dispute_party, with an id of its own, and see nothing of this one.
create table dispute (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  side text not null check (side in ('partner', 'org')),
  partner_id uuid,
  subject_noun text not null check (subject_noun in ('ruling', 'conflict')),
  subject_id uuid not null,
  -- The thing that was ruled on, and the kind of the ruling.
  about_noun text not null,
  about_id uuid not null,
  ruling_kind text,
  account_id uuid,
  registration_id uuid,
  opportunity_id uuid,
  -- As its opener may read it: a partner's own words for the company.
  title text not null,
  ground text not null,
  ground_name text not null,
  statement text not null,
  status text not null check (status in ('opened', 'acknowledged', 'under_review', 'awaiting_party', 'proposed', 'accepted',
    'escalated', 'decided', 'closed', 'withdrawn')),
  -- The level of the escalation path on which it is, counted from 1, of the path as it was when it was opened.
  level integer not null check (level > 0),
  path jsonb not null,
  opened_at timestamptz(3) not null,
  opened_by text not null,
  opened_by_person uuid,
  acknowledge_due_at timestamptz(3) not null,
  acknowledged_at timestamptz(3),
  -- By when it is decided. It stands still, paused_at, while a party is asked.
  due_at timestamptz(3) not null,
  paused_at timestamptz(3),
  overdue_at timestamptz(3),
  handler_id uuid references membership on delete restrict,
  -- What is proposed, and then what was decided.
  outcome text check (outcome in ('upheld', 'overturned', 'settled')),
  reason text,
  proposed_by uuid references membership on delete restrict,
  proposed_at timestamptz(3),
  decided_by uuid references membership on delete restrict,
  decided_at timestamptz(3),
  -- Who decided before an appeal: never the one who decides after it.
  decided_before uuid references membership on delete restrict,
  decided_level integer,
  appeal_until timestamptz(3),
  appealed_at timestamptz(3),
  ended_at timestamptz(3),
  ruling_id uuid,
  revision integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict,
  foreign key (org_id, account_id) references account (org_id, id) on delete restrict,
  foreign key (org_id, registration_id) references registration (org_id, id) on delete restrict,
  foreign key (org_id, opportunity_id) references opportunity (org_id, id) on delete restrict,
  check ((side = 'partner') = (partner_id is not null)),
  check ((status = 'awaiting_party') = (paused_at is not null)),
  check ((status in ('decided', 'accepted', 'closed')) <= (outcome is not null and reason is not null))
);
-- The same said twice by one side would be settled twice.
create unique index dispute_one_live on dispute (org_id, subject_id, coalesce(partner_id, org_id))
  where status not in ('accepted', 'closed', 'withdrawn');
create index dispute_clock on dispute (org_id, due_at, id) where status not in ('accepted', 'decided', 'closed', 'withdrawn');
create index dispute_page on dispute (org_id, id desc) include (partner_id);
create index dispute_status on dispute (org_id, status, id desc) include (partner_id);
create index dispute_partner on dispute (org_id, partner_id, id desc);
create index dispute_subject on dispute (org_id, subject_id, id desc);
create index dispute_about on dispute (org_id, about_id, id desc);
create index dispute_account on dispute (org_id, account_id, id desc) where account_id is not null;
create index dispute_handler on dispute (org_id, handler_id, due_at, id) where status not in ('accepted', 'decided', 'closed', 'withdrawn');

-- What a proposed or taken decision changes, in the order in which it is carried out. One that changes the opener's own
-- thing is its to read (partner_id); one that changes another's is the org's alone.
create table dispute_effect (
  org_id uuid not null,
  id uuid not null,
  dispute_id uuid not null,
  partner_id uuid,
  place integer not null,
  kind text not null check (kind in ('revoke', 'reinstate', 'resolve_conflict', 'lift_case')),
  subject_id uuid not null,
  -- How a conflict is resolved.
  choice text,
  done_at timestamptz(3),
  -- What the partner reads whose thing it changes, where that is not the opener.
  told text,
  -- The registration that reinstating made.
  made_id uuid,
  primary key (org_id, id),
  foreign key (org_id, dispute_id) references dispute (org_id, id) on delete restrict
);
create unique index dispute_effect_place on dispute_effect (org_id, dispute_id, place);
create index dispute_effect_made on dispute_effect (org_id, made_id) where made_id is not null;

-- One side of a dispute: whoever opened it, under the dispute's own id, and each partner concerned, under an id that
-- only it knows. What a partner reads of a dispute that it did not open stands here and nowhere else.
create table dispute_party (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  dispute_id uuid not null,
  partner_id uuid,
  is_opener boolean not null,
  -- The partner's own thing that it is about; empty for the opener.
  about_noun text,
  about_id uuid,
  title text not null,
  asked_at timestamptz(3),
  -- Open while a question of ours waits.
  answer_due_at timestamptz(3),
  ended_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, dispute_id) references dispute (org_id, id) on delete restrict,
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict,
  check (is_opener = (id = dispute_id))
);
create unique index dispute_party_once on dispute_party (org_id, dispute_id, partner_id) where partner_id is not null;
create index dispute_party_page on dispute_party (org_id, id desc) include (partner_id);
create index dispute_party_partner on dispute_party (org_id, partner_id, id desc);
create index dispute_party_about on dispute_party (org_id, about_id, id desc) where about_id is not null;
create index dispute_party_dispute on dispute_party (org_id, dispute_id);
create index dispute_party_asked on dispute_party (org_id, partner_id, answer_due_at) where answer_due_at is not null;

-- What is written between the org and one party. Notes are the org's own.
create table dispute_message (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  dispute_id uuid not null,
  party_id uuid not null,
  partner_id uuid,
  kind text not null check (kind in ('question', 'answer', 'said', 'shared', 'note')),
  side text not null check (side in ('partner', 'org')),
  text text not null,
  written_at timestamptz(3) not null,
  written_by text not null,
  primary key (org_id, id),
  foreign key (org_id, dispute_id) references dispute (org_id, id) on delete restrict,
  foreign key (org_id, party_id) references dispute_party (org_id, id) on delete restrict,
  check (kind <> 'note' or partner_id is null)
);
create index dispute_message_party on dispute_message (org_id, party_id, id);
create index dispute_message_dispute on dispute_message (org_id, dispute_id, id);

select wall('hold', 'own');
select wall('dispute', 'own');
select wall('dispute_effect', 'own');
select wall('dispute_party', 'own');
select wall('dispute_message', 'own', 'add');
