-- When a message failed: its channel gave up, a person said so, or it came back.
alter table messages add column failed_at timestamptz;

-- Files that wait for the message they were uploaded for. Attached, they are rows of attachments; never attached, they are cleared away.
create table uploads (
  file_id uuid primary key references files (id),
  uploader_kind text not null check (uploader_kind in ('staff', 'api_key')),
  uploader_id uuid not null,
  name text not null,
  type text not null,
  bytes bigint not null,
  sha256 text not null,
  created_at timestamptz not null
);
create index uploads_uploader on uploads (uploader_kind, uploader_id);
create index uploads_age on uploads (created_at);

-- Mail to name+anything@domain reaches this mailbox: only then may such an address be given to anybody.
alter table mailboxes add column plus_addressing boolean not null default false;
