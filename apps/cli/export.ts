import { parseArgs } from 'node:util'
import { readConfig } from '#platform/config/config.ts'
import { withDatabase } from '#platform/db/connect.ts'
import { localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import { exportXes } from './export-xes.ts'
import { openReading } from './open-reading.ts'
import { readPeriod, sayPeriodMistake } from './period.ts'
import { runCommand } from './run-command.ts'

const english = localeOfEnvironment(process.env) === 'en'
const USAGE = english
  ? 'Usage: bin/export xes [--from DATE] [--to DATE] FILE\nWrites the history of cases opened in the period as an XES log; gzipped when FILE ends in .gz. It holds ids and codes, no names or words'
  : '用法：bin/export xes [--from 日期] [--to 日期] 文件\n把这段时间新建的工单的历史写成 XES 日志；文件名以 .gz 结尾则压缩。内容只有编号与代码，没有姓名和文字'

/** `bin/export xes`: exit code 0 = written, 1 = the file cannot be written, 2 = the command is not written correctly. */
await runCommand(async () => {
  const wanted = wantedOf(process.argv.slice(2))
  if (wanted === null) return complain(USAGE)
  await withDatabase(readConfig(), async ({ db }) => {
    const period = readPeriod(wanted, (await openReading(db)).timezone)
    if (period === 'backwards' || 'option' in period) return complain(sayPeriodMistake(period, english))
    const { cases, events } = await exportXes(db, period, wanted.file)
    process.stdout.write(english ? `${cases} cases, ${events} events written to ${wanted.file}\n` : `已写出 ${cases} 张工单、${events} 个事件：${wanted.file}\n`)
  })
})

function wantedOf(args: readonly string[]): { readonly from: string | undefined; readonly to: string | undefined; readonly file: string } | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { from: { type: 'string' }, to: { type: 'string' } } })
    const [what, file] = positionals
    return what === 'xes' && file !== undefined && positionals.length === 2 ? { from: values.from, to: values.to, file } : null
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`)
  process.exitCode = 2
}
