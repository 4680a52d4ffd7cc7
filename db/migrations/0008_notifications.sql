-- To be told: notices of what concerns somebody, what they want to be told and how, digests, chat channels, and what a
-- mail needs to name its sender, its reader's language and the way to stop it.

-- ── Who reads in which language and zone ────────────────────────────────────────────────────────────────────────────

alter table org add column language text not null default 'en' check (language in ('en', 'de'));
-- null: the org's language, the program's zone.
alter table person add column language text check (language in ('en', 'de'));
alter table person add column zone text;

-- ── Mail ────────────────────────────────────────────────────────────────────────────────────────────────────────────

alter table mail drop constraint mail_state_check;
alter table mail add constraint mail_state_check
  check (state in ('queued', 'sending', 'sent', 'unknown', 'failed', 'kept', 'forgotten'));
-- What it tells, once: no second mail has the same key.
alter table mail add column key text;
alter table mail add column topic text;
alter table mail add column language text not null default 'en';
-- The page on which its reader stops such mail; null where a mail was asked for, like a sign-in link.
alter table mail add column unsubscribe_path text;
-- After this it is of no use to anybody: the way in that it holds is closed.
alter table mail add column useful_until timestamptz(3);
-- Since when it is tried; null: since it was written. A person who sends it again gives it another day.
alter table mail add column due_since timestamptz(3);
create unique index mail_key on mail (org_id, key) where key is not null;
create index mail_state on mail (org_id, state, id desc);
create index mail_page on mail (org_id, id desc);
create index mail_reader on mail (org_id, to_email) where state in ('queued', 'sending');

-- ── Notices ─────────────────────────────────────────────────────────────────────────────────────────────────────────

-- UUIDv7 of a given time (RFC 9562): one statement makes notices of as many readers as there are.
create function uuid_at(at timestamptz) returns uuid language sql volatile parallel safe as $$
  select overlay(overlay(gen_random_uuid()::text placing
      substr(ms, 1, 8) || '-' || substr(ms, 9, 4) from 1 for 13) placing '7' from 15 for 1)::uuid
  from (select lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') as ms) t $$;

-- An instant as everything outside the database writes it.
create function iso(at timestamptz) returns text language sql stable parallel safe as $$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

create table notice (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  membership_id uuid not null references membership on delete restrict,
  -- The reader's partner; null for people of the org.
  partner_id uuid,
  topic text not null,
  subject_noun text not null,
  subject_id uuid not null,
  -- Which occurrence: the event, or the window that a reminder belongs to.
  happening text collate "C" not null,
  facts jsonb not null,
  at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  in_app boolean not null,
  -- The reader did it: a receipt by mail, and nothing new in the app.
  receipt boolean not null default false,
  read_at timestamptz(3),
  mail text not null check (mail in ('now', 'digest', 'never')),
  -- When (wall time) the writer of mails looks at it next; null: nothing is to be written.
  mail_at timestamptz(3),
  mail_id uuid,
  primary key (org_id, id),
  -- Nobody is told the same twice.
  unique (org_id, membership_id, subject_id, topic, happening),
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict
);
create index notice_unread on notice (org_id, membership_id, id desc) where in_app and read_at is null;
create index notice_read on notice (org_id, membership_id, id desc) where in_app and read_at is not null;
create index notice_mail on notice (org_id, mail_at, membership_id) where mail_at is not null;
select wall('notice', 'own');

-- How somebody wants to be told; a null is what the org has as its default.
create table notice_reader (
  org_id uuid not null references org on delete restrict,
  membership_id uuid not null references membership on delete restrict,
  partner_id uuid,
  digest text check (digest in ('daily', 'weekly')),
  digest_hour smallint check (digest_hour between 0 and 23),
  digest_weekday smallint check (digest_weekday between 1 and 7),
  -- Hours of the reader's day; equal ones are no quiet at all.
  quiet_from smallint check (quiet_from between 0 and 23),
  quiet_until smallint check (quiet_until between 0 and 23),
  paused_until timestamptz(3),
  -- Stands in the mails' links to stop them: it opens these settings and nothing else.
  unsubscribe_secret text,
  primary key (org_id, membership_id),
  check ((quiet_from is null) = (quiet_until is null))
);
select wall('notice_reader', 'own');

create table notice_choice (
  org_id uuid not null references org on delete restrict,
  membership_id uuid not null references membership on delete restrict,
  partner_id uuid,
  topic text not null,
  app boolean not null,
  mail text not null check (mail in ('now', 'digest', 'never')),
  primary key (org_id, membership_id, topic)
);
select wall('notice_choice', 'own');

create table notice_mute (
  org_id uuid not null references org on delete restrict,
  membership_id uuid not null references membership on delete restrict,
  partner_id uuid,
  subject_id uuid not null,
  muted_at timestamptz(3) not null,
  primary key (org_id, membership_id, subject_id)
);
select wall('notice_mute', 'own');

-- What the org gives as defaults to its own people and to its partners'. Partners read them beside their own choices.
create table notice_default (
  org_id uuid not null references org on delete restrict,
  side text not null check (side in ('org', 'partner')),
  topic text not null,
  app boolean not null,
  mail text not null check (mail in ('now', 'digest', 'never')),
  primary key (org_id, side, topic)
);
select wall('notice_default', 'any');

create table notice_org (
  org_id uuid primary key references org on delete restrict,
  digest text not null default 'daily' check (digest in ('daily', 'weekly')),
  digest_hour smallint not null default 8 check (digest_hour between 0 and 23),
  digest_weekday smallint not null default 1 check (digest_weekday between 1 and 7),
  quiet_from smallint not null default 0 check (quiet_from between 0 and 23),
  quiet_until smallint not null default 0 check (quiet_until between 0 and 23)
);
select wall('notice_org', 'any');

-- One digest of a reader and day: two servers that write it at once meet here.
create table notice_digest (
  org_id uuid not null references org on delete restrict,
  membership_id uuid not null references membership on delete restrict,
  day date not null,
  made_at timestamptz(3) not null,
  primary key (org_id, membership_id, day)
);
select wall('notice_digest', 'org', 'add');

-- ── Chat channels ───────────────────────────────────────────────────────────────────────────────────────────────────

create table notice_channel (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  kind text not null check (kind in ('slack', 'teams')),
  name text not null check (length(name) between 1 and 100),
  -- Whoever has it can write into the channel: sealed by the server (platform/vault.ts), never shown again as a whole.
  url text not null,
  host text not null,
  url_end text not null,
  topics text[] not null,
  language text not null check (language in ('en', 'de')),
  created_at timestamptz(3) not null,
  created_by text not null,
  paused_at timestamptz(3),
  ended_at timestamptz(3),
  revision integer not null default 1,
  primary key (org_id, id)
);
create index notice_channel_live on notice_channel (org_id, id) where ended_at is null;
select wall('notice_channel', 'org');

create table notice_post (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  channel_id uuid not null,
  topic text not null,
  subject_noun text not null,
  subject_id uuid not null,
  happening text collate "C" not null,
  facts jsonb not null,
  at timestamptz(3) not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'unknown', 'failed')),
  attempts integer not null default 0,
  try_at timestamptz(3) not null,
  http_status integer,
  problem text,
  created_at timestamptz(3) not null,
  sent_at timestamptz(3),
  primary key (org_id, id),
  unique (org_id, channel_id, subject_id, topic, happening),
  foreign key (org_id, channel_id) references notice_channel (org_id, id) on delete restrict
);
create index notice_post_due on notice_post (org_id, try_at) where state in ('queued', 'sending');
create index notice_post_page on notice_post (org_id, channel_id, id desc);
select wall('notice_post', 'org');
