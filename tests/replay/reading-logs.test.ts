import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentenceOf } from '#apps/cli/run-command.ts'
import { readingOf, type LogCase } from '#apps/cli/import-xes-log.ts'
import { MapSchema, type LogMap } from '#apps/cli/import-xes-map.ts'
import { openLog } from '#apps/cli/import-xes-open.ts'
import { readCsv } from '#apps/cli/import-xes-read-csv.ts'
import { readXes } from '#apps/cli/import-xes-read-xes.ts'
import { importedCaseId, readerOf } from '#apps/cli/import-xes-replay.ts'
import { checkShape } from '#capabilities/handbook/core/check-shape.ts'
import { must } from '#kernel/assert.ts'
import { Fault } from '#kernel/fault.ts'
import { formatInstant, parseInstant } from '#kernel/instant.ts'
import { scratch, SMALL_DESK } from './desk.ts'

const now = must(parseInstant('2026-11-23T09:00:00+08:00'), 'a Monday')
const map: LogMap = { source: 'small-desk', scenario: 'after-sales', calendar: 'office', case: 'ticket', activity: 'activity', timestamp: 'when', told: ['First answer'], waiting: ['Ask customer'], resolved: ['Solve'], closed: ['Close'], reopened: ['Take up again'] }
let folder: Awaited<ReturnType<typeof scratch>>
beforeAll(async () => (folder = await scratch()))
afterAll(() => folder.drop())

async function read(file: string, under: LogMap = map): Promise<readonly LogCase[]> {
  const log = await openLog(file)
  const reading = readingOf('a.log', under, now)
  return Array.fromAsync(log.kind === 'xes' ? readXes(log.text(), reading) : readCsv(log.text(), reading))
}

/** The sentence that a log is refused with. */
async function refusal(name: string, content: string | Uint8Array, under: LogMap = map): Promise<string> {
  const left = await read(await folder.file(name, content), under).then(() => null, (error: unknown) => error)
  return left instanceof Fault ? `${left.code}: ${sentenceOf(left)}` : `not refused: ${String(left)}`
}

const event = (activity: string, when: string, more = ''): string => `<event><string key="activity" value="${activity}"/><date key="when" value="${when}"/>${more}</event>`
const trace = (inside: string): string => `<log>\n<trace>\n<string key="ticket" value="T-1"/>\n${inside}\n</trace>\n</log>`
const NOON = '2026-11-20T12:00:00+08:00'

describe('what a log says', () => {
  it('is the same from an XES file, the file gzipped, and a file with another encoding', async () => {
    const plain = await read(SMALL_DESK)
    const bytes = await readFile(SMALL_DESK)
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString('utf8').replace('UTF-8', 'UTF-16'), 'utf16le')])
    expect(plain.map(({ id, events }) => [id, events.length])).toEqual([['T-1', 6], ['T-2', 4], ['T-3', 3], ['T-4', 4]])
    expect(await read(await folder.file('small.gz', gzipSync(bytes)))).toEqual(plain)
    expect(await read(await folder.file('small-16.xes', utf16))).toEqual(plain)
  })

  it('keeps its own times, whatever offset they are written in', async () => {
    const [, second] = await read(SMALL_DESK)
    expect(second?.events.map(({ at }) => formatInstant(at))).toEqual(['2026-11-18T02:30:00.000Z', '2026-11-17T01:00:00.000Z', '2026-11-17T01:30:00.000Z', '2026-11-18T03:00:00.000Z'])
  })

  it('is gathered by case from a CSV file, whose lines may come in any order', async () => {
    const csv = 'ticket,when,activity,note\nA,2026-11-20 09:00,New,"a, b"\nB,2026-11-20 09:05,New,\nA,2026/11/20 10:00:30,Solve,"two\nlines"\n'
    const zoned = { ...map, timezone: 'Asia/Shanghai' }
    const found = await read(await folder.file('a.csv', csv), zoned)
    expect(found.map(({ id, events }) => [id, events.map(({ activity, at }) => `${activity} ${formatInstant(at)}`)])).toEqual([
      ['A', ['New 2026-11-20T01:00:00.000Z', 'Solve 2026-11-20T02:00:30.000Z']],
      ['B', ['New 2026-11-20T01:05:00.000Z']],
    ])
    expect(await read(await folder.file('bom.csv', `\uFEFF${csv}`), zoned)).toEqual(found)
  })

  it('may be in Chinese, as UTF-8 or as GB18030', async () => {
    const chinese: LogMap = { ...map, case: '工单', activity: '活动', timestamp: '时间', timezone: '+08:00' }
    const utf8 = '工单,活动,时间\n一,新建,2026-11-20 09:00:00\n'
    const gb18030 = Buffer.from([0xb9, 0xa4, 0xb5, 0xa5, 0x2c, 0xbb, 0xee, 0xb6, 0xaf, 0x2c, 0xca, 0xb1, 0xbc, 0xe4, 0x0a, 0xd2, 0xbb, 0x2c, 0xd0, 0xc2, 0xbd, 0xa8, 0x2c, ...Buffer.from('2026-11-20 09:00:00\n')])
    const found = await read(await folder.file('utf8.csv', utf8), chinese)
    expect(found[0]?.events[0]?.activity).toBe('新建')
    expect(await read(await folder.file('gb.csv', gb18030), chinese)).toEqual(found)
  })
})

describe('a log that cannot be used is refused in a sentence that says where', () => {
  it.each([
    ['an external entity', `<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY secret SYSTEM "file:///etc/passwd">]>\n<log><trace><string key="ticket" value="&secret;"/></trace></log>`, /^import\.doctype: a\.log 第 2 行/],
    ['entities that multiply', `<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>\n<log>&c;</log>`, /^import\.doctype/],
    ['an entity nobody defined', trace(event('&nobody;', NOON)), /^import\.bad_xml: a\.log 第 4 行/],
    ['an element that is not closed', '<log>\n<trace><string key="ticket" value="T-1"/>\n</log>', /^import\.bad_xml: a\.log 第 3 行/],
    ['a file that ends early', '<log>\n<trace>', /^import\.bad_xml/],
    ['another kind of XML', '<html><body/></html>', /^import\.not_xes.*<html>/],
    ['nesting without end', `<log>${'<list>'.repeat(40)}`, /^import\.too_deep/],
    ['a value of two million letters', `<log><string key="${'x'.repeat(2_000_000)}" value=""/></log>`, /^import\.too_long/],
    ['a value longer than any activity', trace(event('x'.repeat(70_000), NOON)), /^import\.value_too_long.*65536/],
    ['an event with too many attributes', trace(event('New', NOON, '<int key="n" value="1"/>'.repeat(600))), /^import\.too_many_attributes/],
    ['a case with too many events', trace(event('New', NOON).repeat(10_001)), /^import\.too_many_events.*T-1/],
    ['an event without a time', trace('<event><string key="activity" value="New"/></event>'), /^import\.time_missing: a\.log 第 4 行.*when/],
    ['an event without an activity', trace(`<event><date key="when" value="${NOON}"/></event>`), /^import\.activity_missing/],
    ['30 February', trace(event('New', '2026-02-30T09:00:00Z')), /^import\.bad_time.*2026-02-30/],
    ['a time without a zone', trace(event('New', '2026-11-20T09:00:00')), /^import\.no_zone.*timezone/],
    ['a time still to come', trace(event('New', '2026-11-24T09:00:00Z')), /^import\.future/],
    ['a case without a name', `<log><trace>${event('New', NOON)}</trace></log>`, /^import\.case_missing.*ticket/],
    ['a CSV without the column', 'id,activity,when\n1,New,2026-11-20 09:00\n', /^import\.column_missing.*ticket.*id, activity, when/],
    ['a CSV with a ragged line', 'ticket,activity,when\n1,New\n', /^import\.bad_csv: a\.log 第 2 行/],
    ['nothing at all', '', /^import\.empty/],
  ])('%s', async (name, content, sentence) => {
    expect(await refusal(`${name.replaceAll(' ', '-')}.log`, content)).toMatch(sentence)
  })

  it('a gzip that was cut off, after the complete cases were read', async () => {
    const whole = gzipSync(trace(event('New', NOON)) + ' '.repeat(20_000))
    expect(await refusal('cut.gz', whole.subarray(0, whole.length - 12))).toMatch(/^import\.truncated/)
  })

  it('a file that is not there', async () => {
    expect(await read(folder.path('nowhere')).then(() => '', (error: unknown) => (error as Fault).code)).toBe('import.no_file')
  })
})

describe('what a case becomes', () => {
  const unread = { activities: new Map<string, number>(), values: new Map<string, number>() }
  const storyOf = async (index: number): Promise<readonly string[]> => {
    const replay = readerOf({ ...map, opened: ['New'] }, unread)(must((await read(SMALL_DESK))[index], 'a case of the log'))
    return must(replay, 'the case was opened').commands.map((command) => (command.type === 'observe' ? command.happening : command.type))
  }

  it('events are taken by time, not by their place in the file', async () => {
    expect(await storyOf(1)).toEqual(['told', 'resolved', 'closed', 'ended'])
  })
  it('whatever comes after a wait ends it', async () => {
    expect(await storyOf(0)).toEqual(['told', 'waiting', 'resumed', 'resolved', 'closed', 'ended'])
  })
  it('a case that goes on after it was resolved is reopened', async () => {
    expect(await storyOf(3)).toEqual(['resolved', 'reopened', 'resolved', 'ended'])
  })
  it('names the map does not know are counted', () => {
    expect(Object.fromEntries(unread.activities)).toEqual({ 'Customer answers': 1 })
  })
  it('a case keeps its id however often it comes', () => {
    expect(importedCaseId(new Uint8Array(32).fill(0xff))).toBe('ffffffff-ffff-8fff-bfff-ffffffffffff')
  })
})

it('the map of these tests has the shape of a map', () => {
  expect(checkShape(MapSchema, map)).toEqual([])
})
