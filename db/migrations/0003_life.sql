-- The life of a registration after it was submitted: asked and answered, offered from the queue, followed up, extended,
-- tied to an opportunity, won, lost, revoked; and the prices it holds.

alter table registration drop constraint registration_status_check;
alter table registration add constraint registration_status_check check (status in ('in_review', 'info_requested', 'queued',
  'approved', 'converted', 'rejected', 'withdrawn', 'expired', 'won', 'lost', 'revoked'));

alter table registration
  add column opportunity_id uuid,
  add column converted_at timestamptz(3),
  -- Who ended it, when and why; what was decided on the way stays in the columns of the decision.
  add column ended_at timestamptz(3),
  add column ended_by text,
  add column end_reason text,
  -- By when the partner answers a question, and by when it confirms that it still wants what came free.
  add column reply_due_at timestamptz(3),
  add column confirm_due_at timestamptz(3),
  -- By when the partner follows up next, and since when it has let that slip.
  add column follow_up_due_at timestamptz(3),
  add column follow_up_slipped_at timestamptz(3),
  add constraint registration_opportunity_fk foreign key (org_id, opportunity_id) references opportunity (org_id, id) on delete restrict,
  add constraint registration_converted check (status <> 'converted' or (account_id is not null and opportunity_id is not null)),
  add constraint registration_asked check ((status = 'info_requested') = (reply_due_at is not null));

alter table registration drop constraint registration_one_open_claim;
alter table registration add constraint registration_one_open_claim
  exclude using gist (account_id with =, partner_id with =, org_id with =, lines with &&)
  where (status in ('in_review', 'info_requested', 'queued', 'approved', 'converted') and account_id is not null);

create index registration_opportunity on registration (org_id, opportunity_id) where opportunity_id is not null;
create index registration_reply on registration (org_id, reply_due_at) where reply_due_at is not null;
create index registration_follow_up on registration (org_id, follow_up_due_at) where follow_up_due_at is not null;

-- What the org asked and the partner answered, in their words. `fields` names what was to be corrected, or was.
create table registration_message (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  registration_id uuid not null,
  partner_id uuid not null,
  kind text not null check (kind in ('question', 'answer')),
  body text not null check (length(body) between 1 and 10000),
  fields text[] not null,
  said_at timestamptz(3) not null,
  said_by text not null,
  side text not null check (side in ('org', 'partner')),
  primary key (org_id, id),
  foreign key (org_id, registration_id) references registration (org_id, id) on delete restrict
);
create index registration_message_page on registration_message (org_id, registration_id, id desc);
select wall('registration_message', 'own', 'add');

-- What the partner did about the deal. `counts` is what the program said when it was logged: a follow-up, or not.
create table registration_activity (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  registration_id uuid not null,
  partner_id uuid not null,
  kind text not null check (kind in ('meeting', 'call', 'demo', 'proposal', 'email', 'other')),
  happened_on date not null,
  note text,
  counts boolean not null,
  logged_at timestamptz(3) not null,
  logged_by text not null,
  side text not null check (side in ('org', 'partner')),
  primary key (org_id, id),
  foreign key (org_id, registration_id) references registration (org_id, id) on delete restrict
);
create index registration_activity_page on registration_activity (org_id, registration_id, happened_on desc, id desc);
select wall('registration_activity', 'own', 'add');

-- Asked for more time, with the answer and the ruling that gave it.
create table registration_extension (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  registration_id uuid not null,
  partner_id uuid not null,
  status text not null check (status in ('asked', 'granted', 'declined', 'lapsed')),
  reason text not null check (length(reason) between 1 and 10000),
  asked_at timestamptz(3) not null,
  asked_by text not null,
  answer_due_at timestamptz(3),
  answered_at timestamptz(3),
  answered_by text,
  answer_reason text,
  -- What the protection was to last until when it was asked, and what it lasts until since it was granted.
  before_ends_at timestamptz(3) not null,
  ends_at timestamptz(3),
  ruling_id uuid not null,
  primary key (org_id, id),
  foreign key (org_id, registration_id) references registration (org_id, id) on delete restrict,
  check ((status = 'granted') = (ends_at is not null)),
  check (ends_at > before_ends_at)
);
create unique index registration_extension_one_asked on registration_extension (org_id, registration_id) where status = 'asked';
create index registration_extension_page on registration_extension (org_id, registration_id, id desc);
create index registration_extension_due on registration_extension (org_id, answer_due_at) where status = 'asked';
select wall('registration_extension', 'own');

-- List prices as they stood when the deal was registered. They hold for as long as the protection does.
create table price_hold (
  org_id uuid not null references org on delete restrict,
  id uuid not null,
  registration_id uuid not null,
  partner_id uuid not null,
  product_id uuid not null,
  product_name text not null,
  list_price_minor bigint not null,
  currency text not null,
  priced_at timestamptz(3) not null,
  primary key (org_id, id),
  unique (org_id, registration_id, product_id),
  foreign key (org_id, registration_id) references registration (org_id, id) on delete restrict,
  foreign key (org_id, product_id) references product (org_id, id) on delete restrict
);
select wall('price_hold', 'own', 'add');
