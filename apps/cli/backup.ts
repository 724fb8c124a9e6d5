import { resolve } from 'node:path'
import { readConfig } from '#platform/config/config.ts'
import { localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import { damagedFiles, readManifest } from './backup-manifest.ts'
import { restoreBackup, type Restored } from './backup-restore.ts'
import { writeBackup, type Written } from './backup-write.ts'
import { runCommand } from './run-command.ts'

const english = localeOfEnvironment(process.env) === 'en'
const say = (zh: string, en: string): string => (english ? en : zh)
const print = (line: string): void => void process.stdout.write(`${line}\n`)
const USAGE = say(
  `用法：
  bin/backup 文件夹           备份数据库、文件与主密钥；服务可以照常运行
  bin/backup verify 文件夹    检查备份是否完好
  bin/backup restore 文件夹   恢复到空的数据目录（CARELOOP_DATA）；先停掉服务`,
  `Usage:
  bin/backup FOLDER           database, files and master key; the server may go on running
  bin/backup verify FOLDER    is the backup as it was written?
  bin/backup restore FOLDER   into an empty data folder (CARELOOP_DATA); stop the server first`,
)

/** `bin/backup`: exit code 0 = done, 1 = refused or damaged, 2 = not written correctly. */
await runCommand(async () => {
  const [first, second, ...rest] = process.argv.slice(2)
  const known = first === 'verify' || first === 'restore'
  const given = known ? second : first
  if (given === undefined || given.startsWith('-') || rest.length > 0 || (!known && second !== undefined)) return fail(USAGE, given === '--help' ? 0 : 2)
  const folder = resolve(given)
  if (first === 'verify') return verify(folder)
  return first === 'restore' ? restore(folder) : backup(folder)
})

async function backup(folder: string): Promise<void> {
  const config = readConfig()
  const made = await writeBackup(config, folder)
  if ('occupied' in made) return fail(say(`${made.occupied} 不是空文件夹，备份没有写入。请换一个新文件夹`, `${made.occupied} is not an empty folder; nothing was written. Name a new one`), 1)
  print(say(`已备份到 ${folder}：${sizes(made)}`, `Backed up to ${folder}: ${sizes(made)}`))
  if (made.database === null) print(ownServerAdvice())
  print(keyAdvice(made, config.masterKey !== null))
}

function sizes({ files, bytes }: Written): string {
  return say(`${files.length} 个文件，${(bytes / 1_048_576).toFixed(1)} MB`, `${files.length} files, ${(bytes / 1_048_576).toFixed(1)} MB`)
}

function ownServerAdvice(): string {
  return say(
    '注意：数据库在 DATABASE_URL 所指的服务器上，不在这份备份里，请用该服务器自己的工具另行备份（如 pg_basebackup 或 pg_dump）。先备份数据库，再运行本命令，这样数据库提到的文件都在备份里。',
    'Note: the database is on the server that DATABASE_URL names and is not in this backup: back it up with tools of its own (pg_basebackup, pg_dump). First the database, then this command: then every file the database speaks of is in the backup.',
  )
}

function keyAdvice({ key }: Written, fromEnvironment: boolean): string {
  if (key) return say('警告：备份里含有主密钥 master.key。谁拿到这份备份，谁就能解开其中的地址与邮箱密码，请像保管密码一样保管它。', 'Warning: the backup contains the master key, master.key. Whoever has the backup can open the addresses and mailbox passwords in it: keep it as you keep a password.')
  if (fromEnvironment) return say('主密钥由 CARELOOP_MASTER_KEY 给出，不在备份里。请另行妥善保管：没有它，这份备份打不开。', 'The master key comes from CARELOOP_MASTER_KEY and is not in the backup. Keep it elsewhere: without it the backup cannot be opened.')
  return say('数据目录里没有主密钥，备份里也没有。', 'There is no master key in the data folder, and none in the backup.')
}

async function verify(folder: string): Promise<void> {
  const manifest = await readManifest(folder)
  if (manifest === null) return fail(noBackup(folder), 1)
  const damaged = await damagedFiles(folder, manifest)
  if (damaged.length > 0) return fail(sayDamaged(damaged), 1)
  print(say(`备份完好：${manifest.files.length} 个文件，写于 ${manifest.createdAt}`, `The backup is whole: ${manifest.files.length} files, written ${manifest.createdAt}`))
}

async function restore(folder: string): Promise<void> {
  const done = await restoreBackup(readConfig(), folder)
  if (!done.ok) return fail(sayRefusal(done), 1)
  print(say(`已恢复到 ${done.root}（备份写于 ${done.manifest.createdAt}）`, `Restored to ${done.root} (the backup was written ${done.manifest.createdAt})`))
  if (done.chain === null) return print(say('文件与密钥已恢复；请用数据库服务器自己的工具恢复数据库。', 'Files and key are restored; restore the database with the tools of its server.'))
  const { ok, events, unsealed } = done.chain
  if (!ok) return fail(say('数据库已启动，但审计链对不上：请运行 bin/audit verify', 'The database starts, but the audit chain is broken: run bin/audit verify'), 1)
  print(say(`数据库能启动，审计链完整：已封存 ${events} 条事件，待封存 ${unsealed} 条`, `The database starts and the audit chain holds: ${events} events sealed, ${unsealed} to be sealed`))
}

function sayRefusal(refused: Extract<Restored, { ok: false }>): string {
  switch (refused.why) {
    case 'no_backup':
      return noBackup(refused.where)
    case 'not_empty':
      return say(`${refused.where} 里已有数据，什么都没有改动。请用 CARELOOP_DATA 指定一个空目录，或先把旧数据移走`, `There is data in ${refused.where}; nothing was changed. Name an empty folder by CARELOOP_DATA, or move the old data away first`)
    case 'needs_own_server':
      return say('这份备份不含数据库：请先在自己的 PostgreSQL 上恢复数据库，再设置 DATABASE_URL 运行本命令', 'There is no database in this backup: restore it on your PostgreSQL first, then run this with DATABASE_URL set')
    case 'needs_embedded':
      return say('这份备份含有自带的数据库：请不要设置 DATABASE_URL，再运行一次', 'This backup contains the embedded database: run this again without DATABASE_URL')
    case 'damaged':
      return sayDamaged(refused.files)
  }
}

function noBackup(folder: string): string {
  return say(`${folder} 里没有完整的备份（没有可读的 manifest.json）`, `There is no finished backup in ${folder} (no readable manifest.json)`)
}

function sayDamaged(files: readonly string[]): string {
  return say(`备份有损坏，没有恢复。缺失或被改动的文件：${files.slice(0, 10).join('、')}`, `The backup is damaged and was not restored. Missing or changed: ${files.slice(0, 10).join(', ')}`)
}

function fail(message: string, code: number): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = code
}
