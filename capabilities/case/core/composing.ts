import type { MessageView } from '../contract.ts'

/** A message as far as it matters to somebody who writes. */
export type ThreadMessage = Pick<MessageView, 'id' | 'direction' | 'authorKind' | 'authorId' | 'state' | 'createdAt'>
/** A colleague who has the case open. */
export type PresentPerson = { readonly id: string; readonly name: string; readonly state: 'viewing' | 'replying' }

/** When the newest message of a thread was written; null where there is none. */
export const newestIn = (messages: readonly Pick<ThreadMessage, 'createdAt'>[]): string | null => messages.reduce<string | null>((newest, { createdAt }) => (newest === null || createdAt > newest ? createdAt : newest), null)

/** What others have said to or for the customer since one began: what one wrote oneself, notes, what was taken back and what the product sends by itself are none of it. */
export function writtenSince<M extends ThreadMessage>(messages: readonly M[], { seenUntil, me }: { readonly seenUntil: string | null; readonly me: string }): readonly M[] {
  if (seenUntil === null) return []
  return messages.filter(({ direction, authorKind, authorId, state, createdAt }) =>
    createdAt > seenUntil && direction !== 'note' && authorKind !== 'system' && authorId !== me && state !== 'cancelled')
}

/** Who else is writing to the customer just now. */
export const othersReplying = (people: readonly PresentPerson[], me: string): readonly PresentPerson[] => people.filter(({ id, state }) => id !== me && state === 'replying')

/** What waits to be chosen while somebody types: a template at the start of a line, or a colleague. `from` is where the typed word begins. */
export type TypedAsk = { readonly kind: 'template' | 'mention'; readonly query: string; readonly from: number }

const WORD_CHARS_MAX = 20
const TEMPLATE = /^[/／、]([^\s/／、]*)$/u
const MENTION = /(?:^|[^\p{L}\p{N}._+-])[@＠]([^\s@＠]*)$/u

/** Reads what stands before the caret: `/`, `／` or `、` at the start of a line asks for a template in a reply, `@` or `＠` for a colleague in a note. A mail address asks for nobody. */
export function typedAsk(text: string, caret: number, kind: 'reply' | 'note'): TypedAsk | null {
  const line = text.slice(text.lastIndexOf('\n', caret - 1) + 1, caret)
  const query = (kind === 'reply' ? TEMPLATE : MENTION).exec(line)?.[1]
  if (query === undefined || query.length > WORD_CHARS_MAX) return null
  return { kind: kind === 'reply' ? 'template' : 'mention', query, from: caret - query.length - 1 }
}

/** Puts words in the place of what was typed; the caret stands behind them. */
export const putInPlace = (text: string, { from, to }: { readonly from: number; readonly to: number }, words: string): { readonly text: string; readonly caret: number } =>
  ({ text: `${text.slice(0, from)}${words}${text.slice(to)}`, caret: from + words.length })

/** The colleagues a note names by `@`; of two names that fit, the longer one is meant. */
export function mentionedIn(text: string, people: readonly { readonly id: string; readonly name: string }[]): readonly string[] {
  const byLength = people.filter(({ name }) => name !== '').toSorted((one, other) => other.name.length - one.name.length)
  const named = [...text.matchAll(/[@＠]/g)].flatMap(({ index }) => byLength.find(({ name }) => text.startsWith(name, index + 1)) ?? [])
  return [...new Set(named.map(({ id }) => id))]
}

/** Whether names or keys fit what was typed, wherever it stands in them. */
export const fitsTyped = (query: string, ...words: readonly string[]): boolean => words.some((word) => word.toLowerCase().includes(query.toLowerCase()))
