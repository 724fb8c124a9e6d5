-- The key behind everything that must stay comparable when the master key is changed: blind indexes, signatures, sign-in. Sealed under the master key.
create table stable_root (
  only_one boolean primary key default true check (only_one),
  sealed text not null,
  created_at timestamptz not null
);
