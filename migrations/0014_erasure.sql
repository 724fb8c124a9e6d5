-- A file whose content was taken away: archived in the transaction that erased its owner, gone from the disk since then.
alter table files add column removed_at timestamptz;
create index files_to_remove on files (archived_at) where archived_at is not null and removed_at is null;
