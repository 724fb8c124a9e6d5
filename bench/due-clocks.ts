import { join } from 'node:path'
import { moveIn, type House } from '#apps/server/house.ts'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import { DEFAULT_HANDBOOK } from '#apps/server/start.ts'
import { ensureAdministrator } from '#capabilities/access/server/ensure-administrator.ts'
import { runDueCases } from '#capabilities/case/server/due-cases.ts'
import { prepareOpening } from '#capabilities/case/server/follow-ups.ts'
import { runCases } from '#capabilities/case/server/run-cases.ts'
import { shanghai } from '#capabilities/calendar/core/calendars.example.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, HOUR, later, SECOND, type Instant } from '#kernel/instant.ts'
import { readConfig } from '#platform/config/config.ts'
import type { Db } from '#platform/db/database.ts'
import { createLog } from '#platform/log/log.ts'
import { openRuntime } from '#platform/runtime.ts'
import type { BenchRow, Say, Scale } from './bench-row.ts'
import { openDurableDatabase } from './durable-database.ts'
import { loadCases, settleTables } from './load-cases.ts'
import { timed } from './timings.ts'

const WORKERS = 2

/** A crowd of cases whose clocks come due within one second, carried to their time by the product's own worker; each event is counted afterwards. */
export async function dueClocks(scale: Scale, say: Say): Promise<readonly BenchRow[]> {
  const count = scale === 'quick' ? 3_000 : 100_000
  const database = await openDurableDatabase()
  const clock = { now: shanghai('2026-11-23 09:00') }
  const runtime = await openRuntime(readConfig({ DATABASE_URL: database.url, CARELOOP_DATA: join(database.folder, 'house') }), createLog('error'))
  try {
    const house = await moveIn({ ...runtime, now: () => clock.now }, async () => (await readHandbookFolder(DEFAULT_HANDBOOK)) ?? [])
    await ensureAdministrator(house.access)
    const first = await crowd(house, count)
    const bare = await bareLoop(house.db, count)
    clock.now = later(first, -1)
    const early = await runDueCases(house.cases, house.log)
    clock.now = later(first, SECOND)
    const before = await eventCount(house.db)
    const { ms, answer: drained } = await timed(() => drainBy(house, WORKERS))
    await sayCorrectness(house.db, say, { count, before, drained, early })
    const rate = drained / (ms / 1_000)
    return [
      { name: 'bare SKIP LOCKED loop, batches of 200', value: bare, unit: 'rows/s' },
      { name: 'due cases carried to their time, with events', value: rate, unit: 'clocks/s', ratio: rate / bare, against: 'the bare loop', goal: '≥ 10,000/s' },
      { name: `${count} due in one second, drained in`, value: ms / 1_000, unit: 's', goal: '100,000 in < 12 s' },
    ]
  } finally {
    await runtime.connection.close()
    await database.close()
  }
}

/** Opens one case and copies it; every copy has its first notice within the same second, and as many again an hour later, to be left alone. Answers the first instant. */
async function crowd(house: House, count: number): Promise<Instant> {
  const template = await openOne(house)
  const { rows } = await house.db.query({ text: 'select id, wake_at from cases', values: [] })
  const wake = must(rows[0], 'the case was opened')['wake_at'] as Instant
  await loadCases(house.db, { templates: [template], from: 0, count: Math.round(count * 1.1), teamIds: await teamIds(house.db), agentId: template })
  await house.db.write([
    { text: 'update cases set assignee_id = null, next_due_at = (select next_due_at from cases where id = $1)', values: [template] },
    { text: 'truncate audience', values: [] },
    { text: FILE, values: [template] },
    { text: 'delete from clocks where case_id = $1', values: [template] },
    { text: 'delete from cases where id = $1', values: [template] },
    { text: SPREAD_CLOCKS, values: [wake, count] },
    { text: `update cases set wake_at = to_timestamp(($1::bigint + ${OFFSET}) / 1000.0)`, values: [wake, count] },
  ])
  await settleTables(house.db)
  return wake
}

/** Every copy is filed as its state says, so that only what really changes is filed anew. */
const FILE = `insert into audience (key, case_id, next_due_at, status)
select key, id, next_due_at, status from cases, unnest(array['all', 't:' || team_id]) key where id <> $1`

/** Milliseconds after the first: within the second for those that are due, an hour for one in eleven. */
const OFFSET = `(case when split_part(number, '-', 3)::int >= $2 then ${HOUR} else split_part(number, '-', 3)::int % 1000 end)`

/** The planned notice of each copy is moved with its case, in the clock's own state. */
const SPREAD_CLOCKS = `
update clocks set state = replace(clocks.state::text, '"at":' || $1::bigint, '"at":' || ($1::bigint + ${OFFSET}))::json
from cases where cases.id = clocks.case_id`

async function openOne(house: House): Promise<Id> {
  const { newId, now, cases } = house
  const caseId = newId()
  const at = now()
  const prepared = must(
    await prepareOpening(cases, { caseId, scenario: 'after-sales', customerId: null, channel: 'api', teamId: null, role: null, parentId: null, facts: {}, messageId: null, auto: 'none', observed: false, at }),
    'the default handbook has after-sales',
  )
  await runCases(cases, [{ caseId, command: prepared.command, actor: { kind: 'system' }, commandId: newId(), requestId: null, scenario: prepared.scenario, subject: '打印机开机后报错 E-042' }])
  return caseId
}

async function teamIds(db: Db): Promise<readonly Id[]> {
  const { rows } = await db.query({ text: `select id from teams where role = 'agent'`, values: [] })
  return rows.map((row) => row['id'] as Id)
}

/** As many workers as the machine has processors, each taking what the other does not hold. */
async function drainBy(house: House, workers: number): Promise<number> {
  const drain = async (): Promise<number> => {
    let done = 0
    for (let taken = 1; taken > 0; done += taken) taken = await runDueCases(house.cases, house.log)
    return done
  }
  const all = await Promise.all(Array.from({ length: workers }, drain))
  return all.reduce((sum, done) => sum + done, 0)
}

const eventCount = async (db: Db): Promise<number> => Number((await db.query({ text: 'select count(*) from events', values: [] })).rows[0]?.['count'])

type Counted = { readonly count: number; readonly before: number; readonly drained: number; readonly early: number }

async function sayCorrectness(db: Db, say: Say, { count, before, drained, early }: Counted): Promise<void> {
  const { rows } = await db.query({
    text: `select count(*) as events, count(distinct stream_id) as cases, count(*) - count(distinct (stream_id, type, data->>'clockId', data->>'kind')) as twice
      from events where command = 'timeReached'`,
    values: [],
  })
  const left = await db.query({ text: 'select count(*) as later, count(*) filter (where version <> (select min(version) from cases)) as touched from cases where wake_at >= $1 and split_part(number, $3, 3)::int >= $2', values: [formatInstant(0 as Instant), count, '-'] })
  const after = await eventCount(db)
  say(`expected ${count}: taken ${drained}, cases with events ${String(rows[0]?.['cases'])}, events ${String(rows[0]?.['events'])} (${after - before} new), announced twice ${String(rows[0]?.['twice'])}`)
  say(`early: ${early} taken before their time; of ${String(left.rows[0]?.['later'])} that are due an hour later ${String(left.rows[0]?.['touched'])} were touched`)
}

/** The ceiling: a table of due rows taken in the same batches and marked, with nothing decided. */
async function bareLoop(db: Db, count: number): Promise<number> {
  await db.write([
    { text: 'create table bare_due (id bigint primary key, due_at timestamptz)', values: [] },
    { text: 'insert into bare_due select n, now() from generate_series(1, $1::int) n', values: [count] },
    { text: 'create index on bare_due (due_at) where due_at is not null', values: [] },
  ])
  const take = { name: 'bare.take', text: 'update bare_due set due_at = null where id in (select id from bare_due where due_at <= now() order by due_at limit 200 for update skip locked)', values: [] }
  const loop = async (): Promise<void> => {
    while ((await db.query(take)).rowCount > 0);
  }
  const { ms } = await timed(() => Promise.all([loop(), loop()]))
  return count / (ms / 1_000)
}
