import type { AuditEvent } from '#capabilities/access/audit-contract.ts'
import { useColleagues, useTeams } from '#capabilities/access/web/pieces/directory.ts'
import type { CaseEvent } from '#capabilities/case/core/case-event.ts'
import { EVENT_SENTENCES } from '#capabilities/case/core/event-sentences.ts'
import { sayEvent, type EventNames } from '#capabilities/case/core/say-event.ts'
import { sayTime } from '#ui/time/say-time.ts'
import { useReader } from '#ui/time/use-reader.ts'
import { useAuditWords } from './use-audit-words.ts'
import { WORDS, type AuditWord } from './words/zh-cn.ts'

/** What was done, in a sentence where one is known, and by whom. What nobody has a sentence for is shown by its code. */
export function useAuditSentence(): { readonly sentence: (event: AuditEvent) => string; readonly who: (event: AuditEvent) => string } {
  const say = useAuditWords()
  const reader = useReader()
  const people = new Map(useColleagues().map(({ id, name }) => [id as string, name]))
  const teams = new Map(useTeams().map(({ id, name }) => [id as string, name]))
  const person = (id: string): string => people.get(id) ?? say('actor.unknown')
  const same = (key: string): string => key
  const namesOf = ({ data }: AuditEvent): EventNames => ({
    time: (at) => sayTime(at, reader), person, team: (id) => teams.get(id) ?? '', step: same, record: same, clock: (id) => (typeof data['key'] === 'string' ? data['key'] : `…${id.slice(-6)}`), reason: same, dismissal: same, scenario: same, channel: same,
    code: (key, value) => `${key} = ${String(value)}`, other: (id) => `…${id.slice(-6)}`,
  })
  const hasSentence = ({ type }: AuditEvent): boolean => Object.keys(EVENT_SENTENCES[reader.locale]).some((key) => key === type || key.startsWith(`${type}.`))
  return {
    sentence: (event) => {
      if (isAuditWord(`event.${event.type}`)) return say(`event.${event.type}` as AuditWord, { fields: fieldsOf(event) })
      return hasSentence(event) ? sayEvent({ ...event.data, type: event.type } as unknown as CaseEvent, namesOf(event), reader.locale) : event.type
    },
    who: ({ actorKind, actorId }) => (actorKind === 'staff' && actorId !== null ? person(actorId) : isAuditWord(`actor.${actorKind}`) ? say(`actor.${actorKind}` as AuditWord) : actorKind),
  }
}

const fieldsOf = ({ data }: AuditEvent): string => (Array.isArray(data['fields']) ? data['fields'].map(String).join(', ') : '')

/** Whether the room has a word of this key. */
export const isAuditWord = (key: string): boolean => key in WORDS
