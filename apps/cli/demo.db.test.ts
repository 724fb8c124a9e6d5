import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReading } from '#apps/cli/open-reading.ts'
import { argon2HasherAt } from '#capabilities/access/server/password-hasher.ts'
import type { CaseState } from '#capabilities/case/core/case-state.ts'
import { upcastEvent } from '#capabilities/case/core/upcast-event.ts'
import type { Clock } from '#capabilities/clock/core/clock.ts'
import { must } from '#kernel/assert.ts'
import type { Instant } from '#kernel/instant.ts'
import { readConfig } from '#platform/config/config.ts'
import { parseMasterKeys } from '#platform/crypto/master-key.ts'
import { createSealing } from '#platform/crypto/sealing.ts'
import { openFileStore } from '#platform/files/file-store.ts'
import { createLog } from '#platform/log/log.ts'
import { systemIds, type Runtime } from '#platform/runtime.ts'
import { instantOf } from '#sim/stage.ts'
import { historyBreaches } from '#tests/crash/history-laws.ts'
import { freshDatabase, type FreshDatabase } from '#tests/setup/fresh-database.ts'
import { countDemo, type DemoNumbers } from './demo-numbers.ts'
import type { Played } from './demo-play.ts'
import { tellStory } from './demo-story.ts'

/** A Friday afternoon in working hours. */
const NOW = instantOf('2026-11-20T15:20:00+08:00')
const CASES = 30

type Told = { readonly fresh: FreshDatabase; readonly folder: string; readonly played: Played; readonly numbers: DemoNumbers }

async function tell(): Promise<Told> {
  const fresh = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'careloop-demo-'))
  const sealing = createSealing(parseMasterKeys(Buffer.alloc(32, 7).toString('base64')))
  const connection = { db: fresh.db, url: fresh.url, dataDir: folder, movedTo: null, migrated: [], close: async () => undefined }
  const runtime: Runtime = { config: readConfig({}), log: createLog('silent'), db: fresh.db, connection, sealing, files: openFileStore(join(folder, 'files'), sealing), now: () => NOW, newId: systemIds }
  const played = await tellStory(runtime, { now: NOW, cases: CASES, hasher: argon2HasherAt({ memory: 8, passes: 1, parallelism: 1 }) })
  return { fresh, folder, played, numbers: await countDemo(fresh.db, NOW) }
}

let first: Told
let second: Told
beforeAll(async () => {
  first = await tell()
  second = await tell()
}, 600_000)
afterAll(async () => {
  for (const told of [first, second]) {
    await told?.fresh.drop()
    if (told !== undefined) await rm(told.folder, { recursive: true, force: true })
  }
})

const rows = async (text: string) => (await first.fresh.db.query({ text, values: [] })).rows

describe('a short demo', () => {
  test('nobody in it asks for what the business refuses', () => {
    expect(first.played.refused).toEqual([])
  })

  test('has a case in every state that the screens show', () => {
    const { byStatus, overdue, waiting, unassigned, openSteps, scores } = first.numbers
    expect(Object.keys(byStatus)).toEqual(['closed', 'merged', 'open', 'resolved'])
    for (const count of [overdue, waiting, unassigned]) expect(count).toBeGreaterThan(0)
    expect(Object.keys(openSteps)).toEqual(expect.arrayContaining(['after-sales/intake', 'after-sales/answer', 'after-sales/closing', 'after-sales/diagnosis', 'after-sales/visit', 'second-handling/contact']))
    expect(Object.keys(scores).some((score) => Number(score) < 4)).toBe(true)
  })

  test('has what makes a history: letters in both directions, files, children, dismissals, cases that came back', async () => {
    expect(await rows(`select distinct type from events where type in ('case.child_opened', 'case.closed', 'case.reopened', 'case.merged_into', 'case.declined', 'case.confirmation_lapsed', 'case.noted') order by type`)).toHaveLength(7)
    expect(await rows(`select distinct dismissal from (select state ->> 'dismissal' as dismissal from cases) as found where dismissal is not null order by dismissal`)).toEqual([{ dismissal: 'spam' }, { dismissal: 'withdrawn' }])
    expect((await rows(`select 1 from messages where direction = 'in' and html is not null and reply_text <> text`)).length).toBeGreaterThan(0)
    expect((await rows('select 1 from attachments')).length).toBeGreaterThan(0)
    expect(await rows(`select status from inbound_mails where status <> 'taken'`)).toEqual([])
  })

  test('leaves no wish undone, and sends nothing into the world', async () => {
    expect(await rows('select kind from outbox where done_at is null and cancelled_at is null')).toEqual([])
    expect(await rows(`select state from messages where direction = 'out' and state <> 'sent'`)).toEqual([])
    expect((await rows('select address from mailboxes')).every(({ address }) => String(address).endsWith('.example'))).toBe(true)
  })

  test('no text shows what it was made from, and no two threads say the same', async () => {
    const threads = await rows(`select string_agg(coalesce(subject, '') || E'\n' || text, E'\n' order by created_at, id) as said from messages where case_id is not null and wording is null group by case_id`)
    const said = threads.map((row) => String(row['said']))
    expect(said.filter((text) => /\{|\}|undefined|NaN|\[object/.test(text))).toEqual([])
    expect(new Set(said).size).toBe(said.length)
  })

  test('every history keeps the laws', async () => {
    const { live } = await openReading(first.fresh.db)
    const version = await live.current()
    const rules = { scenario: version.scenario, calendar: version.calendars, now: NOW }
    const breaches: string[] = []
    for (const row of await rows('select id, version, state from cases order by number')) {
      const kept = (await first.fresh.db.query({ text: 'select version, type, v, occurred_at, data from events where stream_id = $1 order by version', values: [row['id']] })).rows
      const clocks = (await first.fresh.db.query({ text: 'select state from clocks where case_id = $1', values: [row['id']] })).rows.map((clock) => clock['state'] as Clock)
      const events = kept.map((event) => {
        const read = upcastEvent({ type: String(event['type']), v: Number(event['v']), at: event['occurred_at'] as Instant, data: event['data'] as Record<string, unknown> })
        return must(read.ok ? read.event : null, 'what was written can be read')
      })
      breaches.push(...historyBreaches({ version: Number(row['version']), state: row['state'] as CaseState, clocks, versions: kept.map((event) => Number(event['version'])), events }, rules))
    }
    expect(breaches).toEqual([])
  })

  test('the same play gives the same numbers', () => {
    expect(second.numbers).toEqual(first.numbers)
    expect(second.played.commands).toBe(first.played.commands)
  })
})
