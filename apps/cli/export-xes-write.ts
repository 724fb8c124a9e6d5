import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { CaseHistory, HistoryEvent } from '#capabilities/insight/server/case-histories.ts'
import { Fault } from '#kernel/fault.ts'
import { formatInstant } from '#kernel/instant.ts'

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <global scope="trace"><string key="concept:name" value=""/></global>
  <global scope="event"><string key="concept:name" value=""/><date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/></global>
  <classifier name="Activity" keys="concept:name"/>
`
const TAIL = '</log>\n'

/** A case as a trace: what happened, when and by whom (an id, never a name), and the class of the case at that moment. */
export function traceOf({ number, caseId, scenario, externalId, events }: CaseHistory): string {
  const classes: Record<string, unknown> = {}
  const lines = events.map((event) => {
    Object.assign(classes, classesIn(event))
    return eventXml(event, classes)
  })
  const external = externalId === null ? '' : `    ${text('careloop:imported', externalId)}\n`
  return `  <trace>\n    ${text('concept:name', number)}\n    ${text('careloop:case', caseId)}\n    ${text('careloop:scenario', scenario)}\n${external}${lines.join('')}  </trace>\n`
}

function eventXml(event: HistoryEvent, classes: Readonly<Record<string, unknown>>): string {
  const coded = Object.entries(classes).map(([key, value]) => text(`class:${key}`, String(value)))
  const attributes = [text('concept:name', activityOf(event)), `<date key="time:timestamp" value="${formatInstant(event.at)}"/>`, text('org:resource', event.actor.id ?? event.actor.kind), ...coded]
  return `    <event>${attributes.join('')}</event>\n`
}

/** The name of the event, made finer where it says whether the customer was told something. */
function activityOf({ type, data }: HistoryEvent): string {
  if (type === 'case.contacted') return data['reached'] === true ? type : 'case.contact_attempted'
  if (type === 'case.recorded') return data['tells'] === true ? 'case.recorded_and_told' : type
  return type === 'case.observed' ? `case.observed_${String(data['happening'])}` : type
}

/** Classes that an event sets; facts about the customer, whose names have a dot, are left out. */
function classesIn({ type, data }: HistoryEvent): Readonly<Record<string, unknown>> {
  const said = type === 'case.opened' ? data['facts'] : type === 'case.classified' ? data['codes'] : undefined
  return Object.fromEntries(Object.entries(said ?? {}).filter(([key]) => !key.includes('.')))
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' }
// Letters that XML 1.0 has no way to write are left out.
const isWritable = (letter: string): boolean => letter >= ' ' ? letter !== '\ufffe' && letter !== '\uffff' : letter in ESCAPES
const escaped = (value: string): string => Array.from(value, (letter) => (isWritable(letter) ? (ESCAPES[letter] ?? letter) : '')).join('')
const text = (key: string, value: string): string => `<string key="${escaped(key)}" value="${escaped(value)}"/>`

/** Takes the next piece; resolves when there is room for more. */
export type Write = (text: string) => Promise<void>

/** Writes a whole log, gzipped when the name ends in .gz; the file appears when it is complete. Faults: `export.bad_file`. */
export async function writeLog(file: string, write: (write: Write) => Promise<void>): Promise<void> {
  const part = `${file}.part`
  const source = file.endsWith('.gz') ? createGzip() : new PassThrough()
  const written = pipeline(source, createWriteStream(part))
  // Heard of below, wherever the writing stands when it happens.
  written.catch(() => undefined)
  try {
    const put: Write = async (text) => {
      if (!source.write(text)) await Promise.race([once(source, 'drain'), written])
    }
    await put(HEAD)
    await write(put)
    source.end(TAIL)
    await written
    await rename(part, file)
  } catch (error) {
    source.destroy()
    const trouble = [error, await written.catch((reason: unknown) => reason)].find(isOfTheDisk)
    await rm(part, { force: true })
    throw trouble === undefined ? error : new Fault('export.bad_file', { cause: trouble, retryable: false, params: { file, reason: trouble.code ?? '' } })
  }
}

const isOfTheDisk = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error
