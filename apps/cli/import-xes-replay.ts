import type { CaseCommand } from '#capabilities/case/core/case-command.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { LogCase, LogEvent } from './import-xes-log.ts'
import { classesOf, type LogMap } from './import-xes-map.ts'

/** A case of the log as commands on an observed case; `codes` are its classification when it opened. */
export type Replay = { readonly openedAt: Instant; readonly codes: Readonly<Record<string, string>>; readonly commands: readonly CaseCommand[] }

/** Names of the log that the map does not know, with how often they came. */
export type Unread = { readonly activities: Map<string, number>; readonly values: Map<string, number> }

const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1)

/** A map made ready for many cases. */
export type Reader = (logCase: LogCase) => Replay | null

type Meanings = Record<'assigned' | 'told' | 'waiting' | 'resolved' | 'closed' | 'reopened', ReadonlySet<string>> & {
  readonly opened: ReadonlySet<string> | null
  readonly resumed: ReadonlySet<string> | null
  readonly known: ReadonlySet<string>
}

function meaningsOf(map: LogMap): Meanings {
  const opened = map.opened === undefined || map.opened === 'first' ? null : map.opened as readonly string[]
  const resumed = map.resumed === undefined || map.resumed === 'any' ? null : map.resumed as readonly string[]
  const lists = { assigned: map.assigned ?? [], told: map.told ?? [], waiting: map.waiting ?? [], resolved: map.resolved, closed: map.closed ?? [], reopened: map.reopened ?? [] }
  return {
    opened: opened === null ? null : new Set(opened),
    resumed: resumed === null ? null : new Set(resumed),
    known: new Set([...Object.values(lists).flat(), ...(opened ?? []), ...(resumed ?? [])]),
    assigned: new Set(lists.assigned),
    told: new Set(lists.told),
    waiting: new Set(lists.waiting),
    resolved: new Set(lists.resolved),
    closed: new Set(lists.closed),
    reopened: new Set(lists.reopened),
  }
}

/** Turns cases of a log into commands, by time, then by place in the file. A case without an opening event gives null. */
export function readerOf(map: LogMap, unread: Unread): Reader {
  const meanings = meaningsOf(map)
  return (logCase) => {
    const events = logCase.events.toSorted((a, b) => a.at - b.at)
    for (const { activity } of events) if (!meanings.known.has(activity)) count(unread.activities, activity)
    const first = meanings.opened === null ? 0 : events.findIndex(({ activity }) => meanings.opened?.has(activity))
    const opening = events[first]
    return opening === undefined ? null : replay(meanings, (event) => codesOf(map, logCase, event, unread), events.slice(first))
  }
}

function replay(meanings: Meanings, codesAt: (event: LogEvent) => Readonly<Record<string, string>>, events: readonly LogEvent[]): Replay {
  const commands: CaseCommand[] = []
  const story: Story = { over: false, waiting: false }
  const codes = { ...codesAt(events[0]!) }
  const opening = { openedAt: events[0]!.at, codes: { ...codes } }
  for (const event of events) {
    const now = codesAt(event)
    if (Object.keys(now).some((key) => now[key] !== codes[key])) {
      Object.assign(codes, now)
      commands.push({ type: 'classify', at: event.at, codes: { ...now } })
    }
    for (const happening of happeningsOf(meanings, story, event.activity)) commands.push({ type: 'observe', at: event.at, happening })
  }
  commands.push({ type: 'observe', at: events.at(-1)!.at, happening: 'ended' })
  return { ...opening, commands }
}

type Happening = Extract<CaseCommand, { type: 'observe' }>['happening']
type Story = { over: boolean; waiting: boolean }

/** What an activity means where the story of the case stands: a wait ends, a case that was over goes on, then the activity's own meanings. */
function happeningsOf(meanings: Meanings, story: Story, activity: string): readonly Happening[] {
  const found: Happening[] = []
  const ends = meanings.resumed === null ? !meanings.waiting.has(activity) : meanings.resumed.has(activity)
  if (story.waiting && ends) found.push('resumed')
  if (story.waiting && ends) story.waiting = false
  if (story.over && meanings.reopened.has(activity)) found.push('reopened')
  if (meanings.reopened.has(activity)) story.over = false
  if (meanings.assigned.has(activity)) found.push('assigned')
  if (meanings.told.has(activity)) found.push('told')
  if (!story.waiting && meanings.waiting.has(activity)) found.push('waiting')
  if (meanings.waiting.has(activity)) story.waiting = true
  if (!story.over && meanings.resolved.has(activity)) found.push('resolved')
  if (meanings.closed.has(activity)) found.push('closed')
  if (meanings.resolved.has(activity) || meanings.closed.has(activity)) story.over = true
  return found
}

/** The classification that an event's attributes, or else its case's, stand for. */
function codesOf(map: LogMap, logCase: LogCase, event: LogEvent, unread: Unread): Readonly<Record<string, string>> {
  const codes: Record<string, string> = {}
  for (const { attribute, values } of classesOf(map)) {
    const value = event.values[attribute] ?? logCase.values[attribute]
    if (value === undefined || value === '') continue
    if (Object.hasOwn(values, value)) Object.assign(codes, values[value])
    else count(unread.values, `${attribute} = ${value}`)
  }
  return codes
}

/** The id of a case from another help desk: the same for the same name in the same source, by SHA-256 (uuid version 8). */
export function importedCaseId(sha256: Uint8Array): Id {
  const hex = Array.from(sha256.slice(0, 16), (byte, index) => (index === 6 ? 0x80 | (byte & 0x0f) : index === 8 ? 0x80 | (byte & 0x3f) : byte).toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id
}
