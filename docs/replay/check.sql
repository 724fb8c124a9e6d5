-- Clause AFT-02 computed from the raw log alone, in plain SQL, and held against what bin/attainment says (see docs/replay.md).
-- Reads log.tsv and attainment.jsonl from the current folder; any database will do, nothing is kept in it.
\set ON_ERROR_STOP on
set timezone = 'UTC';
create temp table log_event (place int, case_id text, activity text, at timestamptz);
\copy log_event from 'log.tsv'
create temp table answer (line jsonb);
\copy answer from 'attainment.jsonl' (format csv, quote e'\x01', delimiter e'\x02')

-- Office hours in Shanghai, Monday to Friday 09:00-12:00 and 13:30-18:00, without statutory holidays and with the days worked instead,
-- 2010 to 2014, from the npm package chinese-days (not from the product's own table).
create temp table opening as
with day as (select day::date from generate_series(date '2010-01-01', date '2014-12-31', interval '1 day') as day),
holiday as (select regexp_split_to_table($$
  2010-01-01 2010-01-02 2010-01-03 2010-02-13 2010-02-14 2010-02-15 2010-02-16 2010-02-17 2010-02-18 2010-02-19 2010-04-03 2010-04-04
  2010-04-05 2010-05-01 2010-05-02 2010-05-03 2010-06-14 2010-06-15 2010-06-16 2010-09-22 2010-09-23 2010-09-24 2010-10-01 2010-10-02
  2010-10-03 2010-10-04 2010-10-05 2010-10-06 2010-10-07 2011-01-01 2011-01-02 2011-01-03 2011-02-02 2011-02-03 2011-02-04 2011-02-05
  2011-02-06 2011-02-07 2011-02-08 2011-04-03 2011-04-04 2011-04-05 2011-04-30 2011-05-01 2011-05-02 2011-06-04 2011-06-06 2011-09-10
  2011-09-11 2011-09-12 2011-10-01 2011-10-02 2011-10-03 2011-10-04 2011-10-05 2011-10-06 2011-10-07 2012-01-01 2012-01-02 2012-01-03
  2012-01-22 2012-01-23 2012-01-24 2012-01-25 2012-01-26 2012-01-27 2012-01-28 2012-04-02 2012-04-03 2012-04-04 2012-04-29 2012-04-30
  2012-05-01 2012-06-22 2012-06-24 2012-09-30 2012-10-01 2012-10-02 2012-10-03 2012-10-04 2012-10-05 2012-10-06 2012-10-07 2013-01-01
  2013-01-02 2013-01-03 2013-02-09 2013-02-10 2013-02-11 2013-02-12 2013-02-13 2013-02-14 2013-02-15 2013-04-04 2013-04-05 2013-04-06
  2013-04-29 2013-04-30 2013-05-01 2013-06-10 2013-06-11 2013-06-12 2013-09-19 2013-09-20 2013-09-21 2013-10-01 2013-10-02 2013-10-03
  2013-10-04 2013-10-05 2013-10-06 2013-10-07 2014-01-01 2014-01-31 2014-02-01 2014-02-02 2014-02-03 2014-02-04 2014-02-05 2014-02-06
  2014-04-05 2014-04-06 2014-04-07 2014-05-01 2014-05-02 2014-05-03 2014-06-02 2014-09-08 2014-10-01 2014-10-02 2014-10-03 2014-10-04
  2014-10-05 2014-10-06 2014-10-07$$, '\s+') as day),
workday as (select regexp_split_to_table($$
  2010-02-20 2010-02-21 2010-06-12 2010-06-13 2010-09-19 2010-09-25 2010-09-26 2010-10-09 2011-01-30 2011-02-12 2011-04-02 2011-10-08
  2011-10-09 2011-12-31 2012-01-21 2012-01-29 2012-03-31 2012-04-01 2012-04-28 2012-09-29 2013-01-05 2013-01-06 2013-02-16 2013-02-17
  2013-04-07 2013-04-27 2013-04-28 2013-06-08 2013-06-09 2013-09-22 2013-09-29 2013-10-12 2014-01-26 2014-02-08 2014-05-04 2014-09-28
  2014-10-11$$, '\s+') as day)
select (day + opens) at time zone 'Asia/Shanghai' as opens_at, (day + closes) at time zone 'Asia/Shanghai' as closes_at
from day, (values (time '09:00', time '12:00'), (time '13:30', time '18:00')) as hours (opens, closes)
where day::text in (select day from workday) or (extract(isodow from day) < 6 and day::text not in (select day from holiday));

-- A promise runs from the first event, and again from whatever reopens a case that was over, to the next event that resolves it.
-- One that ends in 'Closed' alone, or in nothing, has no evidence of its end.
create temp table computed as
with event as (
  select *, row_number() over (partition by case_id order by at, place) as nth, lead(at) over (partition by case_id order by at, place) as next_at,
    activity in ('Resolve ticket', 'RESOLVED') as resolves, activity = 'Closed' as closes,
    activity in ('Take in charge ticket', 'Wait', 'Assign seriousness', 'Create SW anomaly', 'Require upgrade') as reopens
  from log_event),
turn as (select *, lag(resolves or closes) over (partition by case_id order by nth) as was_over from event where resolves or closes or reopens),
promise as (
  select begun.case_id, begun.at as starts_at, ended.at as ends_at, coalesce(ended.resolves, false) as resolved
  from (select case_id, nth, at from event where nth = 1 union select case_id, nth, at from turn where reopens and was_over) begun
  left join lateral (select at, resolves from event where event.case_id = begun.case_id and event.nth >= begun.nth and (resolves or closes) order by nth limit 1) ended on true),
wait as (select case_id, at as waits_from, coalesce(next_at, 'infinity') as waits_to from event where activity = 'Wait'),
measured as (
  select promise.case_id, resolved, extract(epoch from ends_at - starts_at) as wall,
    (select coalesce(sum(extract(epoch from least(closes_at, ends_at) - greatest(opens_at, starts_at))), 0) from opening where opens_at < ends_at and closes_at > starts_at) as working,
    (select coalesce(sum(extract(epoch from least(closes_at, ends_at, waits_to) - greatest(opens_at, starts_at, waits_from))), 0)
      from opening, wait where wait.case_id = promise.case_id and greatest(opens_at, starts_at, waits_from) < least(closes_at, ends_at, waits_to)) as waiting,
    (select coalesce(sum(extract(epoch from least(ends_at, waits_to) - greatest(starts_at, waits_from))), 0)
      from wait where wait.case_id = promise.case_id and waits_from < ends_at and waits_to > starts_at) as paused
  from promise)
select case_id, sum(wall) filter (where resolved) as wall, sum(working) filter (where resolved) as working, sum(waiting) filter (where resolved) as waiting,
  case when bool_or(resolved and wall - paused > 24 * 3600) then false when bool_and(resolved) then true end as met
from measured group by case_id;

create temp table held as
select computed.*, line, line is not null and row (wall, working, waiting, met) is not distinct from row ((line ->> 'wallSeconds')::numeric, (line ->> 'workingSeconds')::numeric,
  (line ->> 'waitingSeconds')::numeric, (line ->> 'met')::boolean) as agrees
from computed left join answer on line ->> 'id' = case_id and line ->> 'clause' = 'AFT-02';

\echo 'The log:'
select count(distinct case_id) as cases, count(*) as events, count(distinct case_id) filter (where activity in ('Resolve ticket', 'RESOLVED')) as resolved from log_event;
\echo 'All cases, and 50 sampled ones (every case id ordered by its MD5, so that everybody draws the same):'
select count(*) as cases, count(*) filter (where agrees) as agree, count(*) filter (where not agrees) as differ from held;
with sample as (select * from held order by md5(case_id) limit 50) select count(*) as sampled, count(*) filter (where agrees) as agree from sample;
\echo 'The first of the sample, and whatever differs:'
select case_id, wall, working, waiting, met, agrees from held order by md5(case_id) limit 5;
select * from held where not agrees limit 10;
