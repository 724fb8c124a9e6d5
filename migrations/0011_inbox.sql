-- Lists that somebody keeps: filters in the words of the API, never rows.
create table case_views (
  id uuid primary key,
  owner_id uuid not null references staff (id),
  name text not null,
  filters jsonb not null,
  sort text not null check (sort in ('due', 'newest', 'updated')),
  columns text[] not null,
  density text not null check (density in ('compact', 'middle', 'large')),
  shared text not null check (shared in ('private', 'team', 'all')),
  team_id uuid references teams (id),
  position int not null,
  is_default boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  constraint case_views_team check ((shared = 'team') = (team_id is not null))
);
create unique index case_views_name on case_views (owner_id, name) where archived_at is null;
create unique index case_views_default on case_views (owner_id) where is_default and archived_at is null;
create index case_views_shared on case_views (shared, team_id) where shared <> 'private' and archived_at is null;

-- What was done to many cases at once, by whom, and what each had before, so that it can be taken back.
create table case_batches (
  id uuid primary key,
  actor_kind text not null,
  actor_id uuid,
  -- Codes and ids only; what was written into a note lies in its message.
  action jsonb not null,
  more boolean not null,
  created_at timestamptz not null,
  undone_at timestamptz,
  -- Under this id the events stand that took it back.
  undo_id uuid
);
create table case_batch_items (
  batch_id uuid not null references case_batches (id),
  case_id uuid not null references cases (id),
  position int not null,
  outcome text not null check (outcome in ('changed', 'same', 'refused')),
  code text,
  params jsonb,
  before jsonb,
  primary key (batch_id, case_id)
);

-- Whom the case awaits and where it came from, beside the state that says so: lists ask many cases for it at once.
alter table cases add column awaiting text, add column channel text;
update cases set channel = state ->> 'channel', awaiting = case when status in ('closed', 'merged') then 'nobody' else (
  select case when parts.wait ->> 'reason' is not null then 'customer'
    when not coalesce(standing.active, false) then case when cases.observed or cases.status = 'open' then 'us' else 'nobody' end
    when standing.ours then 'us' else 'customer' end
  from json_to_record(cases.state) parts (wait json, steps json, confirmations json), lateral (
    select bool_or(true) as active, bool_or(step.value ->> 'opensAt' is null and not coalesce(step.key = any(asked.steps), false)) as ours
    from json_each(parts.steps) step, (select array_agg(asked ->> 'step') as steps from json_array_elements(parts.confirmations) asked where asked ->> 'status' = 'open') asked
    where step.value ->> 'status' = 'active'
  ) standing) end;
