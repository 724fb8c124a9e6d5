import { openLog } from './import-xes-open.ts'
import { readingOf, type LogCase } from './import-xes-log.ts'
import type { LogMap } from './import-xes-map.ts'
import { readCsv } from './import-xes-read-csv.ts'
import { readXes } from './import-xes-read-xes.ts'
import { readerOf, type Unread } from './import-xes-replay.ts'
import { BATCH, targetOf, writeCases } from './import-xes-write.ts'
import type { ScenarioDefinition } from '#capabilities/case/definition.ts'
import type { CaseDeps } from '#capabilities/case/server/case-deps.ts'

/** What an import has done so far: all of the log, what came in, and what did not. */
export type ImportCount = {
  cases: number
  events: number
  imported: number
  /** Cases of the whole log in which something resolved them, whether they came in now or earlier. */
  resolved: number
  /** Here already from an earlier import. */
  known: number
  /** The same case again further down in the file: only the first is taken. */
  repeated: number
  /** Without an event that opens them. */
  unopened: number
}

export type ImportOrder = { readonly file: string; readonly map: LogMap; readonly scenario: ScenarioDefinition; readonly dryRun: boolean; readonly onProgress?: (count: ImportCount) => void }
export type ImportReport = { readonly count: ImportCount; readonly unread: Unread; readonly unused: readonly string[] }

/** Replays a log with its own times. Nothing is sent; what was written before a fault stays, and the next import goes on from there. */
export async function importLog(deps: CaseDeps, order: ImportOrder): Promise<ImportReport> {
  const { file, map, scenario, dryRun } = order
  const unread: Unread = { activities: new Map(), values: new Map() }
  const seen = new Set<string>()
  const found = new Set<string>()
  const count: ImportCount = { cases: 0, events: 0, imported: 0, resolved: 0, known: 0, repeated: 0, unopened: 0 }
  const reading = readingOf(file, map, deps.now())
  const target = await targetOf(deps, { map, scenario, reader: readerOf(map, unread), dryRun })
  const log = await openLog(file)
  const resolving = new Set(map.resolved)
  const cases = log.kind === 'xes' ? readXes(log.text(), reading) : readCsv(log.text(), reading)
  for await (const batch of batches(firstOfEach(cases, seen, count))) {
    const written = await writeCases(target, batch)
    for (const { events } of batch) for (const { activity } of events) found.add(activity)
    count.cases += batch.length
    count.events += batch.reduce((sum, { events }) => sum + events.length, 0)
    count.resolved += batch.filter(({ events }) => events.some(({ activity }) => resolving.has(activity))).length
    count.imported += written.imported
    count.known += written.known
    count.unopened += written.unopened
    order.onProgress?.(count)
  }
  return { count, unread, unused: namesOf(map).filter((name) => !found.has(name)) }
}

async function* firstOfEach(cases: AsyncIterable<LogCase>, seen: Set<string>, count: ImportCount): AsyncGenerator<LogCase> {
  for await (const logCase of cases) {
    if (seen.has(logCase.id)) count.repeated += 1
    else yield logCase
    seen.add(logCase.id)
  }
}

async function* batches(cases: AsyncIterable<LogCase>): AsyncGenerator<readonly LogCase[]> {
  let batch: LogCase[] = []
  let events = 0
  for await (const logCase of cases) {
    batch.push(logCase)
    events += logCase.events.length
    if (batch.length < BATCH.casesMax && events < BATCH.eventsMax) continue
    yield batch
    batch = []
    events = 0
  }
  if (batch.length > 0) yield batch
}

/** Every activity the map names. */
function namesOf(map: LogMap): readonly string[] {
  const lists = [map.opened, map.assigned, map.told, map.waiting, map.resumed, map.resolved, map.closed, map.reopened]
  return [...new Set(lists.flatMap((list) => (Array.isArray(list) ? (list as readonly string[]) : [])))]
}
