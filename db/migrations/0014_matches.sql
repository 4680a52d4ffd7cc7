-- Companies of which the program could not say by itself which account they are: a person looks, and what they say sticks.

create table match (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  -- Where it came from, and what waits for the answer.
  source text not null check (source in ('registration', 'import', 'look')),
  noun text not null check (noun in ('registration', 'opportunity', 'account')),
  subject_id uuid not null,
  -- The import that brought it.
  origin_id uuid,
  status text not null check (status in ('open', 'same', 'other', 'settled')),
  -- What was typed, or what the account said of itself, as it was then.
  asked jsonb not null,
  -- The accounts that came into question: features, differences of the names, points, and whether one was ruled out since.
  candidates jsonb not null,
  domain_count integer not null,
  -- What the verdict rested on, and how many points the best had.
  ground text not null,
  score bigint not null check (score between 0 and 1000),
  opened_at timestamptz(3) not null,
  decided_at timestamptz(3),
  decided_by text,
  -- The account that it is, where it is one.
  account_id uuid,
  -- What made an end of it without a person's word: withdrawn, decided, merged, tied.
  settled_by text,
  taken_back_at timestamptz(3),
  taken_back_by text,
  -- The merge that was made on this word.
  merge_id uuid,
  ruling_id uuid,
  revision integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, account_id) references account (org_id, id) on delete restrict,
  check ((status = 'open') = (decided_at is null)),
  check ((status = 'same') = (account_id is not null)),
  check ((status = 'settled') = (settled_by is not null)),
  check ((taken_back_at is null) = (taken_back_by is null)),
  check (taken_back_at is null or status in ('same', 'other'))
);
-- One question of a thing at a time.
create unique index match_one_open on match (org_id, noun, subject_id) where status = 'open';
create index match_subject on match (org_id, subject_id, id desc);
create index match_queue on match (org_id, status, opened_at, id);
create index match_source on match (org_id, status, source, opened_at, id);
create index match_score on match (org_id, status, score desc, id desc);
create index match_origin on match (org_id, origin_id, status, opened_at, id) where origin_id is not null;
select wall('match', 'org');

-- How far the accounts have been held against each other.
create table match_look (
  org_id uuid primary key references org on delete restrict,
  after_id uuid,
  looked_count bigint not null default 0,
  looked_at timestamptz(3) not null
);
select wall('match_look', 'org');
