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
import { openShelf, type OpenShelf } from './search-shelves.ts'
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
  const shelf = openShelf(db, 'message')
  return [messagesOn(shelf, viewer, { query, condition: near, closeness: 'near' }), ...(wider === null ? [] : [messagesOn(shelf, viewer, { query, condition: wider, closeness: 'loose' })])]
}

type Looking = { readonly query: SearchQuery; readonly condition: WordCondition; readonly closeness: Closeness }

/** What stands now, not what the index remembers, and only what the viewer may see now. */
const messagesOn = (shelf: OpenShelf, viewer: Viewer, looking: Looking): Way<FoundMessage> => (after, limit) =>
  shelf.look({
    after, limit,
    statement: (windows) => messagesStanding(viewer, { condition: looking.condition, windows, after, limit }),
    meant: (row) => {
      const told = shownOf(row)
      return says(row, told, looking) ? presented(row, told, looking.query) : null
    },
  })

/** What is told of a message, as this viewer is shown it. */
type Told = { readonly subject: string | null; readonly text: string }

function shownOf(row: Row): Told {
  const shown = (text: string): string => (row['in_full'] === true ? text : maskAddresses(text))
  return { subject: row['subject'] === null ? null : shown(String(row['subject'])), text: shown(String(row['text'])) }
}

/** Whether the message still says what the index remembers, and says it as it was typed. */
function says(row: Row, { subject, text }: Told, { query, condition, closeness }: Looking): boolean {
  const folded = foldText(`${subject ?? ''}\n${text}`)
  return literalsOf(query, closeness).every((literal) => folded.includes(literal)) && holds(condition, wordsOfMessage(row))
}

function presented(row: Row, { subject, text }: Told, query: SearchQuery): FoundMessage {
  const snippet = snippetOf(hideCustomerLinks(text), query)
  return {
    id: String(row['id']),
    caseId: String(row['case_id']),
    number: String(row['number']),
    direction: String(row['direction']),
    channel: String(row['channel']),
    authorKind: String(row['author_kind']),
    fromName: row['from_name'] as string | null,
    subject: subject === null ? null : { text: subject, marks: marksIn(subject, query).map(([from, to]) => [from, to]) },
    snippet: { text: snippet.text, marks: snippet.marks.map(([from, to]) => [from, to]) },
    createdAt: must(timeIn(row['created_at']), 'a message has its time'),
  }
}
