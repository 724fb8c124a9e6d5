-- What search looks in. Filled behind the commit by a job that reads the events; nothing here is the truth, everything can be made anew.
-- The words are kept beside the rows: what a search walks over stays narrow.
create table search_cases (
  case_id uuid primary key references cases (id),
  at timestamptz not null,
  words tsvector not null
) with (toast_tuple_target = 128);
create index search_cases_words on search_cases using gin (words) with (fastupdate = off);

create table search_messages (
  message_id uuid primary key,
  case_id uuid not null,
  at timestamptz not null,
  words tsvector not null
) with (toast_tuple_target = 128);
create index search_messages_words on search_messages using gin (words) with (fastupdate = off);
create index search_messages_case on search_messages (case_id);

-- One row for each record, also of those merged into another: who they are now is read from the customers.
create table search_customers (
  customer_id uuid primary key references customers (id),
  at timestamptz not null,
  words tsvector not null
);
create index search_customers_words on search_customers using gin (words) with (fastupdate = off);

-- How much was written on a day (days since 1970): a search begins with the newest days.
create table search_days (
  kind text not null check (kind in ('case', 'message')),
  day int not null,
  documents int not null,
  primary key (kind, day)
);

-- How far the job is. `tail` follows the events; the others walk through what was there before, or through everything anew, by id.
create table search_progress (
  name text primary key check (name in ('tail', 'cases', 'messages', 'customers')),
  xid xid8,
  seq bigint,
  after uuid,
  done_at timestamptz
);
insert into search_progress (name, xid, seq, after) values
  ('tail', pg_snapshot_xmin(pg_current_snapshot()), 0, null),
  ('cases', null, null, '00000000-0000-0000-0000-000000000000'),
  ('messages', null, null, '00000000-0000-0000-0000-000000000000'),
  ('customers', null, null, '00000000-0000-0000-0000-000000000000');
