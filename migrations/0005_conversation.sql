-- Mailboxes, mails as they came, and the messages of every channel.
create table mailboxes (
  id uuid primary key,
  name text not null,
  address text not null,
  imap_host text not null,
  imap_port int not null,
  imap_secure boolean not null,
  smtp_host text not null,
  smtp_port int not null,
  smtp_secure boolean not null,
  username text not null,
  password bytea not null,
  scenario text not null,
  team_id uuid references teams (id),
  active boolean not null,
  uid_validity bigint,
  uid_last bigint,
  last_checked_at timestamptz,
  last_error text,
  created_at timestamptz not null,
  archived_at timestamptz
);
-- An address moves to another server by archiving its mailbox and adding it anew: UIDs of two accounts must not meet.
create unique index mailboxes_address on mailboxes (address) where archived_at is null;

-- Each mail is stored raw before anything else happens to it. Nothing is ever lost.
create table inbound_mails (
  id uuid primary key,
  mailbox_id uuid references mailboxes (id),
  uid_validity bigint,
  uid bigint,
  sha256 text not null,
  -- What the writer wrote, without what servers added: one letter in two of our mailboxes has one fingerprint.
  fingerprint text,
  file_id uuid not null,
  bytes bigint not null,
  status text not null check (status in ('stored', 'taken', 'duplicate', 'quarantined', 'dismissed')),
  message_id uuid,
  duplicate_of uuid references inbound_mails (id),
  attempts int not null default 0,
  error_code text,
  received_at timestamptz not null,
  settled_at timestamptz,
  constraint inbound_mails_uid unique (mailbox_id, uid_validity, uid)
);
create index inbound_mails_sha on inbound_mails (sha256);
create index inbound_mails_fingerprint on inbound_mails (fingerprint) where fingerprint is not null;
create index inbound_mails_open on inbound_mails (received_at) where status in ('stored', 'quarantined');

create table messages (
  id uuid primary key,
  case_id uuid,
  customer_id uuid,
  direction text not null check (direction in ('in', 'out', 'note')),
  channel text not null,
  author_kind text not null check (author_kind in ('customer', 'staff', 'api_key', 'system')),
  author_id uuid,
  mailbox_id uuid references mailboxes (id),
  subject text,
  text text not null,
  html text,
  -- Inbound: the text without quoted history and signature.
  reply_text text,
  auto text not null default 'none',
  wording text,
  -- RFC 5322 ids, as they stand in the header.
  mail_id text,
  mail_in_reply_to text,
  mail_references text[] not null default '{}',
  from_name text,
  -- Sealed JSON of the addresses: {from, to, cc}.
  addresses bytea,
  raw_sha256 text,
  created_at timestamptz not null,
  -- Outbound: planned → claimed → sent, or uncertain, failed, cancelled.
  state text check (state in ('planned', 'claimed', 'sent', 'uncertain', 'failed', 'cancelled')),
  send_at timestamptz,
  claimed_at timestamptz,
  sent_at timestamptz,
  cancelled_at timestamptz,
  failure_code text,
  dedup_id text constraint messages_dedup unique
);
create index messages_case on messages (case_id, created_at, id);
create index messages_customer on messages (customer_id, created_at);
create unique index messages_raw on messages (raw_sha256) where raw_sha256 is not null;
create index messages_mail_id on messages (mail_id) where mail_id is not null;
create index messages_unsettled on messages (send_at) where state in ('planned', 'claimed', 'uncertain');
create index messages_by_state on messages (state, id) where state in ('planned', 'claimed', 'uncertain', 'failed');

create table attachments (
  id uuid primary key,
  message_id uuid not null references messages (id),
  file_id uuid not null,
  name text not null,
  type text not null,
  bytes bigint not null,
  sha256 text not null,
  content_id text,
  position int not null
);
create index attachments_message on attachments (message_id, position);

-- Bounces and complaints: addresses that are not written to any more.
create table suppressions (
  kind text not null,
  value_index bytea not null,
  reason text not null,
  since timestamptz not null,
  until_at timestamptz,
  primary key (kind, value_index)
);

-- Messages of ours that came back, one row per mail that says so. Soft ones are counted here.
create table bounces (
  inbound_id uuid primary key references inbound_mails (id),
  message_id uuid not null,
  permanent boolean not null,
  status text,
  at timestamptz not null
);
create index bounces_message on bounces (message_id);
