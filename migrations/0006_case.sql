-- Running scenarios. `state` is the aggregate that decisions read (kept as json, which keeps the order of keys);
-- the columns beside it are what lists and look-ups read. Both change only as the events say.
create table cases (
  id uuid primary key,
  number text not null constraint cases_number unique,
  scenario text not null,
  handbook_id uuid not null,
  version int not null,
  status text not null,
  observed boolean not null,
  customer_id uuid,
  team_id uuid,
  assignee_id uuid,
  parent_id uuid,
  subject text,
  green boolean not null default false,
  new_reply boolean not null default false,
  state json not null,
  opened_at timestamptz not null,
  resolved_at timestamptz,
  closed_at timestamptz,
  next_due_at timestamptz,
  wake_at timestamptz,
  updated_at timestamptz not null
);
create index cases_wake on cases (wake_at) where wake_at is not null;
create index cases_customer on cases (customer_id, opened_at);
create index cases_parent on cases (parent_id) where parent_id is not null;
create index cases_handbook on cases (handbook_id, status);

create table clocks (
  id uuid primary key,
  case_id uuid not null references cases (id),
  key text not null,
  clause text not null,
  status text not null,
  state json not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  due_at timestamptz,
  missed_at timestamptz,
  provisional boolean not null default false
);
create index clocks_case on clocks (case_id);
create index clocks_clause on clocks (clause, started_at);
create index clocks_provisional on clocks (id) where provisional;

-- Filled-in forms and other records: the personal words that events leave out.
create table case_records (
  id uuid primary key,
  case_id uuid not null references cases (id),
  kind text not null check (kind in ('form', 'record', 'contact', 'reason', 'survey')),
  -- Step, record, clock or survey it belongs to.
  subject text not null,
  form text,
  codes jsonb not null default '{}',
  -- Sealed JSON of the personal fields.
  words bytea,
  author_kind text not null,
  author_id uuid,
  recorded_at timestamptz not null
);
create index case_records_case on case_records (case_id, recorded_at, id);

-- Serial numbers of a day. Taken in blocks outside the case's transaction: gaps are allowed, waiting is not.
create table case_serials (
  prefix text not null,
  day date not null,
  last int not null,
  primary key (prefix, day)
);

-- Somebody of ours is told.
create table notifications (
  id uuid primary key,
  staff_id uuid not null references staff (id),
  case_id uuid not null references cases (id),
  clock_id uuid,
  about text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  dedup_id text not null constraint notifications_dedup unique
);
create index notifications_staff on notifications (staff_id, created_at desc);

create table knowledge_drafts (
  id uuid primary key,
  case_id uuid not null references cases (id),
  title text not null,
  problem text not null,
  solution text not null,
  created_at timestamptz not null,
  discarded_at timestamptz
);
create index knowledge_drafts_case on knowledge_drafts (case_id);
