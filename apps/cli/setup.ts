import { readConfig } from '#platform/config/config.ts'
import { localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import { createLog } from '#platform/log/log.ts'
import { openRuntime } from '#platform/runtime.ts'
import { runCommand } from './run-command.ts'

/** Makes everything ready without starting to serve: database, migrations, keys. May be run again at any time. */
await runCommand(async () => {
  const { connection } = await openRuntime(readConfig(), createLog('warn'))
  await connection.close()
  const english = localeOfEnvironment(process.env) === 'en'
  const applied = connection.migrated.length
  process.stdout.write(english ? `Ready. Data: ${connection.dataDir}; migrations applied now: ${applied}\n` : `已就绪。数据目录：${connection.dataDir}；本次执行的数据库升级：${applied} 个\n`)
})
