-- Outgoing webhooks (Standard Webhooks 1.0.0), and how an org looks to its partners.

-- Where somebody wants to be told what happens. The secrets are sealed by the server (platform/vault.ts). `fed_seq` is the
-- number of the last event that was looked at for it: deliveries follow the feed, so none is lost and none comes twice.
create table webhook (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  partner_id uuid,
  url text not null check (length(url) between 8 and 2000),
  description text not null check (length(description) <= 200),
  types text[] not null check (cardinality(types) between 1 and 100),
  at_once integer not null check (at_once between 1 and 10),
  state text not null check (state in ('on', 'off', 'disabled')),
  disabled_because text check (disabled_because in ('gone', 'failing')),
  failing_since timestamptz(3),
  secret text not null,
  old_secret text,
  old_secret_until timestamptz(3),
  fed_seq bigint not null,
  created_by text not null,
  created_at timestamptz(3) not null,
  revision integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, partner_id) references partner (org_id, id) on delete restrict,
  check ((state = 'disabled') = (disabled_because is not null)),
  check ((old_secret is null) = (old_secret_until is null))
);
create index webhook_partner on webhook (org_id, partner_id, id desc);
create index webhook_on on webhook (org_id, id) where state = 'on';
select wall('webhook', 'own');

-- One event for one endpoint. While `sending_until` lies ahead somebody is at it; when it passes without a word, the server
-- that was has ended, and the delivery is due again, under the same id. `attempts` counts all, `tries` those of this round.
create table delivery (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  webhook_id uuid not null,
  partner_id uuid,
  event_id uuid not null,
  event_type text not null,
  seq bigint not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  tries integer not null default 0,
  next_at timestamptz(3) not null,
  sending_until timestamptz(3),
  status integer,
  problem text,
  created_at timestamptz(3) not null,
  ended_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, webhook_id) references webhook (org_id, id) on delete restrict
);
create unique index delivery_once on delivery (org_id, webhook_id, event_id);
create index delivery_due on delivery (org_id, webhook_id, next_at, seq) where state = 'waiting';
create index delivery_log on delivery (org_id, webhook_id, id desc);
create index delivery_state on delivery (org_id, webhook_id, state, id desc);
create index delivery_old on delivery (org_id, created_at) where state <> 'waiting';
select wall('delivery', 'own');

create table delivery_attempt (
  org_id uuid not null references org on delete restrict,
  delivery_id uuid not null,
  no integer not null,
  webhook_id uuid not null,
  partner_id uuid,
  at timestamptz(3) not null,
  url text not null,
  sent_s bigint not null,
  result text not null check (result in ('sent', 'retry', 'refused', 'unknown')),
  status integer,
  problem text,
  body_start text not null,
  took_ms integer not null,
  primary key (org_id, delivery_id, no),
  foreign key (org_id, delivery_id) references delivery (org_id, id) on delete cascade
);
create index delivery_attempt_last on delivery_attempt (org_id, webhook_id, at desc);
select wall('delivery_attempt', 'own');

-- Orgs with something to send, and when; looked at before an org is known, and telling nothing else.
create table delivery_clock (
  org_id uuid primary key references org on delete restrict,
  next_at timestamptz(3) not null
);
create index delivery_clock_next on delivery_clock (next_at);
select app_may('delivery_clock', 'change');

-- How an org looks: read by everybody who acts in it, and by whoever is about to sign in; written by the org.
create table brand (
  org_id uuid primary key references org on delete restrict,
  name text,
  portal_title text,
  accent_light text check (accent_light ~ '^#[0-9a-f]{6}$'),
  accent_dark text check (accent_dark ~ '^#[0-9a-f]{6}$'),
  logo_hash text,
  sender_name text,
  reply_to text,
  postal_address text,
  website text,
  support_email text,
  support_url text,
  revision integer not null
);
select wall('brand', 'shared');

create table brand_logo (
  org_id uuid not null references org on delete restrict,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  width integer not null,
  height integer not null,
  bytes bytea not null check (length(bytes) <= 262144),
  created_at timestamptz(3) not null,
  primary key (org_id, hash)
);
select wall('brand_logo', 'shared');

-- The host under which an org's partners find their portal; asked for before anybody has signed in.
create table portal_host (
  host text primary key check (host = lower(host) and length(host) <= 253),
  org_id uuid not null unique references org on delete restrict
);
select app_may('portal_host', 'change');
