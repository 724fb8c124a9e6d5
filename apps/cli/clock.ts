import { isUtf8 } from 'node:buffer'
import { once } from 'node:events'
import { compileCalendar } from '#capabilities/calendar/core/compile-calendar.ts'
import { answerQuestion, sayError } from '#capabilities/clock/core/answer-question.ts'
import type { Answer } from '#capabilities/clock/core/answer-question.ts'
import type { Compile } from '#capabilities/clock/core/read-question.ts'
import type { Locale } from '#kernel/text.ts'

/** Bytes a line may have; a longer one is refused without being kept. */
const LINE_BYTES_MAX = 1_048_576
const NEWLINE = 0x0a

const USAGE = {
  'zh-CN': `用法: bin/clock < 问题.jsonl
每行一个 JSON 问题，每行一个 JSON 回答，顺序一致。
  {"calendar":{"timezone":"Asia/Shanghai","week":{"mon":[["09:00","18:00"]]}},"start":"2026-11-23T09:00:00+08:00","limit":"PT8H"}
  以 "end" 代替 "limit" 则回答经过的时间。详见 capabilities/clock/README.md。
`,
  en: `Usage: bin/clock < questions.jsonl
One JSON question per line, one JSON answer per line, in order.
  {"calendar":{"timezone":"Asia/Shanghai","week":{"mon":[["09:00","18:00"]]}},"start":"2026-11-23T09:00:00+08:00","limit":"PT8H"}
  "end" in place of "limit" gives the time elapsed. See capabilities/clock/README.md.
`,
}

/** A line of input, or the news that it was longer than allowed. */
type Line = Buffer | 'too long'

async function* linesOf(input: AsyncIterable<Buffer>): AsyncGenerator<readonly Line[]> {
  let kept: Buffer[] = []
  let bytes = 0
  const keep = (part: Buffer) => {
    bytes += part.length
    if (bytes <= LINE_BYTES_MAX) kept.push(part)
    else kept = []
  }
  const take = (): Line => {
    const line = bytes > LINE_BYTES_MAX ? 'too long' : Buffer.concat(kept)
    kept = []
    bytes = 0
    return line
  }
  for await (const chunk of input) {
    const lines: Line[] = []
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, end))
      lines.push(take())
      from = end + 1
    }
    keep(chunk.subarray(from))
    yield lines
  }
  if (bytes > 0) yield [take()]
}

const CALENDARS_MAX = 64
const recent = new Map<string, ReturnType<Compile>>()

/** A stream mostly asks about the same few calendars; the oldest is forgotten first. */
const compileOnce: Compile = (spec) => {
  const text = JSON.stringify(spec)
  const known = recent.get(text)
  if (known) return known
  const fresh = compileCalendar(spec)
  const oldest = recent.size < CALENDARS_MAX ? undefined : recent.keys().next().value
  if (oldest !== undefined) recent.delete(oldest)
  recent.set(text, fresh)
  return fresh
}

/** The answer to a line; null to an empty one. */
function answer(line: Line, locale: Locale): Answer | null {
  if (line === 'too long') return sayError({ code: 'question.line_too_long', params: { value: LINE_BYTES_MAX } }, locale)
  if (!isUtf8(line)) return sayError({ code: 'question.not_utf8' }, locale)
  const text = line.toString('utf8').replace(/^\uFEFF/, '').trim()
  if (text === '') return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // Whatever the parser dislikes, depth included, it is no JSON that can be answered.
    return sayError({ code: 'question.bad_json' }, locale)
  }
  return answerQuestion(value, locale, compileOnce)
}

async function main(): Promise<void> {
  const spoken = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || ''
  const locale: Locale = spoken.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
  const words = process.argv.slice(2)
  if (words.length > 0) {
    const asked = words.includes('--help') || words.includes('-h')
    ;(asked ? process.stdout : process.stderr).write(USAGE[locale])
    process.exitCode = asked ? 0 : 2
    return
  }
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has seen enough (`| head`): that is no failure.
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  for await (const lines of linesOf(process.stdin)) {
    const answers = lines.map((line) => answer(line, locale)).filter((it) => it !== null)
    const text = answers.map((it) => `${JSON.stringify(it)}\n`).join('')
    if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
  }
}

await main()
