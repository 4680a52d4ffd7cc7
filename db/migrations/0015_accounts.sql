-- Accounts that turned out to be one company, and companies that belong to each other.

-- ── Families ────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Whose subsidiary an account is. That nobody is its own ancestor is checked under the org's family lock
-- (server/accounts/family.ts); the name of a parent that is no account here stays in parent_name.
alter table account
  add column parent_id uuid,
  add constraint account_parent_fk foreign key (org_id, parent_id) references account (org_id, id) on delete restrict,
  add constraint account_not_its_own_parent check (parent_id <> id),
  add constraint account_not_merged_into_itself check (merged_into <> id);
create index account_parent on account (org_id, parent_id, id) where parent_id is not null;

-- ── Merges ──────────────────────────────────────────────────────────────────────────────────────────────────────────

create table merge (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  -- What stood for the company under another name, and what stands for it since.
  loser_id uuid not null,
  winner_id uuid not null,
  status text not null check (status in ('merged', 'undone')),
  reason text not null check (length(reason) between 1 and 2000),
  merged_at timestamptz(3) not null,
  merged_by text not null,
  -- Fields of the winner that it changed, each with what stood there before and after.
  filled jsonb not null default '{}' check (jsonb_typeof(filled) = 'object'),
  -- Registrations that somebody ended so that the two could become one. An undo leaves them ended.
  ended uuid[] not null default '{}',
  ruling_id uuid not null,
  undone_at timestamptz(3),
  undone_by text,
  undo_reason text check (length(undo_reason) between 1 and 2000),
  -- What an undo could not put back, and why.
  kept jsonb not null default '[]' check (jsonb_typeof(kept) = 'array'),
  primary key (org_id, id),
  foreign key (org_id, loser_id) references account (org_id, id) on delete restrict,
  foreign key (org_id, winner_id) references account (org_id, id) on delete restrict,
  check (loser_id <> winner_id),
  check ((status = 'undone') = (undone_at is not null and undone_by is not null))
);
-- An account is merged away once at a time.
create unique index merge_one_live on merge (org_id, loser_id) where status = 'merged';
create index merge_page on merge (org_id, id desc);
create index merge_winner on merge (org_id, winner_id, id desc);
create index merge_loser on merge (org_id, loser_id, id desc);
select wall('merge', 'org');

-- What moved from the one to the other, row by row, so that an undo brings back exactly that.
create table merge_move (
  org_id uuid not null,
  merge_id uuid not null,
  noun text not null,
  subject_id uuid not null,
  primary key (org_id, merge_id, noun, subject_id),
  foreign key (org_id, merge_id) references merge (org_id, id) on delete restrict
);
create index merge_move_subject on merge_move (org_id, subject_id);
select wall('merge_move', 'org', 'add');

-- ── Who knows an account ────────────────────────────────────────────────────────────────────────────────────────────

-- Partners at an account's sales: by the opportunity, newest first.
create index opportunity_partner_at on opportunity_partner (org_id, opportunity_id, id desc);
-- What partners hold on an account, for whoever looks at it.
create index protection_account on protection (org_id, account_id, ends_at);

-- A protection that moved holds its new account since it came there: what was promised at one account in the past is no
-- second owner of the other. Each merge adds when it came, and its undo takes that away again.
alter table protection
  drop constraint protection_one_at_a_time,
  drop column during,
  add column came_at timestamptz(3)[] not null default '{}';
alter table protection
  add column during tstzrange not null generated always as
    (tstzrange(least(greatest(starts_at, came_at[cardinality(came_at)]), ends_at), ends_at)) stored,
  add constraint protection_one_at_a_time
    exclude using gist (account_id with =, org_id with =, lines with &&, during with &&) where (is_exclusive);
