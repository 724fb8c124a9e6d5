import type { MessageView, RecordView } from '../../contract.ts'

/** What stands in a thread: a message, or a talk by telephone or in person that somebody wrote down. */
export type ThreadEntry = { readonly id: string; readonly message: MessageView } | { readonly id: string; readonly contact: RecordView }

/** Messages and talks in the order of their times. While older messages are not loaded yet, talks older than those that are wait with them. */
export function threadEntries(messages: readonly MessageView[], records: readonly RecordView[], olderWait: boolean): readonly ThreadEntry[] {
  const since = olderWait ? (messages[0]?.createdAt ?? null) : null
  const talks = records.filter(({ kind, recordedAt }) => kind === 'contact' && (since === null || recordedAt >= since))
  return [...messages.map((message) => ({ id: message.id, message })), ...talks.map((contact) => ({ id: contact.id, contact }))].toSorted((one, other) => timeOf(one).localeCompare(timeOf(other)))
}

const timeOf = (entry: ThreadEntry): string => ('message' in entry ? entry.message.createdAt : entry.contact.recordedAt)
