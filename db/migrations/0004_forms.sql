-- Files, what a track's form asks beyond the standard fields, tenders, and who takes part in an opportunity.

-- ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────────

-- The same bytes stand once in an org, whoever sent them. Partners never read these rows: the way to bytes leads through
-- a file that they may see.
create table file_content (
  org_id uuid not null references org on delete restrict,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null check (size_bytes > 0),
  primary key (org_id, sha256)
);
select wall('file_content', 'org');

create table file_chunk (
  org_id uuid not null,
  sha256 text not null,
  no integer not null,
  bytes bytea not null,
  primary key (org_id, sha256, no),
  foreign key (org_id, sha256) references file_content (org_id, sha256) on delete cascade
);
-- Photos and office documents are compressed already.
alter table file_chunk alter column bytes set storage external;
select wall('file_chunk', 'org');

-- A file as somebody sent it. `partner_id` is the partner that sees it; `sent_by_partner` the one that sent it, or null
-- where the org did.
create table file (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  partner_id uuid,
  sent_by_partner uuid,
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  uploaded_at timestamptz(3) not null,
  uploaded_by text not null,
  recorded_at timestamptz(3) not null,
  is_attached boolean not null default false,
  primary key (org_id, id),
  foreign key (org_id, sha256) references file_content (org_id, sha256) on delete restrict,
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict
);
create index file_loose on file (org_id, recorded_at) where not is_attached;
create index file_of_content on file (org_id, sha256);
select wall('file', 'own');

-- What a file belongs to. A file hangs on one thing; the same bytes sent again are another file.
create table attachment (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  file_id uuid not null,
  -- The partner that sees it: the subject's, or null where it is the org's alone.
  partner_id uuid,
  subject_noun text not null,
  subject_id uuid not null,
  kind text not null check (kind in ('customer_letter', 'content', 'evidence', 'form', 'other')),
  attached_at timestamptz(3) not null,
  attached_by text not null,
  primary key (org_id, id),
  unique (org_id, file_id),
  foreign key (org_id, file_id) references file (org_id, id) on delete restrict,
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict
);
create index attachment_subject on attachment (org_id, subject_id, id);
select wall('attachment', 'own');

-- ── What a registration holds beyond the standard fields ────────────────────────────────────────────────────────────

alter table registration
  -- By field key, as the form of `answers_version` of the program took them.
  add column answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object'),
  add column answers_version integer,
  add column is_tender boolean not null default false,
  add column tender_reference text,
  -- The reference without case, spaces and signs: claims with the same one are for the same tender.
  add column tender_key text collate "C",
  add column has_letter boolean not null default false,
  add constraint registration_tender check (is_tender or tender_reference is null);

-- Several partners may answer one tender, where the program says so: each is protected, none of them alone.
alter table protection add column is_exclusive boolean not null default true;
alter table protection drop constraint protection_one_at_a_time;
alter table protection add constraint protection_one_at_a_time
  exclude using gist (account_id with =, org_id with =, lines with &&, during with &&) where (is_exclusive);

-- ── Who takes part in an opportunity ────────────────────────────────────────────────────────────────────────────────

create table opportunity_partner (
  org_id uuid not null,
  id uuid not null,
  opportunity_id uuid not null,
  partner_id uuid not null,
  role text not null check (role in ('sourced', 'resells', 'implements', 'influences')),
  registration_id uuid,
  since timestamptz(3) not null,
  added_by text not null,
  primary key (org_id, id),
  constraint opportunity_partner_once unique (org_id, opportunity_id, partner_id, role),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id) on delete restrict,
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict,
  foreign key (org_id, registration_id) references registration (org_id, id) on delete restrict
);
-- One partner sourced an opportunity, whoever asks at the same moment.
create unique index opportunity_sourced_once on opportunity_partner (org_id, opportunity_id) where role = 'sourced';
create index opportunity_partner_of on opportunity_partner (org_id, partner_id, id);
create index opportunity_partner_registration on opportunity_partner (org_id, registration_id) where registration_id is not null;
select wall('opportunity_partner', 'own');
