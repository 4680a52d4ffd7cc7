-- Who an account is: what it is recognised by, what people said about it, and how common the words of its name are.

alter table account
  add column street text,
  add column postcode text,
  add column phone text;

-- ── Clues ───────────────────────────────────────────────────────────────────────────────────────────────────────────

-- What an account may be recognised by: words of its names, its domains, its phone number, its street; a dozen of them an
-- account, each folded into a number by server/accounts/clues.ts. Clues are never certain: they only say which accounts are
-- worth a look. So two that fold into the same number do no harm, and a number is a third of what the text would be, here
-- and in the index, of which a look-up reads nothing else.
create table account_clue (
  org_id uuid not null,
  clue bigint not null,
  account_id uuid not null,
  primary key (org_id, clue, account_id)
);
create index account_clue_account on account_clue (org_id, account_id);
select wall('account_clue', 'org');

-- Which way of folding an org's clues were made by, and how far they have been made anew by today's.
create table account_clue_progress (
  org_id uuid primary key references org on delete restrict,
  version integer not null,
  after_id uuid,
  finished_at timestamptz(3)
);
select wall('account_clue_progress', 'org');

-- Only a tax id is certain, and stays a key to the letter. What domains and names were keys for are clues now.
do $$
declare o uuid;
begin
  for o in select id from org loop
    perform set_config('app.org', o::text, true), set_config('app.scope', 'org', true);
    delete from account_key where kind <> 'tax';
  end loop;
  perform set_config('app.org', '', true), set_config('app.scope', '', true);
end $$;
alter table account_key drop constraint account_key_kind_check,
  add constraint account_key_kind_check check (kind = 'tax');

-- Accounts by their web domain: for lists and filters, where a clue would not do.
create index account_domain on account (org_id, domain) where domain is not null;
-- What was merged into an account.
create index account_merged on account (org_id, merged_into) where merged_into is not null;

-- ── What people said ────────────────────────────────────────────────────────────────────────────────────────────────

-- "This name, or this domain, is that account too." Holds until it is revoked.
create table account_alias (
  org_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('name', 'domain')),
  -- As it was written, and as it is compared.
  text text not null check (length(text) between 1 and 10000),
  key text collate "C" not null check (octet_length(key) between 1 and 2000),
  -- A name is said of a country where one was known.
  country text check (country ~ '^[A-Z]{2}$'),
  said_at timestamptz(3) not null,
  said_by text not null,
  -- The match or the merge in which it was said.
  source_id uuid,
  revoked_at timestamptz(3),
  revoked_by text,
  primary key (org_id, id),
  foreign key (org_id, account_id) references account (org_id, id) on delete restrict,
  check ((revoked_at is null) = (revoked_by is null)),
  check (kind = 'name' or country is null)
);
create unique index account_alias_once on account_alias (org_id, kind, key, account_id, country) nulls not distinct
  where revoked_at is null;
create index account_alias_account on account_alias (org_id, account_id, id);
select wall('account_alias', 'org');

-- "This company is not that account": a name, with domain and country where they were known, or another account.
create table account_apart (
  org_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  other_id uuid,
  text text check (length(text) between 1 and 10000),
  name_key text collate "C" check (octet_length(name_key) between 1 and 2000),
  domain text,
  country text check (country ~ '^[A-Z]{2}$'),
  said_at timestamptz(3) not null,
  said_by text not null,
  source_id uuid,
  revoked_at timestamptz(3),
  revoked_by text,
  primary key (org_id, id),
  foreign key (org_id, account_id) references account (org_id, id) on delete restrict,
  foreign key (org_id, other_id) references account (org_id, id) on delete restrict,
  -- Two accounts stand in the order of their ids, so that a pair is one row.
  check (case when other_id is null then name_key is not null else name_key is null and account_id < other_id end),
  check ((revoked_at is null) = (revoked_by is null))
);
create unique index account_apart_name on account_apart (org_id, name_key, account_id, domain, country) nulls not distinct
  where revoked_at is null and other_id is null;
create unique index account_apart_pair on account_apart (org_id, account_id, other_id)
  where revoked_at is null and other_id is not null;
create index account_apart_account on account_apart (org_id, account_id, id);
create index account_apart_other on account_apart (org_id, other_id, id) where other_id is not null;
select wall('account_apart', 'org');

-- ── How common words are ────────────────────────────────────────────────────────────────────────────────────────────

-- How many accounts have a word in their name: a name says the more the rarer its words are. Ids rise with time, so a reader
-- goes on behind the last account that it counted, and writing an account costs nothing more. Rare words are dropped on the
-- way: what is not here is rare.
create table account_word (
  org_id uuid not null references org on delete restrict,
  word text collate "C" not null check (octet_length(word) <= 400),
  n integer not null,
  primary key (org_id, word)
);
create index account_word_common on account_word (org_id, n desc);
create table account_word_progress (
  org_id uuid primary key references org on delete restrict,
  after_id uuid,
  accounts integer not null default 0
);
select wall(t, 'org') from unnest(array['account_word', 'account_word_progress']) t;

-- ── Imports ─────────────────────────────────────────────────────────────────────────────────────────────────────────

alter table import
  -- Rows tied to accounts that were here already under another key, and rows of which a person is asked.
  add column recognised_count integer not null default 0,
  add column asked_count integer not null default 0;
