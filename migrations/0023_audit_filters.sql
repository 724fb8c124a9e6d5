-- The audit log is asked who, what and when. What everybody does all day is found at its end without help; these are for the rest.
create index events_actor on events (actor_id, xid, seq) where actor_id is not null;
-- Cases, their clocks and their messages are nearly all of the history and stay out: writing them costs nothing here.
create index events_seldom_type on events (type, xid, seq) where type not like 'case.%' and type not like 'clock.%' and type not like 'message.%';
create index events_seldom_kind on events (stream_kind, xid, seq) where stream_kind not in ('case', 'message');
-- A period, block by block: some kilobytes for millions of events.
create index events_recorded on events using brin (recorded_at) with (pages_per_range = 64, autosummarize = on);
