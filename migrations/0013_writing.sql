-- What somebody has begun to write on a case and not sent: their own, read by nobody else, gone when it is sent.
create table case_drafts (
  staff_id uuid not null references staff (id),
  case_id uuid not null references cases (id),
  kind text not null check (kind in ('reply', 'note')),
  text text not null,
  -- Uploaded files that wait for this message.
  file_ids uuid[] not null,
  -- The newest message the writer had before them on beginning.
  seen_until timestamptz,
  begun_at timestamptz not null,
  saved_at timestamptz not null,
  primary key (staff_id, case_id, kind)
);
create index case_drafts_case on case_drafts (case_id);

-- Texts that people keep for their replies; {{customer.name}} and the like are filled in when one is taken.
create table reply_templates (
  id uuid primary key,
  owner_id uuid not null references staff (id),
  name text not null,
  text text not null,
  shared text not null check (shared in ('private', 'team', 'all')),
  team_id uuid references teams (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  constraint reply_templates_team check ((shared = 'team') = (team_id is not null))
);
create unique index reply_templates_name on reply_templates (owner_id, name) where archived_at is null;
create index reply_templates_shared on reply_templates (shared, team_id) where shared <> 'private' and archived_at is null;
