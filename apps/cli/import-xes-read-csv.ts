import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { Fault } from '#kernel/fault.ts'
import { caseIdOf, eventOf, LOG_LIMITS, refuseLog, type LogCase, type LogEvent, type Reading } from './import-xes-log.ts'

type Line = { readonly record: readonly string[]; readonly info: { readonly lines: number } }

/** The cases of a CSV log with a header line, gathered by case id; a case stands where its first line stood. */
export async function* readCsv(text: AsyncIterable<string>, reading: Reading): AsyncGenerator<LogCase> {
  const gathered = new Map<string, { readonly line: number; readonly events: LogEvent[] }>()
  let columns: readonly (readonly [string, number])[] | null = null
  let lines = 0
  for await (const { record, info } of linesOf(text, reading)) {
    if (columns === null) {
      columns = columnsOf(record, reading)
      continue
    }
    if (++lines > LOG_LIMITS.csvLinesMax) refuseLog(reading, 'log_too_large', info.lines, { most: LOG_LIMITS.csvLinesMax })
    gather(gathered, reading, { values: Object.fromEntries(columns.map(([name, index]) => [name, record[index] ?? ''])), line: info.lines })
  }
  for (const [id, { line, events }] of gathered) yield { id, line, values: {}, events }
}

function gather(gathered: Map<string, { readonly line: number; readonly events: LogEvent[] }>, reading: Reading, { values, line }: { values: Record<string, string>; line: number }): void {
  const id = caseIdOf(reading, values, line)
  const known = gathered.get(id) ?? { line, events: [] }
  if (known.events.length === 0) gathered.set(id, known)
  if (known.events.length >= LOG_LIMITS.eventsPerCaseMax) refuseLog(reading, 'too_many_events', line, { case: id, most: LOG_LIMITS.eventsPerCaseMax })
  known.events.push(eventOf(reading, values, line))
}

function columnsOf(header: readonly string[], reading: Reading): readonly (readonly [string, number])[] {
  const names = header.map((name) => name.trim())
  return [...reading.wanted].map((name) => {
    const index = names.indexOf(name)
    if (index === -1) refuseLog(reading, 'column_missing', 1, { attribute: name, known: names.slice(0, 40).join(', ').slice(0, 400) })
    return [name, index] as const
  })
}

async function* linesOf(text: AsyncIterable<string>, reading: Reading): AsyncGenerator<Line> {
  const parser = parse({ bom: true, delimiter: reading.map.csv?.delimiter ?? ',', skip_empty_lines: true, max_record_size: LOG_LIMITS.charactersMax, info: true })
  // The loop below hears of errors.
  pipeline(Readable.from(text), parser, () => undefined)
  try {
    for await (const line of parser) yield line as Line
  } catch (error) {
    if (error instanceof Fault || !(error instanceof CsvError)) throw error
    return refuseLog(reading, 'bad_csv', Number(error['lines'] ?? 0), { reason: error.message.slice(0, 200) })
  }
}
