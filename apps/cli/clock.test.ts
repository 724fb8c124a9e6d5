import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const BIN = fileURLToPath(new URL('../../bin/clock', import.meta.url))
const HOURS = [['09:00', '12:00'], ['13:30', '18:00']]
const calendar = {
  timezone: 'Asia/Shanghai',
  week: { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: HOURS },
  holidays: ['2026-10-01'],
  workdays: ['2026-10-10'],
}
const question = (more: Record<string, unknown>) => JSON.stringify({ calendar, start: '2026-09-30T16:00:00+08:00', ...more })

async function run(input: string | Buffer, options: { readonly language?: string; readonly words?: readonly string[] } = {}) {
  const child = spawn(BIN, options.words ?? [], { env: { PATH: process.env['PATH'], LANG: options.language ?? 'zh_CN.UTF-8' } })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number]
  return { code, lines: Buffer.concat(output).toString('utf8').split('\n') }
}

type Ledger = readonly { readonly from: string; readonly to: string; readonly counts: boolean; readonly why: string }[]
type Read = { readonly due?: string; readonly elapsed?: string; readonly ledger?: Ledger; readonly error?: { readonly code: string; readonly message: string } }
async function ask(lines: readonly string[]): Promise<readonly Read[]> {
  const { code, lines: answers } = await run(`${lines.join('\n')}\n`)
  expect([code, answers.pop()]).toEqual([0, ''])
  return answers.map((line) => JSON.parse(line) as Read)
}

test('a limit gives its due instant and the ledger from start to due', async () => {
  const [answer] = await ask([question({ limit: 'PT8H', counting: 'working' })])
  expect(answer?.due).toBe('2026-10-02T16:30:00+08:00')
  expect(answer?.ledger?.[0]).toEqual({ from: '2026-09-30T16:00:00+08:00', to: '2026-09-30T18:00:00+08:00', counts: true, why: 'working' })
  expect(answer?.ledger?.map(({ why }) => why)).toEqual(['working', 'closed', 'holiday', 'closed', 'working', 'break', 'working'])
})

test('every line is answered in order, bad ones too, and the stream goes on', async () => {
  const wrong: readonly [string, string][] = [
    ['{', 'question.bad_json'],
    ['null', 'question.not_an_object'],
    ['[]', 'question.not_an_object'],
    ['['.repeat(200_000), 'question.bad_json'],
    ['{"__proto__":{"start":1}}', 'question.unknown_field'],
    [`{"start":"${'9'.repeat(1_100_000)}"}`, 'question.line_too_long'],
    [JSON.stringify({ calendar, limit: 'PT1H' }), 'question.missing_field'],
    [question({ limit: 'PT1H', end: '2026-10-01T00:00:00Z' }), 'question.limit_or_end'],
    [question({}), 'question.limit_or_end'],
    [question({ limit: 'PT1H', counting: 'lunar' }), 'question.bad_counting'],
    [question({ limit: 'P1DT1H' }), 'clock.mixed_limit'],
    [question({ limit: 8 }), 'clock.bad_limit'],
    [question({ end: '2026-09-30T15:00:00+08:00' }), 'question.end_before_start'],
    [question({ end: '2126-10-30T15:00:00+08:00' }), 'question.stretch_too_long'],
    [question({ end: '2026-02-30T15:00:00+08:00' }), 'question.bad_instant'],
    [question({ end: '2026-10-01T15:00:00' }), 'question.bad_instant'],
    [question({ limit: 'PT1H', pauses: [['2026-10-02T10:00:00Z', '2026-10-02T09:00:00Z']] }), 'question.pause_ends_before_it_begins'],
    [question({ limit: 'PT1H', pauses: [[]] }), 'question.bad_pauses'],
    [question({ limit: 'PT1H', pauses: { from: 1 } }), 'question.bad_pauses'],
    [question({ limit: 'PT9H', pauses: [['2026-10-02T10:00:00+08:00']] }), 'clock.never_due'],
    [question({ limit: 'PT9H', calendar: { timezone: 'Asia/Shanghai', week: {} } }), 'clock.never_due'],
    [question({ limit: 'PT9H', calendar: { ...calendar, workdays: ['2026-10-01'] } }), 'calendar.date_in_both_lists'],
    [question({ limit: 'PT9H', calendar: { ...calendar, weeks: {} } }), 'calendar.unknown_field'],
    [question({ limit: 'PT9H', calendar: { ...calendar, week: { monday: [] } } }), 'calendar.bad_weekday'],
    [question({ limit: 'PT9H', calendar: { timezone: 'Asia/Shanghai' } }), 'calendar.bad_shape'],
    [question({ limit: 'PT9H', calendar: { ...calendar, timezone: 'Nowhere' } }), 'calendar.unknown_timezone'],
    [question({ limit: 'PT9H', calendar: undefined }), 'question.missing_field'],
  ]
  const answers = await ask(wrong.flatMap(([line]) => [line, question({ end: '2026-09-30T17:00:00+08:00' })]))
  expect(answers.filter((_, index) => index % 2 === 0).map((answer) => answer.error?.code)).toEqual(wrong.map(([, code]) => code))
  for (const answer of answers.filter((_, index) => index % 2 === 1)) expect(answer.elapsed).toBe('PT1H')
  for (const answer of answers) expect(answer.error?.message ?? '').not.toMatch(/[{}]value|undefined|\{field\}/)
})

test('blank lines are passed over, CRLF and a last line without its end are read, fractions of seconds are cut', async () => {
  const { lines } = await run(`\uFEFF${question({ start: '2026-10-09T16:00:00.900+08:00', end: '2026-10-09T17:00:00.100+08:00' })}\r\n\r\n   \n${question({ limit: 'P1D' })}`)
  const [first, second, ...rest] = lines
  expect(JSON.parse(first ?? '')).toEqual({
    elapsed: 'PT1H',
    ledger: [{ from: '2026-10-09T16:00:00+08:00', to: '2026-10-09T17:00:00+08:00', counts: true, why: 'working' }],
  })
  expect(JSON.parse(second ?? '')).toMatchObject({ due: '2026-10-02T16:00:00+08:00' })
  expect(rest).toEqual([''])
})

test('elapsed time needs no calendar; pauses overlap, come unordered and lack an end', async () => {
  const pauses = [['2026-10-01T06:00:00Z', null], ['2026-10-01T01:00:00Z', '2026-10-01T03:00:00Z'], ['2026-10-01T02:00:00Z', '2026-10-01T04:00:00Z']]
  const [answer] = await ask([JSON.stringify({ start: '2026-10-01T00:00:00Z', end: '2026-10-01T08:00:00Z', counting: 'wall', pauses })])
  expect(answer?.elapsed).toBe('PT3H')
  expect(answer?.ledger?.map(({ from, why }) => `${from.slice(11, 16)} ${why}`)).toEqual(['00:00 wall', '01:00 paused', '04:00 wall', '06:00 paused'])
})

test('a 调休 Saturday reads makeup, a deadline beyond the announced holidays is provisional', async () => {
  const [makeup, provisional] = await ask([
    question({ start: '2026-10-10T09:00:00+08:00', limit: 'PT1H' }),
    question({ calendar: { timezone: 'Asia/Shanghai', statutory: 'CN', week: calendar.week }, start: '2026-12-31T17:00:00+08:00', limit: 'PT2H' }),
  ])
  expect(makeup?.ledger?.map(({ why }) => why)).toEqual(['makeup'])
  expect(provisional).toMatchObject({ due: '2027-01-04T10:00:00+08:00', provisional: true })
})

test('errors speak the language of the terminal', async () => {
  const english = await run('{}\n', { language: 'en_GB.UTF-8' })
  const chinese = await run('{}\n')
  expect(english.lines[0]).toContain('is missing')
  expect(chinese.lines[0]).toContain('缺少')
})

test('a line that is no UTF-8 is refused and the next one answered', async () => {
  const { lines } = await run(Buffer.concat([Buffer.from([0x22, 0xff, 0x22, 0x0a]), Buffer.from(question({ limit: 'PT1H' }))]))
  expect(lines[0]).toContain('question.not_utf8')
  expect(lines[1]).toContain('"due":"2026-09-30T17:00:00+08:00"')
})

test('a reader that leaves early ends the stream quietly', async () => {
  const child = spawn(BIN, [], { env: { PATH: process.env['PATH'] } })
  const complaints: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.write(`${question({ limit: 'PT40H' })}\n`)
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const closed = once(child, 'close')
  child.stdin.end(`${question({ limit: 'PT40H' })}\n`.repeat(2_000))
  const [code] = (await closed) as [number]
  expect([code, Buffer.concat(complaints).toString()]).toEqual([0, ''])
})

test('arguments are not expected', async () => {
  expect((await run('', { words: ['--fast'] })).code).toBe(2)
  expect((await run('', { words: ['--help'] })).lines[0]).toContain('bin/clock')
})
