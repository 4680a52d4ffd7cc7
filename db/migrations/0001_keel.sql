-- The keel: who, the program, accounts, registrations, and the funnel's own tables.
--
-- Isolation. Every table with a policy reads two settings that are local to the transaction: app.org and app.scope
-- ('org' sees the org's rows, 'partner' sees only rows of app.partner). Without them nothing is seen. Tables without a
-- policy are listed in "before an org is known" and hold no business data.
--
-- Dialect: PostgreSQL 15. Statuses are text with a CHECK and searches are equality or ranges, because under row-level
-- security only leakproof operators use an index.

create function app_org() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.org', true), '')::uuid $$;
create function app_is_org() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('app.scope', true), '') = 'org' $$;
create function app_partner() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.partner', true), '')::uuid $$;

create extension if not exists btree_gist;

-- ── Before an org is known ──────────────────────────────────────────────────────────────────────────────────────────

create table org (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
  name text not null check (length(name) between 1 and 200),
  is_demo boolean not null default false,
  created_at timestamptz(3) not null
);

-- The business clock: wall time plus the offset; next_due_at is the earliest live timer in business time.
create table org_clock (
  org_id uuid primary key references org on delete restrict,
  offset_ms bigint not null default 0,
  next_due_at timestamptz(3)
);

create table person (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  password_hash text,
  failed_sign_ins integer not null default 0,
  locked_until timestamptz(3),
  created_at timestamptz(3) not null
);

-- What a person is somewhere: of an org (partner_id null) or of a partner. A session acts for one.
create table membership (
  id uuid primary key,
  org_id uuid not null references org on delete restrict,
  person_id uuid not null references person on delete restrict,
  partner_id uuid,
  role text not null check (
    (partner_id is null and role in ('admin', 'partner_manager', 'channel_ops', 'sales_rep', 'finance', 'marketing', 'viewer'))
    or (partner_id is not null and role in ('partner_admin', 'partner_seller', 'partner_marketer', 'partner_viewer'))),
  created_at timestamptz(3) not null,
  ended_at timestamptz(3),
  revision integer not null default 1,
  unique nulls not distinct (org_id, person_id, partner_id)
);
create index membership_person on membership (person_id) where ended_at is null;
create index membership_org on membership (org_id, id);
-- People of one side: of a partner, or, where partner_id is null, of the org.
create index membership_side on membership (org_id, partner_id) where ended_at is null;

create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references person on delete cascade,
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  user_agent text not null default '',
  address text not null default ''
);
create index session_person on session (person_id, created_at desc);

create table sign_in_link (
  token_hash bytea primary key,
  person_id uuid not null references person on delete cascade,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);

create table api_key (
  id uuid primary key,
  org_id uuid not null references org on delete restrict,
  partner_id uuid,
  name text not null check (length(name) between 1 and 100),
  token_hash bytea not null unique,
  token_start text not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3)
);
create index api_key_org on api_key (org_id, id);

-- Imports that a worker is to run, so that workers need not look into every org.
create table import_waiting (
  org_id uuid not null references org on delete restrict,
  import_id uuid not null,
  primary key (org_id, import_id)
);

-- ── The program ─────────────────────────────────────────────────────────────────────────────────────────────────────

create table program_version (
  org_id uuid not null references org on delete restrict,
  version integer not null check (version > 0),
  status text not null check (status in ('draft', 'published')),
  document jsonb not null,
  note text not null default '',
  effective_at timestamptz(3),
  created_at timestamptz(3) not null,
  created_by text not null,
  published_at timestamptz(3),
  published_by text,
  revision integer not null default 1,
  primary key (org_id, version),
  unique (org_id, effective_at),
  check ((status = 'published') = (effective_at is not null and published_at is not null))
);

-- ── Partners and people as the org knows them ───────────────────────────────────────────────────────────────────────

create table partner (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (length(name) between 1 and 300),
  name_key text collate "C" not null,
  domain text,
  country text check (country ~ '^[A-Z]{2}$'),
  manager_id uuid references membership on delete restrict,
  labels text[] not null default '{}',
  joined_on date,
  created_at timestamptz(3) not null,
  revision integer not null default 1,
  primary key (org_id, id),
  unique (org_id, slug)
);
create index partner_name on partner (org_id, name_key, id);
create index partner_manager on partner (org_id, manager_id) where manager_id is not null;
create index partner_domain on partner (org_id, domain) where domain is not null;

alter table membership add foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict;
alter table api_key add foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict;

create table enrollment (
  org_id uuid not null,
  id uuid not null,
  partner_id uuid not null,
  track text not null,
  tier text,
  status text not null check (status in ('candidate', 'invited', 'applied', 'in_review', 'info_requested', 'approved', 'onboarding',
    'active', 'on_probation', 'suspended', 'offboarding', 'terminated', 'rejected', 'declined', 'expired')),
  created_at timestamptz(3) not null,
  revision integer not null default 1,
  primary key (org_id, id),
  unique (org_id, partner_id, track),
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict
);

create table member (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  partner_id uuid,
  name text not null,
  name_key text collate "C" not null,
  email text,
  team text,
  manager_name text,
  created_at timestamptz(3) not null,
  revision integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict
);
create index member_name on member (org_id, name_key, id);

create table product (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  line text,
  series text,
  list_price_minor bigint check (list_price_minor >= 0),
  currency text,
  created_at timestamptz(3) not null,
  revision integer not null default 1,
  primary key (org_id, id),
  check ((list_price_minor is null) = (currency is null))
);
create index product_name on product (org_id, name_key, id);

-- ── Accounts and opportunities ──────────────────────────────────────────────────────────────────────────────────────

create table account (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  name text not null check (length(name) between 1 and 10000),
  name_key text collate "C" not null,
  domain text,
  country text check (country ~ '^[A-Z]{2}$'),
  city text,
  industry text,
  employees integer check (employees >= 0),
  revenue_minor bigint,
  currency text,
  tax_id text,
  parent_name text,
  is_customer boolean not null default false,
  customer_since date,
  is_house boolean not null default false,
  merged_into uuid,
  created_at timestamptz(3) not null,
  revision integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, merged_into) references account (org_id, id) on delete restrict,
  check ((revenue_minor is null) = (currency is null))
);
create index account_name on account (org_id, name_key, id);

-- What an account is recognised by, one equality look-up per key. Only ids and tax ids are certain, so only they are unique.
create table account_key (
  org_id uuid not null,
  kind text not null check (kind in ('domain', 'name', 'tax')),
  key text collate "C" not null,
  account_id uuid not null,
  primary key (org_id, kind, key, account_id),
  foreign key (org_id, account_id) references account (org_id, id) on delete restrict
);
create unique index account_key_tax on account_key (org_id, key) where kind = 'tax';
create index account_key_account on account_key (org_id, account_id);

-- Records of other systems, one to one with ours.
create table external_ref (
  org_id uuid not null references org on delete restrict,
  noun text not null check (noun in ('account', 'product', 'member', 'opportunity', 'partner')),
  system text not null,
  external_id text collate "C" not null,
  subject_id uuid not null,
  content_hash text not null,
  primary key (org_id, noun, system, external_id),
  -- Begins with the subject: an index that began as the key does would be taken for look-ups by external id as long as
  -- the table has no statistics, and walk the whole org.
  unique (subject_id, org_id, noun, system)
);

create table opportunity (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  name text not null,
  account_id uuid,
  product_id uuid,
  owner_id uuid,
  stage text not null check (stage in ('open', 'won', 'lost')),
  raw_stage text,
  amount_minor bigint,
  currency text,
  opened_on date,
  expected_close_on date,
  closed_on date,
  created_at timestamptz(3) not null,
  revision integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, account_id) references account (org_id, id) on delete restrict,
  foreign key (org_id, product_id) references product (org_id, id) on delete restrict,
  foreign key (org_id, owner_id) references member (org_id, id) on delete restrict,
  check ((amount_minor is null) = (currency is null))
);
create index opportunity_account on opportunity (org_id, account_id, stage);
create index opportunity_page on opportunity (org_id, id desc);

-- ── Registrations ───────────────────────────────────────────────────────────────────────────────────────────────────

-- The order of claims. One sequence serves every org: within an org the numbers rise, and gaps mean nothing.
create sequence claim_no cache 1;

create table registration (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  partner_id uuid not null,
  track text not null,
  claim_no bigint not null,
  status text not null check (status in ('in_review', 'queued', 'approved', 'rejected', 'withdrawn', 'expired')),
  account_id uuid,
  account_name text not null,
  account_name_key text collate "C" not null,
  account_domain text,
  account_country text check (account_country ~ '^[A-Z]{2}$'),
  account_tax_id text,
  contact_name text,
  contact_email text,
  amount_minor bigint check (amount_minor >= 0),
  currency text,
  expected_close_on date,
  lines int4multirange not null check (not isempty(lines)),
  use_case text,
  notes text,
  submitted_at timestamptz(3) not null,
  submitted_by text not null,
  submitted_by_person uuid,
  submitter_role text not null,
  on_behalf boolean not null,
  manager_id uuid references membership on delete restrict,
  recommendation text check (recommendation in ('approve', 'reject', 'pick_account')),
  answer_due_at timestamptz(3),
  decided_at timestamptz(3),
  decided_by text,
  decision_reason text,
  ruling_id uuid not null,
  revision integer not null default 1,
  primary key (org_id, id),
  unique (org_id, claim_no),
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict,
  foreign key (org_id, account_id) references account (org_id, id) on delete restrict,
  check ((amount_minor is null) = (currency is null)),
  check (status <> 'approved' or account_id is not null),
  check (status <> 'queued' or account_id is not null),
  -- The account stands first in both exclusions: their index is then as good as one on the account, where equal orgs would make it a heap.
  constraint registration_one_open_claim exclude using gist (account_id with =, partner_id with =, org_id with =, lines with &&)
    where (status in ('in_review', 'queued', 'approved') and account_id is not null)
);
-- With the partner in it, counting a state for all of the org or for a partner reads the index alone.
create index registration_status on registration (org_id, status, claim_no desc) include (partner_id);
create index registration_page on registration (org_id, claim_no desc);
create index registration_partner on registration (org_id, partner_id, claim_no desc);
create index registration_manager on registration (org_id, manager_id, claim_no desc) where manager_id is not null;
create index registration_account on registration (org_id, account_id, claim_no) where account_id is not null;

create index registration_name on registration (org_id, account_name_key);
create index registration_domain on registration (org_id, account_domain) where account_domain is not null;
create index registration_answer on registration (org_id, answer_due_at) where status = 'in_review';

create index registration_decided on registration (org_id, decided_at desc, claim_no desc) where decided_at is not null;

create table protection (
  org_id uuid not null,
  id uuid not null,
  registration_id uuid not null,
  partner_id uuid not null,
  account_id uuid not null,
  lines int4multirange not null check (not isempty(lines)),
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  promised_ends_at timestamptz(3) not null,
  during tstzrange not null generated always as (tstzrange(starts_at, ends_at)) stored,
  primary key (org_id, id),
  unique (org_id, registration_id),
  foreign key (org_id, registration_id) references registration (org_id, id) on delete restrict,
  foreign key (org_id, account_id) references account (org_id, id) on delete restrict,
  check (starts_at <= ends_at),
  constraint protection_one_at_a_time exclude using gist (account_id with =, org_id with =, lines with &&, during with &&)
);

create index protection_ending on protection (org_id, ends_at) include (partner_id);

-- ── What the funnel keeps ───────────────────────────────────────────────────────────────────────────────────────────

create table ruling (
  org_id uuid not null,
  id uuid not null,
  kind text not null,
  subject_id uuid not null,
  partner_id uuid,
  program_version integer not null,
  decider text not null,
  now timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  facts text not null,
  outcome text not null,
  because text not null,
  primary key (org_id, id)
) partition by range (id);

-- UUIDv7 begins with milliseconds since 1970, so a range of ids is a range of time.
do $$
declare y integer; lo text; hi text;
begin
  for y in 2026..2040 loop
    lo := lpad(to_hex((extract(epoch from make_timestamptz(y, 1, 1, 0, 0, 0, 'UTC')) * 1000)::bigint), 12, '0');
    hi := lpad(to_hex((extract(epoch from make_timestamptz(y + 1, 1, 1, 0, 0, 0, 'UTC')) * 1000)::bigint), 12, '0');
    execute format('create table ruling_%s partition of ruling for values from (%L) to (%L)', y,
      left(lo, 8) || '-' || right(lo, 4) || '-0000-0000-000000000000', left(hi, 8) || '-' || right(hi, 4) || '-0000-0000-000000000000');
  end loop;
  execute 'create table ruling_other partition of ruling default';
end $$;
create index ruling_subject on ruling (org_id, subject_id, id desc);

create table audit (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  seq bigint,
  partner_id uuid,
  verb text not null,
  actor text not null,
  subject_noun text not null,
  subject_id uuid,
  at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  request_id text not null,
  change text not null,
  primary key (org_id, id)
);
create unique index audit_seq on audit (org_id, seq) where seq is not null;
create index audit_unsealed on audit (org_id, id) where seq is null;
create index audit_verb on audit (org_id, verb, seq desc);
create index audit_subject on audit (org_id, subject_id, id desc);

create table event (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  seq bigint,
  partner_id uuid,
  type text not null,
  subject_noun text not null,
  subject_id uuid not null,
  at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  body text not null,
  primary key (org_id, id)
);
create unique index event_seq on event (org_id, seq) where seq is not null;
create index event_unsealed on event (org_id, id) where seq is null;
create index event_partner on event (org_id, partner_id, seq) where partner_id is not null;
create index event_subject on event (org_id, subject_id, id desc);

-- One batch of audit rows, chained: hash = sha256(previous hash, rows in order).
create table seal (
  org_id uuid not null references org on delete restrict,
  no bigint not null,
  first_seq bigint not null,
  last_seq bigint not null,
  hash text not null,
  sealed_at timestamptz(3) not null,
  primary key (org_id, no)
);

create table timer (
  org_id uuid not null references org on delete restrict,
  kind text not null,
  subject_id uuid not null,
  account_id uuid,
  due_at timestamptz(3) not null,
  attempts integer not null default 0,
  retry_at timestamptz(3),
  parked_at timestamptz(3),
  problem text,
  primary key (org_id, kind, subject_id)
);
create index timer_due on timer (org_id, due_at, kind, subject_id) where parked_at is null;
create index timer_retry on timer (org_id, retry_at) where retry_at is not null and parked_at is null;
create index timer_account on timer (org_id, account_id, due_at) where account_id is not null;

create table idempotency (
  org_id uuid not null references org on delete restrict,
  actor text not null,
  command text not null,
  key text not null,
  input_hash text not null,
  answer text,
  created_at timestamptz(3) not null,
  primary key (org_id, actor, command, key)
);
create index idempotency_age on idempotency (org_id, created_at);

create table mail (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  to_email text not null,
  to_name text not null,
  subject text not null,
  text text not null,
  html text not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'unknown', 'failed', 'kept')),
  attempts integer not null default 0,
  try_at timestamptz(3) not null,
  problem text,
  created_at timestamptz(3) not null,
  sent_at timestamptz(3),
  primary key (org_id, id)
);
create index mail_due on mail (org_id, try_at) where state in ('queued', 'sending');

-- ── Imports ─────────────────────────────────────────────────────────────────────────────────────────────────────────

create table import (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  object text not null check (object in ('account', 'product', 'member', 'opportunity', 'partner')),
  file_name text not null,
  state text not null check (state in ('uploaded', 'mapped', 'running', 'finished', 'failed', 'cancelled')),
  mapping jsonb,
  description jsonb not null,
  size_bytes bigint not null,
  sha256 text not null,
  rows_total integer not null default 0,
  rows_done integer not null default 0,
  created_count integer not null default 0,
  updated_count integer not null default 0,
  unchanged_count integer not null default 0,
  refused_count integer not null default 0,
  left_out_count integer not null default 0,
  -- What was wrong, in groups of column and code.
  problems jsonb not null default '[]',
  -- The first line that is not imported yet: moves in the transaction of what it counts.
  next_line bigint not null default 0,
  problem text,
  created_at timestamptz(3) not null,
  created_by text not null,
  run_by text,
  finished_at timestamptz(3),
  revision integer not null default 1,
  primary key (org_id, id)
);
create index import_page on import (org_id, id desc);

create table import_chunk (
  org_id uuid not null,
  import_id uuid not null,
  no integer not null,
  bytes bytea not null,
  primary key (org_id, import_id, no),
  foreign key (org_id, import_id) references import (org_id, id) on delete cascade
);

create table import_refusal (
  org_id uuid not null,
  import_id uuid not null,
  line bigint not null,
  cells jsonb not null,
  problems jsonb not null,
  primary key (org_id, import_id, line),
  foreign key (org_id, import_id) references import (org_id, id) on delete cascade
);

-- ── Isolation ───────────────────────────────────────────────────────────────────────────────────────────────────────

-- How each table is seen. 'org': only at scope org. 'own': a partner sees its rows by partner_id. 'self': by id.
-- 'published': a partner sees what is published.
do $$
declare t text; how text; sees text;
begin
  for t, how in values
    ('program_version', 'published'), ('partner', 'self'), ('enrollment', 'own'), ('member', 'own'), ('product', 'org'),
    ('account', 'org'), ('account_key', 'org'), ('external_ref', 'org'), ('opportunity', 'org'),
    ('registration', 'own'), ('protection', 'own'), ('ruling', 'own'), ('audit', 'own'), ('event', 'own'), ('seal', 'org'),
    ('timer', 'org'), ('idempotency', 'any'), ('mail', 'org'), ('import', 'org'), ('import_chunk', 'org'), ('import_refusal', 'org')
  loop
    sees := 'org_id = (select app_org()) and ' || case how
      when 'org' then '(select app_is_org())'
      when 'own' then '((select app_is_org()) or partner_id = (select app_partner()))'
      when 'self' then '((select app_is_org()) or id = (select app_partner()))'
      when 'published' then '((select app_is_org()) or status = ''published'')'
      else 'true' end;
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy %I on %I for select using (%s)', t || '_read', t, sees);
    -- Writes happen only once the command has raised its scope to the org (idempotency keys stand before that).
    if how <> 'any' then sees := 'org_id = (select app_org()) and (select app_is_org())'; end if;
    execute format('create policy %I on %I for insert with check (%s)', t || '_insert', t, sees);
    execute format('create policy %I on %I for update using (%s) with check (%s)', t || '_update', t, sees, sees);
    execute format('create policy %I on %I for delete using (%s)', t || '_delete', t, sees);
  end loop;
end $$;

-- The partitions are reached through their parent; asked directly they show nothing to anyone.
do $$
declare t regclass;
begin
  for t in select inhrelid::regclass from pg_inherits where inhparent = 'ruling'::regclass loop
    execute format('alter table %s enable row level security, force row level security', t);
  end loop;
end $$;

-- ── What is written stays written ───────────────────────────────────────────────────────────────────────────────────

create function refuse_change() returns trigger language plpgsql as
  $$ begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$;
create trigger ruling_stays before update or delete on ruling for each row execute function refuse_change();
create trigger seal_stays before update or delete on seal for each row execute function refuse_change();

-- The sealer gives seq once; nothing else ever changes.
create function refuse_all_but_first_seq() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.seq is null and new.seq is not null
     and (to_jsonb(old) - 'seq') = (to_jsonb(new) - 'seq') then return new; end if;
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger audit_stays before update or delete on audit for each row execute function refuse_all_but_first_seq();
create trigger event_stays before update or delete on event for each row execute function refuse_all_but_first_seq();

create function refuse_published_change() returns trigger language plpgsql as $$
begin
  if old.status = 'published' then
    raise exception 'program version % is published and never changes', old.version using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger program_version_stays before update or delete on program_version for each row execute function refuse_published_change();

-- The app's role owns nothing and may do only this. Called after every migration with the role's name.
create function grant_app(role name) returns void language plpgsql as $$
declare t text;
begin
  execute format('grant usage on schema public to %I', role);
  foreach t in array array['person', 'membership', 'session', 'sign_in_link', 'api_key', 'org', 'org_clock', 'import_waiting',
    'program_version', 'partner', 'enrollment', 'member', 'product', 'account', 'account_key', 'external_ref', 'opportunity',
    'registration', 'protection', 'timer', 'idempotency', 'mail', 'import', 'import_chunk', 'import_refusal'] loop
    execute format('grant select, insert, update, delete on %I to %I', t, role);
  end loop;
  foreach t in array array['ruling', 'audit', 'event', 'seal'] loop
    execute format('grant select, insert on %I to %I', t, role);
  end loop;
  execute format('grant update (seq) on audit, event to %I', role);
  execute format('grant select on migration to %I', role);
  execute format('grant usage on sequence claim_no to %I', role);
end $$;
