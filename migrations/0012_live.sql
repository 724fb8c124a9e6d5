-- Live screens. What is tailed carries the transaction that wrote it, as events do: below pg_snapshot_xmin nothing can be added any more.

-- Sight that was lost: a case is no longer filed under a key. Read by live screens, swept after minutes; the audience itself tells only what is.
create table audience_left (
  key text not null,
  case_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  left_at timestamptz not null default now()
);
create index audience_left_tail on audience_left (xid);

create function audience_note_left() returns trigger language plpgsql as $$
begin
  insert into audience_left (key, case_id) values (old.key, old.case_id);
  return null;
end $$;
create trigger audience_left_noted after delete on audience for each row execute function audience_note_left();

-- A notice made or read changes how many are unread.
alter table notifications add column xid xid8;
alter table notifications alter column xid set default pg_current_xact_id();
create index notifications_tail on notifications (xid);
create index notifications_unread on notifications (staff_id) where read_at is null;

create function notifications_note_reading() returns trigger language plpgsql as $$
begin
  new.xid := pg_current_xact_id();
  return new;
end $$;
create trigger notifications_reading_noted before update on notifications for each row when (old.read_at is distinct from new.read_at)
  execute function notifications_note_reading();

-- Who has a case open just now: one row for each socket. Held by lease, so that a process that died is forgotten; worth nothing after a crash.
create unlogged table case_presence (
  socket_id uuid not null,
  case_id uuid not null,
  server_id uuid not null,
  staff_id uuid not null,
  state text not null check (state in ('viewing', 'replying', 'left')),
  until timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  primary key (socket_id, case_id)
);
create index case_presence_case on case_presence (case_id);
create index case_presence_server on case_presence (server_id);
create index case_presence_tail on case_presence (xid);
