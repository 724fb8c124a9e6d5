import { SaxesParser } from 'saxes'
import { must } from '#kernel/assert.ts'
import { caseIdOf, eventOf, LOG_LIMITS, refuseLog, type LogCase, type LogEvent, type Reading } from './import-xes-log.ts'

const ATTRIBUTES = new Set(['string', 'date', 'int', 'float', 'boolean', 'id'])

/** Where the parser stands. `path` are the local names of the open elements. */
type Position = {
  readonly path: string[]
  trace: { readonly line: number; readonly values: Record<string, string>; readonly events: LogEvent[] } | null
  event: { readonly line: number; readonly values: Record<string, string>; attributes: number } | null
  readonly done: LogCase[]
  /** Characters fed up to the last thing the parser told of. */
  heardAt: number
}

/**
 * The cases of an XES log (IEEE 1849), one at a time: memory holds one case. Document types, and with them entities, are refused;
 * depth, lengths, attributes and events per case are limited.
 */
export async function* readXes(text: AsyncIterable<string>, reading: Reading): AsyncGenerator<LogCase> {
  const position: Position = { path: [], trace: null, event: null, done: [], heardAt: 0 }
  const parser = new SaxesParser({ xmlns: false, position: true })
  listen(parser, position, reading)
  let fed = 0
  for await (const chunk of text) {
    fed += chunk.length
    try {
      parser.write(chunk)
    } catch (error) {
      // The parser ends what a wrong end tag leaves open before it complains: the last case may be incomplete.
      yield* position.done.slice(0, -1)
      throw error
    }
    yield* position.done.splice(0)
    if (fed - position.heardAt > LOG_LIMITS.charactersMax) refuseLog(reading, 'too_long', parser.line, { most: LOG_LIMITS.charactersMax })
  }
  parser.close()
  yield* position.done.splice(0)
}

function listen(parser: SaxesParser, position: Position, reading: Reading): void {
  parser.on('error', ({ message }) => refuseLog(reading, 'bad_xml', parser.line, { reason: message.replace(/^(?:[^:\s]*:)?\d+:\d+:\s*/, '').slice(0, 200) }))
  parser.on('doctype', () => refuseLog(reading, 'doctype', parser.line))
  parser.on('opentag', ({ name, attributes }) => {
    position.heardAt = parser.position
    opened(position, reading, { name: name.slice(name.indexOf(':') + 1), attributes, line: parser.line })
  })
  parser.on('closetag', () => closed(position, reading))
}

type Tag = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly line: number }

function opened(position: Position, reading: Reading, tag: Tag): void {
  const { path } = position
  const parent = path.at(-1)
  if (path.length === 0 && tag.name !== 'log') refuseLog(reading, 'not_xes', tag.line, { found: tag.name.slice(0, 60) })
  path.push(tag.name)
  if (path.length > LOG_LIMITS.depthMax) refuseLog(reading, 'too_deep', tag.line, { most: LOG_LIMITS.depthMax })
  if (tag.name === 'trace' && path.length === 2) position.trace = { line: tag.line, values: {}, events: [] }
  else if (tag.name === 'event' && parent === 'trace' && path.length === 3) position.event = { line: tag.line, values: {}, attributes: 0 }
  else if (ATTRIBUTES.has(tag.name)) attribute(position, reading, tag)
}

function attribute(position: Position, reading: Reading, { attributes, line }: Tag): void {
  const { key = '', value = '' } = attributes
  if (value.length > LOG_LIMITS.valueCharactersMax) refuseLog(reading, 'value_too_long', line, { attribute: key.slice(0, 60), most: LOG_LIMITS.valueCharactersMax })
  const parent = position.path.at(-2)
  const owner = parent === 'event' && position.path.length === 4 ? position.event : parent === 'trace' && position.path.length === 3 ? position.trace : null
  if (owner === null) return
  if ('attributes' in owner && ++owner.attributes > LOG_LIMITS.attributesPerEventMax) refuseLog(reading, 'too_many_attributes', line, { most: LOG_LIMITS.attributesPerEventMax })
  if (reading.wanted.has(key)) owner.values[key] = value
}

function closed(position: Position, reading: Reading): void {
  const depth = position.path.length
  const name = position.path.pop()
  if (name === 'event' && depth === 3 && position.event !== null) endEvent(position, reading)
  if (name === 'trace' && depth === 2) endTrace(position, reading)
}

function endEvent(position: Position, reading: Reading): void {
  const trace = must(position.trace, 'an event stands in a trace')
  const event = must(position.event, 'an event that ends had begun')
  if (trace.events.length >= LOG_LIMITS.eventsPerCaseMax) refuseLog(reading, 'too_many_events', event.line, { case: (trace.values[reading.map.case] ?? '').slice(0, 60), most: LOG_LIMITS.eventsPerCaseMax })
  trace.events.push(eventOf(reading, event.values, event.line))
  position.event = null
}

function endTrace(position: Position, reading: Reading): void {
  const { line, values, events } = must(position.trace, 'a trace that ends had begun')
  position.done.push({ id: caseIdOf(reading, values, line), line, values, events })
  position.trace = null
}
