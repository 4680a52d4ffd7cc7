-- Imports in full: workbooks with sheets, registrations, remembered mappings, and undoing within a day.

alter table import
  drop constraint import_object_check,
  drop constraint import_state_check,
  -- Whose upload it is, where people of a partner brought it: they see their own.
  add column partner_id uuid,
  -- The sheet of a workbook that the rows are read from; a CSV has none.
  add column sheet integer,
  -- As what whoever ran it acted: a registration notes who submitted it, and as what.
  add column run_role text,
  -- Until when, in wall time, what it did can be undone.
  add column undo_until timestamptz(3),
  add column undone_at timestamptz(3),
  -- Rows that the mapping says to pass over.
  add column skipped_count integer not null default 0,
  add column removed_count integer not null default 0,
  add column restored_count integer not null default 0,
  add column kept_count integer not null default 0,
  add constraint import_object_check
    check (object in ('account', 'product', 'member', 'opportunity', 'partner', 'registration')),
  add constraint import_state_check
    check (state in ('uploaded', 'mapped', 'running', 'finished', 'failed', 'cancelled', 'undoing', 'undone')),
  add foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict;
create index import_partner on import (org_id, partner_id, id desc) where partner_id is not null;

-- The sheets of a workbook, each described as a file of its own; the chosen one is what the import's own columns say.
create table import_sheet (
  org_id uuid not null,
  import_id uuid not null,
  no integer not null,
  partner_id uuid,
  name text not null,
  is_hidden boolean not null,
  rows_total integer not null,
  -- Null where the sheet cannot be imported, and why.
  description jsonb,
  problem text,
  primary key (org_id, import_id, no),
  foreign key (org_id, import_id) references import (org_id, id) on delete cascade
);
select wall('import_sheet', 'own');

alter table import_chunk
  add column partner_id uuid,
  add column sheet integer not null default 0,
  drop constraint import_chunk_pkey,
  add primary key (org_id, import_id, sheet, no);
alter table import_refusal add column partner_id uuid;

-- What a partner's people bring in they see too.
select wall(t, 'own') from unnest(array['import', 'import_chunk', 'import_refusal']) t;

-- Work for the importers: to run, to undo, and, a day later, to forget what undoing would need.
alter table import_waiting
  add column what text not null default 'run' check (what in ('run', 'undo', 'forget')),
  add column due_at timestamptz(3) not null default '-infinity';
create index import_waiting_due on import_waiting (due_at, import_id);

-- How a file of these columns was mapped last; named for people, while the mapping's own name makes the external ids.
create table import_mapping (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  partner_id uuid,
  object text not null check (object in ('account', 'product', 'member', 'opportunity', 'partner', 'registration')),
  -- A digest of the columns' names, in any order and case.
  header_key text not null,
  label text not null check (length(label) between 1 and 100),
  header jsonb not null,
  mapping jsonb not null,
  used_at timestamptz(3) not null,
  used_by text not null,
  created_at timestamptz(3) not null,
  revision integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict
);
create unique index import_mapping_header on import_mapping (org_id, object, header_key, partner_id) nulls not distinct;
create index import_mapping_used on import_mapping (org_id, object, used_at desc, id desc);
select wall('import_mapping', 'own');

-- What each row of an import did, so that it can be undone: how the record stood before and after, and what it was tied
-- to before. Forgotten a day after the import ended, but for what an undo had to keep, and why.
create table import_change (
  org_id uuid not null,
  import_id uuid not null,
  external_id text collate "C" not null,
  line bigint not null,
  subject_id uuid not null,
  kind text not null check (kind in ('created', 'updated', 'tied')),
  -- Null once an undo has passed here.
  before jsonb,
  after jsonb,
  lane jsonb,
  hash_before text,
  hash_after text not null,
  -- The account that it came to belong to.
  parent_id uuid,
  state text not null default 'done' check (state in ('done', 'undone', 'kept')),
  kept_why text,
  primary key (org_id, import_id, external_id),
  foreign key (org_id, import_id) references import (org_id, id) on delete cascade
);
create index import_change_done on import_change (org_id, import_id, line desc) where state = 'done';
create index import_change_parent on import_change (org_id, import_id, parent_id) where parent_id is not null and state = 'done';
create index import_change_kept on import_change (org_id, import_id, line) where state = 'kept';
select wall('import_change', 'org');

alter table external_ref drop constraint external_ref_noun_check, add constraint external_ref_noun_check
  check (noun in ('account', 'product', 'member', 'opportunity', 'partner', 'registration'));

-- What the inviter typed: shown until the invited have come here, whatever they are called elsewhere.
alter table membership
  add column invited_name text,
  add column invited_at timestamptz(3),
  add column accepted_at timestamptz(3);
