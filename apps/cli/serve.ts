import { existsSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { drainOnSignals } from '#apps/server/drain.ts'
import { startServer } from '#apps/server/start.ts'
import { localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import { readConfig } from '#platform/config/config.ts'
import { createLog } from '#platform/log/log.ts'
import { runCommand } from './run-command.ts'

await runCommand(async () => {
  const config = readConfig()
  const log = createLog(config.logLevel)
  if (config.role !== 'worker') await buildMissingConsole()
  const starting = startServer(config, log)
  drainOnSignals(starting, log)
  const { house, address, firstSignIn } = await starting
  const english = localeOfEnvironment(process.env) === 'en'
  const { movedTo } = house.connection
  if (movedTo !== null) {
    say(english ? `PostgreSQL cannot enter this folder; the data is in ${movedTo}` : `PostgreSQL 进不了这个目录，数据放在 ${movedTo}`)
  }
  const lines = address === null ? [english ? 'CareLoop worker is running' : 'CareLoop 后台进程已启动'] : [
    english ? `CareLoop is running: ${address}` : `CareLoop 已启动：${address}`,
    english ? `API: ${address}/api/docs` : `接口文档：${address}/api/docs`,
    ...(firstSignIn === null ? [] : [saySignIn(firstSignIn, english)]),
  ]
  // In one piece: whoever waits for the first line has the password with it.
  say(lines.join('\n'))
  // Kept now: a server that is killed later leaves the next start as quick as one that is stopped.
  flushCompileCache()
})

/** `npm ci` has built it; a clone installed without its scripts builds it now. */
async function buildMissingConsole(): Promise<void> {
  if (existsSync(join(import.meta.dirname, '../../dist/console/index.html'))) return
  const { ensureConsole } = await import('#apps/console/build.ts')
  await ensureConsole()
}

function saySignIn({ number, oneTimePassword }: { readonly number: string; readonly oneTimePassword: string }, english: boolean): string {
  return english ? `Sign in as ${number} with the one-time password ${oneTimePassword} (shown once)` : `管理员工号：${number}，一次性密码：${oneTimePassword}（只显示这一次，首次登录后须修改）`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
