import { localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import { importMail } from './import-mail.ts'
import { importXes } from './import-xes.ts'
import { runCommand } from './run-command.ts'

const USAGE = {
  zh: '用法：\n  bin/import mail 路径…    邮件（.eml、.msg、.box、mbox 或文件夹）\n  bin/import xes 日志 --map 映射.yaml [--dry-run]    其他客服系统的事件日志（XES 或 CSV）\n',
  en: 'Usage:\n  bin/import mail PATH…    mails (.eml, .msg, .box, mbox or a folder)\n  bin/import xes LOG --map MAP.yaml [--dry-run]    the event log of another help desk (XES or CSV)\n',
}

/** `bin/import WHAT …`: history from elsewhere; nothing is sent because of it. */
await runCommand(async () => {
  const [what, ...args] = process.argv.slice(2)
  switch (what) {
    case 'mail':
      return importMail(args)
    case 'xes':
      return importXes(args)
    default:
      process.stderr.write(localeOfEnvironment(process.env) === 'en' ? USAGE.en : USAGE.zh)
      process.exitCode = what === undefined || what === '--help' ? 0 : 2
  }
})
