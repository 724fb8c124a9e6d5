-- What every capability stands on: events, outbox, idempotency, seals, files, keys.
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- A statement in a pipeline that must hold: select careloop_assert(count(*) = 1, 'case.version') from …
create function careloop_assert(holds boolean, assertion text) returns void language plpgsql as $$
begin
  if holds is not true then
    raise exception using errcode = 'CL001', message = assertion;
  end if;
end $$;

create function careloop_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'CL002';
end $$;

-- The event is the audit entry. No personal values: ids, codes and field names only.
-- (xid, seq) is the order that tails read: an xid below pg_snapshot_xmin can get no more events, while a seq may commit late.
-- One table, not partitioned: the uniqueness of (stream_id, version) must hold over all time.
create table events (
  id uuid not null,
  seq bigint generated always as identity,
  stream_kind text not null,
  stream_id uuid not null,
  version int not null check (version > 0),
  type text not null,
  v smallint not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  command text not null,
  command_id uuid not null,
  request_id text,
  data jsonb not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint events_tail primary key (xid, seq),
  constraint events_stream_version unique (stream_id, version)
);
create trigger events_append_only before update or delete or truncate on events
  for each statement execute function careloop_append_only();

-- Wishes of committed commands: sends, wake-ups, reactions. payload holds ids and codes only.
create table outbox (
  id uuid primary key,
  kind text not null,
  dedup_id text constraint outbox_dedup unique,
  payload jsonb not null,
  due_at timestamptz not null,
  lease_until timestamptz,
  lease_by uuid,
  attempts int not null default 0,
  done_at timestamptz,
  cancelled_at timestamptz,
  failed_at timestamptz,
  last_error text,
  created_at timestamptz not null
);
create index outbox_due on outbox (due_at) where done_at is null and cancelled_at is null and failed_at is null;
create index outbox_failed on outbox (failed_at, id) where failed_at is not null;

create table idempotency_keys (
  actor_key text not null,
  route text not null,
  key text not null,
  body_sha256 text not null,
  status int,
  resource_ids jsonb not null default '{}',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint idempotency_keys_pk primary key (actor_key, route, key)
);
create index idempotency_keys_expiry on idempotency_keys (expires_at);

create table throttle (
  key text primary key,
  window_start timestamptz not null,
  count int not null
);

-- Who looked at what, when it matters (plain values shown, exports). Append-only.
create table access_log (
  id uuid primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id uuid,
  request_id text,
  data jsonb not null default '{}'
);
create index access_log_subject on access_log (subject_id, at);
create trigger access_log_append_only before update or delete or truncate on access_log
  for each statement execute function careloop_append_only();

-- The chain: each seal covers the events with xid_from <= xid < xid_to, in the order (xid, seq).
create table event_seals (
  number int primary key,
  xid_from xid8 not null,
  xid_to xid8 not null constraint event_seals_end unique,
  events int not null,
  seq_from bigint,
  seq_to bigint,
  sealed_at timestamptz not null,
  previous bytea not null,
  hash bytea not null
);
create trigger event_seals_append_only before update or delete or truncate on event_seals
  for each statement execute function careloop_append_only();

create table settings (
  key text primary key,
  value jsonb not null
);

create table files (
  id uuid primary key,
  sha256 text not null,
  bytes bigint not null,
  key_id text not null,
  created_at timestamptz not null,
  archived_at timestamptz
);
create index files_sha256 on files (sha256);

-- Which master keys this database was written under; probe opens only with the right one.
create table master_keys (
  key_id text primary key,
  probe text not null,
  created_at timestamptz not null
);

-- One key per customer for old values; erasing the key erases them all.
create table subject_keys (
  customer_id uuid primary key,
  wrapped_key text,
  created_at timestamptz not null,
  erased_at timestamptz
);

create table value_history (
  id uuid primary key,
  customer_id uuid not null references subject_keys (customer_id),
  event_id uuid not null,
  field text not null,
  ciphertext text not null,
  recorded_at timestamptz not null
);
create index value_history_customer on value_history (customer_id, field, recorded_at);
