-- The list "closed last first" of one key is a walk on an index of its own, like the list by deadline.
alter table audience add column closed_at timestamptz;
update audience set closed_at = cases.closed_at from cases where cases.id = audience.case_id and cases.closed_at is not null;
create index audience_closed on audience (key, closed_at desc, case_id desc) where closed_at is not null;
alter table case_views drop constraint case_views_sort_check;
alter table case_views add constraint case_views_sort_check check (sort in ('due', 'newest', 'updated', 'closed'));
