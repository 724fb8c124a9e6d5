import { Fault } from '#kernel/fault.ts'
import { findMails } from '#channels/email/mail-files.ts'
import { MAIL_LIMITS, type MailRejectionCode } from '#channels/email/mail-limits.ts'
import { createMailReader } from '#channels/email/read-mail-in-worker.ts'

type Wording = { readonly 'zh': string; readonly en: string }

const REJECTIONS: Readonly<Record<MailRejectionCode, Wording>> = {
  'mail.empty': { zh: '文件是空的', en: 'the file is empty' },
  'mail.too_large': { zh: '邮件太大', en: 'the mail is too large' },
  'mail.header_too_large': { zh: '邮件头太大', en: 'the header is too large' },
  'mail.too_deep': { zh: '邮件嵌套层数太多', en: 'its parts are nested too deeply' },
  'mail.too_many_parts': { zh: '邮件的部分太多', en: 'it has too many parts' },
  'mail.too_many_addresses': { zh: '邮件的地址太多', en: 'it names too many addresses' },
  'mail.too_slow': { zh: '读取这封邮件用时过长', en: 'reading it takes too long' },
  'mail.too_heavy': { zh: '读取这封邮件占用内存过多', en: 'reading it takes too much memory' },
  'mail.unreadable': { zh: '这封邮件无法解析', en: 'it cannot be parsed' },
}
const FILE_FAULTS: Readonly<Record<string, Wording>> = {
  'mail_file.missing': { zh: '文件不存在', en: 'no such file' },
  'mail_file.unreadable': { zh: '文件无法读取', en: 'the file cannot be read' },
}
const USAGE: Wording = {
  zh: '用法：bin/read-mail 文件…（.eml、.msg、.box、mbox 或文件夹）；每封邮件输出一行 JSON。',
  en: 'usage: bin/read-mail FILE… (.eml, .msg, .box, mbox or a folder); prints one line of JSON for each mail.',
}

const language = /^en/i.test(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '') ? 'en' : 'zh'
const say = (text: string) => process.stderr.write(`${text}\n`)

/** One reading per mail on standard output, one sentence per failure on standard error; true when all were read. */
async function readAll(paths: readonly string[]): Promise<boolean> {
  const reader = createMailReader({ workers: 1, limits: MAIL_LIMITS })
  let allRead = true
  try {
    for (const path of paths) allRead = (await readPath(path, reader)) && allRead
  } finally {
    await reader.close()
  }
  return allRead
}

async function readPath(path: string, reader: ReturnType<typeof createMailReader>): Promise<boolean> {
  let allRead = true
  let count = 0
  try {
    for await (const found of findMails([path], MAIL_LIMITS.mailBytesMax)) {
      count += 1
      const opened = await reader.read(found.raw)
      if ('rejected' in opened) {
        allRead = false
        say(`${found.path}${found.number > 1 ? ` #${found.number}` : ''}: ${REJECTIONS[opened.rejected][language]} (${opened.rejected})`)
      } else process.stdout.write(`${JSON.stringify(opened.reading)}\n`)
    }
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault
    say(`${fault.params['path'] ?? path}: ${FILE_FAULTS[fault.code]?.[language] ?? fault.code}`)
    return false
  }
  if (count === 0) say(`${path}: ${language === 'en' ? 'no mail found here' : '这里没有邮件'}`)
  return allRead && count > 0
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const paths = process.argv.slice(2)
if (paths.length === 0 || paths[0] === '--help' || paths[0] === '-h') {
  say(USAGE[language])
  process.exitCode = paths.length === 0 ? 1 : 0
} else process.exitCode = (await readAll(paths)) ? 0 : 1
