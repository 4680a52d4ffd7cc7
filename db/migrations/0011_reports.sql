-- What became of each registration, one row each, for the reports. Written by a reader of the event feed, so that a
-- registration costs nothing more when it is made; it can be made anew from the feed at any time.

create table registration_report (
  org_id uuid not null,
  registration_id uuid not null,
  partner_id uuid not null,
  track text not null,
  -- As it was when the deal was registered.
  tier text,
  manager_id uuid,
  country text,
  amount_minor bigint,
  currency text,
  status text not null,
  -- In the program's zone.
  submitted_on date not null,
  -- First day of its month.
  month date not null,
  -- The first approval or rejection.
  decided_at timestamptz(3),
  -- False when a person decided.
  by_rule boolean,
  -- Working minutes in review until then, waits for the partner and in the queue left out.
  review_minutes integer check (review_minutes >= 0),
  -- Was every answer given within the working hours that the program of its day promised?
  promise_kept boolean,
  approved_at timestamptz(3),
  converted_at timestamptz(3),
  closed text check (closed in ('won', 'lost')),
  closed_at timestamptz(3),
  -- Who else was on the account when it was decided at first.
  conflict text check (conflict in ('claim', 'opportunity', 'customer', 'house')),
  -- A protection that is over; unused when no opportunity came of it.
  protection_ended_at timestamptz(3),
  protection_unused boolean not null default false,
  primary key (org_id, registration_id),
  foreign key (org_id, registration_id) references registration (org_id, id) on delete cascade
);
create index registration_report_day on registration_report (org_id, submitted_on desc, registration_id desc);
create index registration_report_partner on registration_report (org_id, partner_id, submitted_on desc, registration_id desc);
select wall('registration_report', 'org');

-- How far the feed has been read.
create table report_cursor (
  org_id uuid primary key references org on delete restrict,
  seq bigint not null default 0
);
select wall('report_cursor', 'org');
