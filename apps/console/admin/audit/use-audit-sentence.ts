import type { AuditEvent } from '#capabilities/access/audit-contract.ts'
import type { CaseEvent } from '#capabilities/case/core/case-event.ts'
import { EVENT_SENTENCES } from '#capabilities/case/core/event-sentences.ts'
import { sayEvent } from '#capabilities/case/core/say-event.ts'
import { localeNow, type Say } from '#ui/words/words.ts'
import { useAuditNames } from './use-audit-names.ts'
import { useAuditWords } from './use-audit-words.ts'
import { WORDS, type AuditWord } from './words/zh-cn.ts'

type Sentences = { readonly sentence: (event: AuditEvent) => string; readonly who: (event: AuditEvent) => string }

/** What was done, in a sentence where one is known, and by whom. What nobody has a sentence for is shown by its code. */
export function useAuditSentence(shown: readonly AuditEvent[], numbers: ReadonlyMap<string, string>): Sentences {
  const say = useAuditWords()
  const names = useAuditNames(shown, numbers)
  const locale = localeNow()
  const hasSentence = ({ type }: AuditEvent): boolean => Object.keys(EVENT_SENTENCES[locale]).some((key) => key === type || key.startsWith(`${type}.`))
  return {
    sentence: (event) => {
      if (isAuditWord(`event.${event.type}`)) return say(`event.${event.type}` as AuditWord, { fields: fieldsOf(event, say) })
      return hasSentence(event) ? sayEvent({ ...event.data, type: event.type } as unknown as CaseEvent, names, locale) : event.type
    },
    who: ({ actorKind, actorId }) => (actorKind === 'staff' && actorId !== null ? names.person(actorId) : isAuditWord(`actor.${actorKind}`) ? say(`actor.${actorKind}` as AuditWord) : actorKind),
  }
}

function fieldsOf({ data }: AuditEvent, say: Say<AuditWord>): string {
  const fields = Array.isArray(data['fields']) ? data['fields'].map(String) : []
  return fields.map((field) => (isAuditWord(`field.${field}`) ? say(`field.${field}` as AuditWord) : field)).join(localeNow() === 'en' ? ', ' : '、')
}

/** Whether the room has a word of this key. */
export const isAuditWord = (key: string): boolean => key in WORDS
