-- Published versions of the service manual. A version never changes: cases name the one they run under.
create table handbook_versions (
  id uuid primary key,
  number int not null constraint handbook_versions_number unique check (number > 0),
  name jsonb not null,
  effective_on date not null,
  published_at timestamptz not null,
  published_by uuid,
  -- The files as they were published: [{ "path", "text" }], ordered by path.
  source jsonb not null,
  sha256 text not null
);
create index handbook_versions_effective on handbook_versions (effective_on, number);
create trigger handbook_versions_append_only before update or delete or truncate on handbook_versions
  for each statement execute function careloop_append_only();
