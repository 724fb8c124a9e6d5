import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { HANDBOOK_SECTIONS } from '#apps/handbook-sections.ts'
import { rolesOf } from '#capabilities/access/definition.ts'
import { flowchartOf, mermaidOf } from '#capabilities/case/core/flowchart.ts'
import { sayConditionOf } from '#capabilities/case/core/say-condition.ts'
import { scenariosOf } from '#capabilities/case/definition.ts'
import { diffHandbooks, sayChange } from '#capabilities/handbook/core/diff-handbooks.ts'
import type { Handbook } from '#capabilities/handbook/core/handbook.ts'
import { readHandbook } from '#capabilities/handbook/core/read-handbook.ts'
import type { HandbookFile, Problem } from '#capabilities/handbook/core/section.ts'
import { openHandbooks } from '#capabilities/handbook/server/commands.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import { LOCALES, textIn, type Locale } from '#kernel/text.ts'
import { readConfig } from '#platform/config/config.ts'
import { withDatabase } from '#platform/db/connect.ts'
import { localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import { systemIds, systemTime } from '#platform/runtime.ts'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import { runCommand } from './run-command.ts'

const locale = localeOfEnvironment(process.env)
const say = (zh: string, en: string): string => (locale === 'en' ? en : zh)
const print = (line: string): void => void process.stdout.write(`${line}\n`)
const complain = (line: string, code: number): null => {
  process.stderr.write(`${line}\n`)
  process.exitCode = code
  return null
}

const DEFAULT_FOLDER = resolve(import.meta.dirname, '../../handbook')
const USAGE = say(
  `用法：
  bin/handbook check [文件夹]                检查服务手册，不需要数据库
  bin/handbook diff 文件夹 [文件夹|current]  比较两份手册；默认与当前版本比较
  bin/handbook publish 文件夹                发布为新版本
  bin/handbook chart 场景 [文件夹] [--lang zh-CN|zh-TW|en]  输出 Mermaid 流程图`,
  `Usage:
  bin/handbook check [FOLDER]                checks a handbook, without a database
  bin/handbook diff FOLDER [FOLDER|current]  compares two handbooks; with the version in force by default
  bin/handbook publish FOLDER                publishes it as a new version
  bin/handbook chart SCENARIO [FOLDER] [--lang zh-CN|zh-TW|en]  prints a Mermaid flowchart`,
)

/** `bin/handbook`: exit code 0 = fine, 1 = the handbook has mistakes or is refused, 2 = the command is not written correctly. */
await runCommand(async () => {
  const [command, ...words] = process.argv.slice(2)
  const { args, lang } = withoutLanguage(words)
  switch (command) {
    case 'check': return check(args[0] ?? DEFAULT_FOLDER)
    case 'diff': return args[0] === undefined ? usage() : diff(args[0], args[1] ?? 'current')
    case 'publish': return args[0] === undefined ? usage() : publish(args[0])
    case 'chart': return args[0] === undefined || lang === null ? usage() : chart(args[0], args[1] ?? DEFAULT_FOLDER, lang)
    default: return usage()
  }
})

function usage(): void {
  complain(USAGE, 2)
}

/** `--lang en` anywhere among the words; null when the language is not one of ours. */
function withoutLanguage(words: readonly string[]): { readonly args: readonly string[]; readonly lang: Locale | null } {
  const at = words.indexOf('--lang')
  if (at === -1) return { args: words, lang: locale }
  return { args: words.toSpliced(at, 2), lang: LOCALES.find((known) => known === words[at + 1]) ?? null }
}

async function check(folder: string): Promise<void> {
  const loaded = await load(folder)
  if (loaded === null) return
  const { handbook, problems } = loaded
  const warnings = problems.length === 0 ? '' : say(`，${problems.length} 条提醒`, `, ${problems.length} warnings`)
  const scenarios = scenariosOf(handbook).length
  print(say(`服务手册没有问题：《${textIn(handbook.name, locale)}》，${scenarios} 个场景${warnings}。`, `The handbook is right: "${textIn(handbook.name, locale)}", ${scenarios} scenarios${warnings}.`))
}

type Loaded = { readonly files: readonly HandbookFile[]; readonly handbook: Handbook; readonly problems: readonly Problem[] }

/** Reads a folder and says what is wrong with it; null when it cannot be used. */
async function load(folder: string): Promise<Loaded | null> {
  const files = await readHandbookFolder(folder)
  if (files === null) return complain(say(`没有这个文件夹：${folder}`, `There is no such folder: ${folder}`), 2)
  const read = readHandbook(files, HANDBOOK_SECTIONS)
  for (const problem of read.problems) process.stderr.write(`${sayProblem(folder, problem)}\n`)
  if (read.ok) return { files, handbook: read.handbook, problems: read.problems }
  const errors = read.problems.filter(({ severity }) => severity === 'error').length
  return complain(say(`共 ${errors} 处错误。`, errors === 1 ? '1 mistake.' : `${errors} mistakes.`), 1)
}

function sayProblem(folder: string, { file, line, column, severity, sentence }: Problem): string {
  const mark = severity === 'warning' ? say('提醒：', 'warning: ') : ''
  return `${folder.replace(/\/$/, '')}/${file}:${line}:${column}: ${mark}${locale === 'en' ? sentence.en : sentence['zh-CN']}`
}

async function diff(folder: string, other: string): Promise<void> {
  const after = await load(folder)
  if (after === null) return
  const before = other === 'current' ? await currentHandbook() : ((await load(other))?.handbook ?? null)
  if (before === null) return void (process.exitCode ?? complain(say('还没有发布过服务手册。', 'No handbook has been published yet.'), 1))
  const changes = other === 'current' ? diffHandbooks(before, after.handbook) : diffHandbooks(after.handbook, before)
  for (const change of changes) print(sayChange(change, locale))
  print(changes.length === 0 ? say('两份手册内容相同。', 'The two handbooks say the same.') : say(`共 ${changes.length} 处不同。`, `${changes.length} differences.`))
}

async function currentHandbook(): Promise<Handbook | null> {
  return withDatabase(readConfig(), async ({ db }) => {
    const today = formatInstant(systemTime()).slice(0, 10)
    return (await openHandbooks({ db, newId: systemIds, sections: HANDBOOK_SECTIONS }).inForce(today))?.handbook ?? null
  })
}

async function publish(folder: string): Promise<void> {
  const loaded = await load(folder)
  if (loaded === null) return
  const answer = await withDatabase(readConfig(), ({ db }) => {
    const actor = { kind: 'system', id: null, permissions: {} } as const
    return openHandbooks({ db, newId: systemIds, sections: HANDBOOK_SECTIONS }).publish(loaded.files, { at: systemTime(), actor, commandId: randomUUID() as Id, requestId: null, settle: () => [] })
  })
  if (answer.ok) return print(say(`已发布第 ${answer.value.number} 版，${answer.value.effectiveOn} 起生效。`, `Published as version ${answer.value.number}, in force from ${answer.value.effectiveOn}.`))
  complain(say('与最近发布的版本完全相同，没有发布。', 'It is the same as the last published version; nothing was published.'), 1)
}

async function chart(key: string, folder: string, lang: Locale): Promise<void> {
  const loaded = await load(folder)
  if (loaded === null) return
  const scenario = scenariosOf(loaded.handbook).find((other) => other.key === key)
  const known = scenariosOf(loaded.handbook).map((other) => other.key).join(', ')
  if (scenario === undefined) return void complain(say(`没有场景“${key}”。可选：${known}`, `There is no scenario "${key}". Known: ${known}`), 1)
  const roles = new Map(rolesOf(loaded.handbook).map((role) => [role.key, role.name]))
  process.stdout.write(mermaidOf(flowchartOf(scenario), lang, { roles, sayCondition: sayConditionOf(scenario, lang) }))
}
