-- History taken over from another help desk: the name a case had there, so that the same log can be given again.
create table imported_cases (
  case_id uuid primary key references cases (id),
  -- The `source` of the map: one name per log, whatever the file is called.
  source text not null,
  external_id text not null,
  imported_at timestamptz not null,
  constraint imported_cases_external unique (source, external_id)
);
