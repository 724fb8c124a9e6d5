import { setTimeout as pause } from 'node:timers/promises'
import { mailHandlers } from '#apps/server/mail.ts'
import { moveIn } from '#apps/server/house.ts'
import { DEFAULT_HANDBOOK } from '#apps/server/start.ts'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import { importMails, type ImportCount, type ImportedTrouble } from '#channels/email/in/import-mails.ts'
import { openInboundStore } from '#channels/email/in/inbound-store.ts'
import { findMails, type FoundMail } from '#channels/email/mail-files.ts'
import { MAIL_LIMITS } from '#channels/email/mail-limits.ts'
import { Fault } from '#kernel/fault.ts'
import { readConfig } from '#platform/config/config.ts'
import { localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import { createLog } from '#platform/log/log.ts'
import { openRuntime } from '#platform/runtime.ts'

const english = localeOfEnvironment(process.env) === 'en'
const say = (zh: string, en: string): void => void process.stderr.write(`${english ? en : zh}\n`)

/** `bin/import mail PATH…`: progress on stderr, one line of counts on stdout; exit code 1 when a path could not be read or a mail still waits. */
export async function importMail(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) {
    say('用法：bin/import mail 路径…（.eml、.msg、.box、mbox 或文件夹）', 'Usage: bin/import mail PATH… (.eml, .msg, .box, mbox or a folder)')
    process.exitCode = 2
    return
  }
  const config = readConfig()
  const runtime = await openRuntime(config, createLog('silent'))
  try {
    const house = await moveIn(runtime, async () => (await readHandbookFolder(DEFAULT_HANDBOOK)) ?? [])
    const mail = mailHandlers(house)
    try {
      const count = await importMails(readable(paths), {
        ...house, store: openInboundStore(house), handlers: mail.handlers, onProgress: sayProgress, onTrouble: sayTrouble, wait: (ms) => pause(ms),
      })
      saySummary(count)
      if (count.waiting > 0) process.exitCode = 1
    } finally {
      await mail.stop()
    }
  } finally {
    await runtime.connection.close()
  }
}

/** A path that cannot be read is said, and the next one is read. */
async function* readable(paths: readonly string[]): AsyncGenerator<FoundMail> {
  for (const path of paths) {
    try {
      yield* findMails([path], MAIL_LIMITS.mailBytesMax)
    } catch (error) {
      if (!(error instanceof Fault) || !error.code.startsWith('mail_file.')) throw error
      process.exitCode = 1
      const place = String(error.params['path'] ?? path)
      if (error.code === 'mail_file.missing') say(`${place}：文件不存在`, `${place}: no such file`)
      else say(`${place}：文件无法读取`, `${place}: the file cannot be read`)
    }
  }
}

function sayProgress({ found, taken, duplicates, quarantined }: ImportCount): void {
  say(`已读取 ${found} 封：收进 ${taken}，重复 ${duplicates}，隔离 ${quarantined}`, `${found} mails read: ${taken} taken in, ${duplicates} duplicates, ${quarantined} quarantined`)
}

function sayTrouble({ path, number, code }: ImportedTrouble): void {
  const place = number > 1 ? `${path} #${number}` : path
  say(`${place}：已隔离（${code}）`, `${place}: quarantined (${code})`)
}

function saySummary({ found, taken, duplicates, quarantined, waiting }: ImportCount): void {
  const zh = `共 ${found} 封邮件：收进 ${taken} 封，重复 ${duplicates} 封，隔离 ${quarantined} 封${waiting === 0 ? '' : `，另有 ${waiting} 封已保存，由服务器稍后处理`}`
  const en = `${found} mails: ${taken} taken in, ${duplicates} duplicates, ${quarantined} quarantined${waiting === 0 ? '' : `; ${waiting} more are stored and left to the server`}`
  process.stdout.write(`${english ? en : zh}\n`)
}
