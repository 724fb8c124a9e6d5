import { argon2Hasher } from '#capabilities/access/server/password-hasher.ts'
import { createAdministrator, resetPasswordOf } from '#capabilities/access/server/ensure-administrator.ts'
import type { FirstSignIn } from '#capabilities/access/server/ensure-administrator.ts'
import { Fault } from '#kernel/fault.ts'
import { readConfig } from '#platform/config/config.ts'
import { withDatabase } from '#platform/db/connect.ts'
import type { Db } from '#platform/db/database.ts'
import { localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import { systemIds, systemTime } from '#platform/runtime.ts'
import { keepCompanyName } from '#apps/server/company.ts'
import { adminKeys } from './admin-keys.ts'
import { adminSearch } from './admin-search.ts'
import { runCommand } from './run-command.ts'

const english = localeOfEnvironment(process.env) === 'en'
const deps = (db: Db) => ({ db, now: systemTime, newId: systemIds, hasher: argon2Hasher })
const NUMBER = /^[a-z0-9][a-z0-9._-]{1,39}$/

/** What a letter's signature and a page's head can bear: one line of 1 to 80 characters. */
const COMPANY_NAME = /^[^\p{Cc}\u2028\u2029]{1,80}$/u

/** `bin/admin reset ACCOUNT` and `create NUMBER [NAME]` for whoever is locked out of their own house; `company NAME` for what customers read; `keys …` for another master key; `reindex search` where search is to begin anew. */
await runCommand(async () => {
  const [command, account, name] = process.argv.slice(2)
  if (command === 'keys') return adminKeys(account, readConfig(), { english, say: (line) => void process.stdout.write(`${line}\n`), fail: (line) => fail(line, 1) })
  if (command === 'reindex' && account === 'search') return adminSearch(readConfig(), { english, say: (line) => void process.stdout.write(`${line}\n`) })
  if (account === undefined || !['reset', 'create', 'company'].includes(command ?? '')) return fail(usage(), 2)
  if (command === 'company') return nameCompany(account.trim())
  if (command === 'create' && !NUMBER.test(account)) return fail(english ? 'A staff number has 2 to 40 small letters, digits, or . _ -' : '工号应为 2 到 40 个小写字母、数字或 . _ -', 2)
  await withDatabase(readConfig(), async ({ db }) => {
    const made = command === 'create' ? await create(db, account, name) : await resetPasswordOf(deps(db), account)
    if (made === null) return fail(refusal(command, account), 1)
    process.stdout.write(`${sentence(made)}\n`)
  })
})

async function nameCompany(name: string): Promise<void> {
  if (!COMPANY_NAME.test(name)) return fail(english ? 'A company name is one line of 1 to 80 characters' : '公司名称应为一行，1 到 80 个字', 2)
  await withDatabase(readConfig(), ({ db }) => db.query(keepCompanyName(name)))
  process.stdout.write(english ? `Letters and customer pages now say ${name}\n` : `来往邮件和客户页面从现在起署名“${name}”\n`)
}

async function create(db: Db, number: string, name: string | undefined): Promise<FirstSignIn | null> {
  try {
    return await createAdministrator(deps(db), { number, name: name ?? '管理员' })
  } catch (error) {
    if (error instanceof Fault && error.code === 'db.conflict') return null
    throw error
  }
}

function refusal(command: string | undefined, account: string): string {
  if (command === 'create') return english ? `The staff number ${account} is already taken` : `工号 ${account} 已有人使用`
  return english ? `Nobody active has the number or mail address ${account}` : `没有在职的员工使用工号或邮箱 ${account}`
}

function sentence({ number, oneTimePassword }: FirstSignIn): string {
  return english
    ? `Sign in as ${number} with the one-time password ${oneTimePassword}; it has to be changed at the first sign-in`
    : `请用 ${number} 和一次性密码 ${oneTimePassword} 登录，首次登录后须修改密码`
}

function usage(): string {
  return english
    ? 'Usage: bin/admin reset NUMBER|MAIL        a new one-time password\n       bin/admin create NUMBER [NAME]     another administrator\n       bin/admin company NAME             the name customers read in letters and on pages\n       bin/admin keys rotate|reseal|status|retire    another master key\n       bin/admin reindex search           makes the search index anew'
    : '用法：bin/admin reset 工号|邮箱          重置为一次性密码\n      bin/admin create 工号 [姓名]        新建一位管理员\n      bin/admin company 名称              客户在邮件和页面上看到的公司名称\n      bin/admin keys rotate|reseal|status|retire    更换主密钥\n      bin/admin reindex search           重建搜索索引'
}

function fail(message: string, code: number): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = code
}
