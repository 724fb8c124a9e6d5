import { readFile } from 'node:fs/promises'
import { moveIn, type House } from '#apps/server/house.ts'
import { DEFAULT_HANDBOOK } from '#apps/server/start.ts'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import { must } from '#kernel/assert.ts'
import { Fault } from '#kernel/fault.ts'
import { readConfig } from '#platform/config/config.ts'
import { localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import { createLog } from '#platform/log/log.ts'
import { openRuntime } from '#platform/runtime.ts'
import { readMap, type ReadMap } from './import-xes-map.ts'
import { importLog, type ImportCount, type ImportReport } from './import-xes-run.ts'
import './import-xes-words.ts'

const english = localeOfEnvironment(process.env) === 'en'
const say = (zh: string, en: string): void => void process.stderr.write(`${english ? en : zh}\n`)
const EVERY = 1_000
const NAMES_SHOWN = 20

/** `bin/import xes FILE --map MAP.yaml [--dry-run]`: exit code 0 = done, 1 = the map or the log has mistakes, 2 = the command is not written correctly. */
export async function importXes(args: readonly string[]): Promise<void> {
  const order = orderOf(args)
  if (order === null) {
    say('用法：bin/import xes 日志文件 --map 映射.yaml [--dry-run]\n日志可以是 XES（可用 gzip 压缩）或带表头的 CSV；--dry-run 只检查，不写入', 'Usage: bin/import xes LOG --map MAP.yaml [--dry-run]\nThe log is XES (gzipped too) or CSV with a header line; --dry-run only tries, and writes nothing')
    process.exitCode = 2
    return
  }
  const text = await textOf(order.map)
  const runtime = await openRuntime(readConfig(), createLog('silent'))
  try {
    const house = await moveIn(runtime, async () => (await readHandbookFolder(DEFAULT_HANDBOOK)) ?? [])
    const read = await mapFor(house, { path: order.map, text })
    if (!read.ok) return sayMistakes(read)
    const began = performance.now()
    const report = await importLog(house.cases, { file: order.file, map: read.map, scenario: read.scenario, dryRun: order.dryRun, onProgress: progress() })
    sayReport(report, { dryRun: order.dryRun, seconds: (performance.now() - began) / 1000 })
  } finally {
    await runtime.connection.close()
  }
}

type Order = { readonly file: string; readonly map: string; readonly dryRun: boolean }

function orderOf(args: readonly string[]): Order | null {
  const at = args.indexOf('--map')
  const map = at === -1 ? undefined : args[at + 1]
  const rest = args.filter((_, index) => at === -1 || (index !== at && index !== at + 1))
  const files = rest.filter((arg) => arg !== '--dry-run')
  const [file] = files
  return map === undefined || file === undefined || files.length !== 1 || file.startsWith('--') ? null : { file, map, dryRun: rest.includes('--dry-run') }
}

async function textOf(path: string): Promise<string> {
  try {
    return new TextDecoder().decode(await readFile(path))
  } catch (error) {
    throw new Fault('import.no_file', { cause: error, retryable: false, params: { file: path, reason: (error as NodeJS.ErrnoException).code ?? '' } })
  }
}

/** Reads a map against the handbook that is in force now. */
export async function mapFor(house: Pick<House, 'live' | 'handbooks'>, file: { readonly path: string; readonly text: string }): Promise<ReadMap> {
  const { id } = await house.live.current()
  return readMap(file, must(await house.handbooks.byId(id), 'the version in force was published').handbook)
}

function sayMistakes({ problems }: Extract<ReadMap, { ok: false }>): void {
  for (const { file, line, column, sentence } of problems) process.stderr.write(`${file}:${line}:${column}: ${english ? sentence.en : sentence['zh-CN']}\n`)
  process.exitCode = 1
}

function progress(): (count: ImportCount) => void {
  let next = EVERY
  return ({ cases, events, imported, known }) => {
    if (cases < next) return
    next = cases + EVERY
    say(`已读 ${cases} 张工单、${events} 个事件：导入 ${imported}，已有 ${known}`, `${cases} cases, ${events} events read: ${imported} imported, ${known} here already`)
  }
}

function sayReport({ count, unread, unused }: ImportReport, { dryRun, seconds }: { readonly dryRun: boolean; readonly seconds: number }): void {
  sayNames(unread.activities, '映射没有提到的活动', 'Activities the map does not mention')
  sayNames(unread.values, '映射没有提到的分类取值', 'Class values the map does not mention')
  if (unused.length > 0) say(`日志里没有出现的活动：${unused.join('、')}`, `Activities of the map that the log does not have: ${unused.join(', ')}`)
  const { cases, events, imported, known, resolved, repeated, unopened } = count
  const took = seconds.toFixed(1)
  const zh = `${dryRun ? '试读完成，没有写入：' : ''}工单 ${cases} 个，事件 ${events} 个，其中已解决 ${resolved} 个；${dryRun ? '可导入' : '导入'} ${imported}，跳过已有 ${known}${zhRest(repeated, unopened)}；用时 ${took} 秒`
  const en = `${dryRun ? 'Tried, nothing written: ' : ''}${cases} cases, ${events} events, ${resolved} resolved; ${imported} ${dryRun ? 'to import' : 'imported'}, ${known} skipped as already here${enRest(repeated, unopened)}; ${took} s`
  process.stdout.write(`${english ? en : zh}\n`)
}

const zhRest = (repeated: number, unopened: number): string => `${repeated > 0 ? `，文件内重复 ${repeated}` : ''}${unopened > 0 ? `，没有开始事件 ${unopened}` : ''}`
const enRest = (repeated: number, unopened: number): string => `${repeated > 0 ? `, ${repeated} repeated in the file` : ''}${unopened > 0 ? `, ${unopened} without an opening` : ''}`

function sayNames(counts: ReadonlyMap<string, number>, zh: string, en: string): void {
  if (counts.size === 0) return
  const shown = [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, NAMES_SHOWN).map(([name, times]) => `${name.slice(0, 80)} × ${times}`)
  say(`${zh}：${shown.join('、')}${counts.size > NAMES_SHOWN ? ' …' : ''}`, `${en}: ${shown.join(', ')}${counts.size > NAMES_SHOWN ? ' …' : ''}`)
}
