-- Files that were handed in with a form: they belong to its record, and so to the case.
alter table attachments
  alter column message_id drop not null,
  add column record_id uuid,
  add column case_id uuid references cases (id),
  add constraint attachments_owner check (num_nonnulls(message_id, record_id) = 1 and (record_id is null) = (case_id is null));
create index attachments_case on attachments (case_id) where case_id is not null;
