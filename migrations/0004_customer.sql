-- People and companies, and how to reach them. Addresses and numbers are sealed; a keyed index finds them again.
create table customers (
  id uuid primary key,
  kind text not null check (kind in ('person', 'company')),
  name text not null,
  company text,
  locale text not null,
  timezone text,
  tier text,
  -- A merge is a pointer and moves no row; undoing it clears the pointer.
  merged_into uuid references customers (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  erased_at timestamptz
);
create index customers_merged on customers (merged_into) where merged_into is not null;
create index customers_name on customers using gin (name gin_trgm_ops);

create table contact_points (
  id uuid primary key,
  customer_id uuid not null references customers (id),
  kind text not null check (kind in ('email', 'phone')),
  value bytea not null,
  value_index bytea not null,
  tail_index bytea not null,
  verified_at timestamptz,
  from_at timestamptz not null,
  until_at timestamptz
);
-- One living owner per address: mail of this address finds this customer.
create unique index contact_points_value on contact_points (kind, value_index) where until_at is null;
create index contact_points_customer on contact_points (customer_id);
create index contact_points_tail on contact_points (kind, tail_index) where until_at is null;
