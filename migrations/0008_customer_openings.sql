-- Who may open a case for a customer they do not see: for a short while, after they named a full address of theirs or entered them.
create table customer_openings (
  actor_id uuid not null,
  customer_id uuid not null references customers (id),
  until_at timestamptz not null,
  primary key (actor_id, customer_id)
);
create index customer_openings_until on customer_openings (until_at);
