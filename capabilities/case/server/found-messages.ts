import { hideCustomerLinks } from '#capabilities/conversation/core/hide-customer-links.ts'
import { maskAddresses } from '#capabilities/access/core/mask-text.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { must } from '#kernel/assert.ts'
import { foldText } from '#kernel/fold-text.ts'
import { allOf, holds, noneOf, type WordCondition } from '#kernel/word-condition.ts'
import type { Db } from '#platform/db/database.ts'
import { canLoosen, conditionOf, literalsOf, type Closeness } from '../core/search-condition.ts'
import { marksIn, snippetOf } from '../core/search-marks.ts'
import type { SearchQuery } from '../core/search-query.ts'
import type { SearchFound } from '../search-contract.ts'
import { timeIn } from './queries.ts'
import { wordsOfMessage } from './search-index.ts'
import { lookOnShelf } from './search-shelves.ts'
import { messagesStanding } from './search-store.ts'
import type { Way } from './search-ways.ts'

type FoundMessage = SearchFound['messages'][number]
type Row = Readonly<Record<string, unknown>>

/** The ways to a message: by its text as it was typed, then more loosely. */
export function waysToMessages(db: Db, viewer: Viewer, query: SearchQuery): readonly Way<FoundMessage>[] {
  const near = conditionOf(query, { closeness: 'near', singles: false })
  if (near === null) return []
  const loose = canLoosen(query) ? conditionOf(query, { closeness: 'loose', singles: false }) : null
  const wider = loose && allOf([loose, noneOf(near)])
  return [messagesOn(db, viewer, { query, condition: near, closeness: 'near' }), ...(wider === null ? [] : [messagesOn(db, viewer, { query, condition: wider, closeness: 'loose' })])]
}

type Looking = { readonly query: SearchQuery; readonly condition: WordCondition; readonly closeness: Closeness }

/** What stands now, not what the index remembers, and only what the viewer may see now. */
const messagesOn = (db: Db, viewer: Viewer, looking: Looking): Way<FoundMessage> => (after, limit) =>
  lookOnShelf(db, {
    shelf: 'message', after, limit,
    statement: (windows) => messagesStanding(viewer, { condition: looking.condition, windows, after, limit }),
    meant: (row) => (says(row, looking) ? presented(row, looking.query) : null),
  })

/** A text as this viewer is shown it. */
const shown = (row: Row, text: unknown): string => (row['in_full'] === true ? String(text ?? '') : maskAddresses(String(text ?? '')))

/** Whether the message still says what the index remembers, and says it as it was typed. */
function says(row: Row, { query, condition, closeness }: Looking): boolean {
  const folded = foldText(`${shown(row, row['subject'])}\n${shown(row, row['text'])}`)
  return holds(condition, wordsOfMessage(row)) && literalsOf(query, closeness).every((literal) => folded.includes(literal))
}

function presented(row: Row, query: SearchQuery): FoundMessage {
  const subject = shown(row, row['subject'])
  const snippet = snippetOf(hideCustomerLinks(shown(row, row['text'])), query)
  return {
    id: String(row['id']),
    caseId: String(row['case_id']),
    number: String(row['number']),
    direction: String(row['direction']),
    channel: String(row['channel']),
    authorKind: String(row['author_kind']),
    fromName: row['from_name'] as string | null,
    subject: row['subject'] === null ? null : { text: subject, marks: marksIn(subject, query).map(([from, to]) => [from, to]) },
    snippet: { text: snippet.text, marks: snippet.marks.map(([from, to]) => [from, to]) },
    createdAt: must(timeIn(row['created_at']), 'a message has its time'),
  }
}
