import type { AuditEvent } from '#capabilities/access/audit-contract.ts'
import { useColleagues, useTeams } from '#capabilities/access/web/pieces/directory.ts'
import type { EventNames } from '#capabilities/case/core/say-event.ts'
import { useCaseWords } from '#capabilities/case/web/pieces/use-case-words.ts'
import { eachOnce, useGuides } from '#capabilities/case/web/pieces/use-guide.ts'
import { sayTime } from '#ui/time/say-time.ts'
import { useReader } from '#ui/time/use-reader.ts'
import { useAuditWords } from './use-audit-words.ts'

const CHANNELS = ['email', 'phone', 'web', 'api'] as const
type Named = { readonly key: string; readonly name: string }

/** What the ids and keys in the history are called today, as far as the handbook in force and the entries shown tell. */
export function useAuditNames(shown: readonly AuditEvent[], numbers: ReadonlyMap<string, string>): EventNames {
  const say = useAuditWords()
  const sayCase = useCaseWords()
  const reader = useReader()
  const guides = useGuides()
  const people = namesBy(useColleagues())
  const teams = namesBy(useTeams())
  const clockKeys = new Map(shown.flatMap(({ data }) => (typeof data['clockId'] === 'string' && typeof data['key'] === 'string' ? [[data['clockId'], data['key']] as const] : [])))
  const all = (of: (guide: (typeof guides)[number]) => readonly Named[]): ((key: string) => string) => {
    const names = new Map(guides.flatMap(of).map(({ key, name }) => [key, name]))
    return (key) => names.get(key) ?? key
  }
  const clock = all((guide) => guide.clocks)
  const classes = new Map(eachOnce(guides.flatMap((guide) => guide.classes)).map((each) => [each.key, each]))
  return {
    time: (at) => sayTime(at, reader),
    person: (id) => people.get(id) ?? say('actor.unknown'),
    team: (id) => teams.get(id) ?? '',
    step: all((guide) => guide.steps),
    record: all((guide) => guide.records),
    clock: (id) => (clockKeys.has(id) ? clock(clockKeys.get(id) ?? '') : say('name.clock')),
    reason: all((guide) => [...guide.steps, ...guide.waits]),
    dismissal: all((guide) => guide.dismissals),
    scenario: all((guide) => [guide]),
    channel: (key) => (CHANNELS.some((known) => known === key) ? sayCase(`channel.${key as 'email'}`) : key),
    code: (key, value) => `${classes.get(key)?.name ?? key} ${classes.get(key)?.values.find((each) => each.key === String(value))?.name ?? String(value)}`,
    other: (id) => numbers.get(id) ?? `…${id.slice(-6)}`,
  }
}

const namesBy = (items: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> => new Map(items.map(({ id, name }) => [id, name]))
