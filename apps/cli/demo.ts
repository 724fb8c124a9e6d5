import { parseArgs } from 'node:util'
import { demoConsolePart } from '#apps/server/console.ts'
import { drainOnSignals } from '#apps/server/drain.ts'
import type { Part } from '#apps/server/part.ts'
import { PARTS } from '#apps/server/parts.ts'
import { startServer } from '#apps/server/start.ts'
import { readConfig, type Config } from '#platform/config/config.ts'
import { localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import { createLog } from '#platform/log/log.ts'
import { openRuntime, systemTime } from '#platform/runtime.ts'
import { copyCases } from './demo-copy.ts'
import { demoOutbox } from './demo-outbox.ts'
import { countDemo } from './demo-numbers.ts'
import { clearDemo, demoConfig, hurried, keepPlayedMark, playedMark } from './demo-place.ts'
import { DEMO_PASSWORD } from './demo-people.ts'
import { tellStory } from './demo-story.ts'
import { readDemoTexts } from './demo-texts.ts'
import { runCommand } from './run-command.ts'

const english = localeOfEnvironment(process.env) === 'en'
const words = (zh: string, en: string): string => (english ? en : zh)
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const USAGE = words(
  '用法：bin/demo [--again] [--cases 数量] [--play]\n演示公司半年的服务经过，随后启动演示；--again 重新开始，--play 只演不启动',
  'Usage: bin/demo [--again] [--cases NUMBER] [--play]\nPlays half a year of a made-up company and serves it; --again starts anew, --play ends after playing',
)
const CASES = 1_500
/** Beyond this, cases are copies of played ones. */
const PLAYED_MAX = 5_000

type Wanted = { readonly again: boolean; readonly cases: number; readonly play: boolean }

/** `bin/demo`: exit code 2 = the command is not written correctly. */
await runCommand(async () => {
  const wanted = wantedOf(process.argv.slice(2))
  if (wanted === null) {
    process.stderr.write(`${USAGE}\n`)
    process.exitCode = 2
    return
  }
  const config = demoConfig(readConfig())
  const played = wanted.again ? null : await playedMark(config)
  if (played === null) await play(config, wanted.cases)
  else say(words(`演示数据已有 ${played.cases} 张工单，截至 ${played.endedAt}；重新开始用 bin/demo --again`, `The demo has ${played.cases} cases up to ${played.endedAt}; bin/demo --again starts anew`))
  if (!wanted.play) await serve(config)
})

function wantedOf(args: readonly string[]): Wanted | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { again: { type: 'boolean', default: false }, cases: { type: 'string' }, play: { type: 'boolean', default: false } } })
    const cases = values.cases === undefined ? CASES : Number(values.cases)
    return Number.isInteger(cases) && cases > 0 && cases <= 1_000_000 ? { again: values.again, play: values.play, cases } : null
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

async function play(config: Config, cases: number): Promise<void> {
  await clearDemo(config)
  const begun = performance.now()
  say(words(`正在演出半年的经过，共 ${cases} 张工单……`, `Playing half a year, ${cases} cases…`))
  const { numbers, refused } = await hurried(config, async () => {
    const runtime = await openRuntime(config, createLog('error'))
    try {
      const now = systemTime()
      const told = await tellStory(runtime, { now, cases: Math.min(cases, PLAYED_MAX), say: monthTeller() })
      if (cases > PLAYED_MAX) await copyCases(runtime.db, { wanted: cases })
      await keepPlayedMark(runtime.db, { cases, endedAt: new Date(now).toISOString() })
      await runtime.db.query({ text: 'analyze', values: [] })
      return { numbers: await countDemo(runtime.db, now), refused: told.refused }
    } finally {
      await runtime.connection.close()
    }
  })
  say(words(`演完，用时 ${((performance.now() - begun) / 1_000).toFixed(0)} 秒`, `Played in ${((performance.now() - begun) / 1_000).toFixed(0)} s`))
  if (config.logLevel === 'debug') say(JSON.stringify({ ...numbers, refused }, null, 1))
}

/** One line a month. */
function monthTeller(): (at: number) => void {
  let told = ''
  return (at) => {
    const month = new Date(at).toISOString().slice(0, 7)
    if (month !== told) say(`  ${month}`)
    told = month
  }
}

async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel)
  const { company } = await readDemoTexts()
  const admin = words('管理员', 'Administrator')
  const teamOf = (team: string): string => company.teams.find(({ key }) => key === team)?.name ?? ''
  const accounts = [{ account: 'admin', name: admin, about: '' }, ...company.staff.map(({ number, name, team }) => ({ account: number, name, about: teamOf(team) }))]
  const replaced: Readonly<Record<string, Part | null>> = { mail: null, outbox: demoOutbox, console: demoConsolePart({ password: DEMO_PASSWORD, accounts }) }
  const starting = startServer(config, log, PARTS.flatMap((part) => replaced[part.name] ?? (part.name in replaced ? [] : [part])))
  drainOnSignals(starting, log)
  const { address } = await starting
  say(words(`演示已启动：${address}（演示数据，不会向外发送任何消息）`, `The demo is running: ${address} (invented data; nothing is ever sent)`))
  say(words(`密码都是 ${DEMO_PASSWORD}，账号：`, `Everybody's password is ${DEMO_PASSWORD}; accounts:`))
  for (const { account, name, about } of accounts) say(`  ${account.padEnd(10)} ${name}${about === '' ? '' : ` · ${about}`}`)
}
