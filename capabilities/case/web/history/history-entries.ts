import type { CaseEvent } from '../../core/case-event.ts'
import { isQuiet } from '../../core/say-event.ts'

/** An event as the history of a case answers it. */
export type HistoryEvent = { readonly id: string; readonly type: string; readonly occurredAt: string; readonly recordedAt: string; readonly actorKind: string; readonly actorId: string | null; readonly command: string; readonly commandId: string; readonly data: Readonly<Record<string, unknown>> }

/** What was done at once: first the thing itself, then what followed from it by the handbook. */
export type HistoryEntry = { readonly id: string; readonly at: string; readonly actorKind: string; readonly actorId: string | null; readonly event: CaseEvent; readonly followed: readonly { readonly id: string; readonly event: CaseEvent }[] }

/** The events in the order they happened, those of one command together; inner workings only on demand. */
export function entriesOf(events: readonly HistoryEvent[], everything: boolean): readonly HistoryEntry[] {
  const entries: HistoryEntry[] = []
  let key = ''
  for (const each of events) {
    const event = eventOf(each)
    if (!everything && isQuiet(event)) continue
    const last = entries.at(-1)
    const own = `${each.recordedAt} ${each.actorKind} ${each.actorId} ${each.commandId}`
    if (last !== undefined && own === key) entries[entries.length - 1] = { ...last, followed: [...last.followed, { id: each.id, event }] }
    else entries.push({ id: each.id, at: each.occurredAt, actorKind: each.actorKind, actorId: each.actorId, event, followed: [] })
    key = own
  }
  return entries
}

/** The server reads events of every age in the form of today. */
const eventOf = ({ type, occurredAt, data }: HistoryEvent): CaseEvent => ({ ...data, type, at: Date.parse(occurredAt) }) as unknown as CaseEvent
