import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { eachAttainment, readAttainment, type AttainmentDeps, type NamedAttainment } from '#capabilities/insight/server/queries.ts'
import { readConfig } from '#platform/config/config.ts'
import { withDatabase } from '#platform/db/connect.ts'
import { localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import { systemTime } from '#platform/runtime.ts'
import { attainmentTable } from './attainment-words.ts'
import { openReading } from './open-reading.ts'
import { readPeriod, sayPeriodMistake } from './period.ts'
import { runCommand } from './run-command.ts'

const english = localeOfEnvironment(process.env) === 'en'
const say = (zh: string, en: string): string => (english ? en : zh)
const USAGE = say(
  '用法：bin/attainment [--from 日期] [--to 日期] [--clause 条款] [--json]\n按条款统计工单达成情况；--json 每张工单、每个条款输出一行',
  'Usage: bin/attainment [--from DATE] [--to DATE] [--clause CLAUSE] [--json]\nHow well each clause is kept; --json prints one line per case and clause',
)

type Wanted = { readonly from: string | undefined; readonly to: string | undefined; readonly clause: string | undefined; readonly json: boolean }

let readerGone = false
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader has seen enough (`| head`): that is no failure.
  if (error.code !== 'EPIPE') throw error
  readerGone = true
})

/** `bin/attainment`: exit code 0 = printed, 2 = the command is not written correctly. */
await runCommand(async () => {
  const wanted = wantedOf(process.argv.slice(2))
  if (wanted === null) return complain(USAGE)
  await withDatabase(readConfig(), async ({ db }) => {
    const { live, timezone } = await openReading(db)
    const deps: AttainmentDeps = { db, now: systemTime, calendarsOf: async (handbook) => (await live.version(handbook)).calendars }
    const period = readPeriod(wanted, timezone)
    if (period === 'backwards' || 'option' in period) return complain(sayPeriodMistake(period, english))
    const filter = { ...period, clause: wanted.clause ?? null }
    if (wanted.json) return eachAttainment(deps, filter, (attainment) => print(JSON.stringify(lineOf(attainment))))
    const clauses = await readAttainment(deps, filter)
    return void (await print(clauses.length === 0 ? say('这段时间没有计时记录。', 'No promise was on a clock in this period.') : attainmentTable(clauses, english ? 'en' : 'zh')))
  })
})

function wantedOf(args: readonly string[]): Wanted | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { from: { type: 'string' }, to: { type: 'string' }, clause: { type: 'string' }, json: { type: 'boolean', default: false } } })
    return { from: values.from, to: values.to, clause: values.clause, json: values.json }
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** `id` is the name people know: the case number, or for imported history the name in its own log. */
function lineOf({ caseId, clause, number, externalId, standing, measured }: NamedAttainment): Record<string, unknown> {
  const seconds = (amount: number | undefined): number | null => (amount === undefined ? null : Math.floor(amount / 1000))
  return {
    id: externalId ?? number,
    case: caseId,
    number,
    clause,
    wallSeconds: seconds(measured?.wall),
    workingSeconds: seconds(measured?.working),
    waitingSeconds: seconds(measured?.waiting),
    met: standing === 'met' ? true : standing === 'missed' ? false : null,
    standing,
  }
}

/** True while somebody reads. */
async function print(line: string): Promise<boolean> {
  if (!readerGone && !process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain').catch(() => undefined)
  return !readerGone
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`)
  process.exitCode = 2
}
