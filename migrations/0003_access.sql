-- Who works here, in which teams, with which roles; how they sign in; who sees which case.
create schema auth;

-- The sign-in library's own tables, in its own shape.
create table auth.users (
  id uuid primary key,
  name text not null,
  email text not null constraint users_email unique,
  email_verified boolean not null,
  image text,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table auth.sessions (
  id uuid primary key,
  user_id uuid not null references auth.users (id),
  token text not null constraint sessions_token unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sessions_user on auth.sessions (user_id);
create index sessions_expiry on auth.sessions (expires_at);

create table auth.accounts (
  id uuid primary key,
  user_id uuid not null references auth.users (id),
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint accounts_of_user unique (user_id, provider_id)
);

create table auth.verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verifications_identifier on auth.verifications (identifier);

create table auth.two_factors (
  id uuid primary key,
  user_id uuid not null references auth.users (id) constraint two_factors_user unique,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count int not null default 0,
  locked_until timestamptz
);

create table staff (
  id uuid primary key,
  number text not null constraint staff_number unique check (number = lower(number)),
  name text not null,
  locale text not null,
  active boolean not null,
  must_change_password boolean not null default false,
  auth_user_id uuid not null references auth.users (id) constraint staff_auth_user unique,
  created_at timestamptz not null,
  archived_at timestamptz
);

create table teams (
  id uuid primary key,
  name text not null,
  role text not null,
  lead_id uuid references staff (id),
  created_at timestamptz not null,
  archived_at timestamptz
);
create unique index teams_name on teams (name) where archived_at is null;
create index teams_role on teams (role) where archived_at is null;

create table team_members (
  team_id uuid not null references teams (id),
  staff_id uuid not null references staff (id),
  primary key (staff_id, team_id)
);
create index team_members_team on team_members (team_id);

create table staff_roles (
  staff_id uuid not null references staff (id),
  role text not null,
  primary key (staff_id, role)
);

-- Only the SHA-256 of a key is kept; prefix is what people recognise it by.
create table api_keys (
  id uuid primary key,
  name text not null,
  prefix text not null,
  hash text not null constraint api_keys_hash unique,
  permissions text[] not null,
  created_by uuid not null references staff (id),
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_on date
);

create table staff_invitations (
  id uuid primary key,
  email text not null,
  number text not null,
  name text not null,
  locale text not null,
  roles text[] not null,
  team_ids uuid[] not null,
  token_hash text not null constraint staff_invitations_token unique,
  invited_by uuid not null references staff (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references staff (id),
  revoked_at timestamptz
);

-- Who sees which case: one row for each key (p:person, t:team, all), kept in the transaction that changes the case.
create table audience (
  key text not null,
  case_id uuid not null,
  -- Whoever may see a case may see its customer.
  customer_id uuid,
  next_due_at timestamptz not null,
  status text not null,
  primary key (key, case_id)
);
-- The list "next deadline first" of one key is a walk on this index alone; a case without a deadline is due at infinity.
create index audience_list on audience (key, status, next_due_at, case_id);
create index audience_case on audience (case_id);
create index audience_customer on audience (key, customer_id) where customer_id is not null;
