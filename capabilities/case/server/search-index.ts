import { namesFrom, namesOfCustomers, keepNames } from '#capabilities/customer/server/searching.ts'
import { placesOfMessages, textsFrom, textsOfMessages } from '#capabilities/conversation/server/searching.ts'
import { foldText } from '#kernel/fold-text.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Decided, Rows, Statement, Tx } from '#platform/db/database.ts'
import { numberWords } from '../core/search-number.ts'
import { senderWord, wordsOf, type Sender } from '../core/search-words.ts'
import { eventsBehind, firstRow, lockTail, lockWalk, rowsOf, sortIn, tailMoved, walkMoved, WALKS, type Walk } from './search-progress.ts'
import { casesOfCustomers, placesOnShelf, shelve, subjectsFrom, subjectsOf, type Shelved } from './search-store.ts'

const EVENTS_A_ROUND = 2_000
const STEP = 1_000
/** What is longer is found by its beginning. */
const TEXT_MAX = 50_000

type IndexDeps = { readonly db: Db; readonly now: () => Instant }

/** One round of the job: what has happened since, and where nothing has, a step of a walk. Answers how much there was to do. */
export async function indexRound(deps: IndexDeps): Promise<number> {
  const done = await nextRound(deps)
  if (done > 0) await deps.db.query(sortIn)
  return done
}

async function nextRound(deps: IndexDeps): Promise<number> {
  const followed = await followEvents(deps.db)
  if (followed > 0) return followed
  for (const walk of WALKS) {
    const walked = await walkOn(deps, walk)
    if (walked > 0) return walked
  }
  return 0
}

/** What happened since the last round, in one transaction with the new place: after a crash the round is done again. */
const followEvents = (db: Db): Promise<number> =>
  db.transaction<number>([lockTail], async ([tail], tx) => {
    const place = firstRow(rowsOf(tail))
    if (place === null) return nothing
    const { rows } = await tx.query(eventsBehind(String(place['xid']), String(place['seq']), EVENTS_A_ROUND))
    const last = rows.at(-1)
    if (last === undefined) return nothing
    const writes = await wordsOfEvents(tx, rows)
    return { writes: [AT_LEISURE, ...writes, tailMoved(String(last['xid']), String(last['seq']))], answer: rows.length }
  })

/** Words and place are lost together or not at all: after a crash of the machine the round is done again. */
const AT_LEISURE: Statement = { text: 'set local synchronous_commit = off', values: [] }

const nothing: Decided<number> = { abandon: true, answer: 0 }

/** Events after which a case may have words that it had not, or a message stand elsewhere. */
const WORDY = new Set([
  'case.opened', 'case.message_received', 'case.replied', 'case.reply_planned', 'case.noted', 'case.contacted', 'case.split_off', 'case.merged_into', 'case.took_over', 'case.merge_undone',
  'case.confirmation_asked', 'case.survey_invited', 'case.resolved', 'case.closed', 'case.reopened',
])

async function wordsOfEvents(tx: Tx, rows: Rows['rows']): Promise<readonly Statement[]> {
  const streams = (kind: string, meant: (type: string) => boolean = () => true): readonly Id[] =>
    [...new Set(rows.filter((row) => row['stream_kind'] === kind && meant(String(row['type']))).map((row) => row['stream_id'] as Id))]
  const customerIds = streams('customer')
  const erased = streams('customer', (type) => type === 'customer.erased')
  const emptied = erased.length === 0 ? [] : (await tx.query(casesOfCustomers(erased))).rows.map((row) => row['id'] as Id)
  const caseIds = [...new Set([...streams('case', (type) => WORDY.has(type)), ...emptied])]
  const messages = await messagesToRead(tx, { caseIds, messageIds: streams('message'), emptied: new Set(emptied) })
  return [
    ...(customerIds.length === 0 ? [] : await keepNames(await tx.query(namesOfCustomers(customerIds)))),
    ...(caseIds.length === 0 ? [] : shelve('case', (await tx.query(subjectsOf(caseIds))).rows.map(caseShelved))),
    ...(await inSteps(messages, async (ids) => shelve('message', (await tx.query(textsOfMessages(ids))).rows.map(messageShelved)))),
  ]
}

/** Messages of these cases that are not on the shelf, or stand there under another case; of erased customers all. */
async function messagesToRead(tx: Tx, { caseIds, messageIds, emptied }: { readonly caseIds: readonly Id[]; readonly messageIds: readonly Id[]; readonly emptied: ReadonlySet<Id> }): Promise<readonly Id[]> {
  if (caseIds.length + messageIds.length === 0) return []
  const { rows } = await tx.query(placesOfMessages(caseIds, messageIds))
  const shelved = await tx.query(placesOnShelf(rows.map((row) => row['id'] as Id)))
  const known = new Map(shelved.rows.map((row) => [row['message_id'], row['case_id']]))
  return rows.filter((row) => known.get(row['id']) !== row['case_id'] || emptied.has(row['case_id'] as Id)).map((row) => row['id'] as Id)
}

async function inSteps(ids: readonly Id[], work: (ids: readonly Id[]) => Promise<readonly Statement[]>): Promise<readonly Statement[]> {
  const statements: Statement[] = []
  for (let from = 0; from < ids.length; from += STEP) statements.push(...(await work(ids.slice(from, from + STEP))))
  return statements
}

const PAGES: Readonly<Record<Walk, (after: string) => Statement>> = {
  cases: (after) => subjectsFrom(after, STEP),
  messages: (after) => textsFrom(after, STEP),
  customers: (after) => namesFrom(after, STEP),
}

/** The next step of a walk, with its place: what was walked is not walked again. It holds the tail meanwhile: an older reading never lands on a newer one. */
const walkOn = ({ db, now }: IndexDeps, walk: Walk): Promise<number> =>
  db.transaction<number>([lockTail, lockWalk(walk)], async ([tail, place], tx) => {
    const row = firstRow(rowsOf(place))
    if (firstRow(rowsOf(tail)) === null || row === null) return nothing
    const page = await tx.query(PAGES[walk](String(row['after'])))
    const after = String(page.rows.at(-1)?.['id'] ?? row['after'])
    return { writes: [AT_LEISURE, ...(await shelvedBy(walk, page)), walkMoved(walk, after, page.rows.length < STEP ? now() : null)], answer: Math.max(1, page.rows.length) }
  })

async function shelvedBy(walk: Walk, page: Rows): Promise<readonly Statement[]> {
  switch (walk) {
    case 'customers': return keepNames(page)
    case 'cases': return shelve('case', page.rows.map(caseShelved))
    case 'messages': return shelve('message', page.rows.map(messageShelved))
  }
}

type Row = Readonly<Record<string, unknown>>

const caseShelved = (row: Row): Shelved => ({
  id: row['id'] as Id,
  caseId: row['id'] as Id,
  at: row['opened_at'] as Instant,
  words: new Set([...numberWords(String(row['number'])), ...wordsOf(foldText(String(row['subject'] ?? '')), { singles: true })]),
})

const messageShelved = (row: Row): Shelved => ({
  id: row['id'] as Id,
  caseId: row['case_id'] as Id,
  at: row['created_at'] as Instant,
  words: wordsOfMessage(row),
})

/** The words of a message as they are shelved: its subject, its text, who wrote it. */
export const wordsOfMessage = (row: Row): ReadonlySet<string> =>
  new Set([...wordsOf(textToIndex(row), { singles: false }), senderWord(row['direction'] as Sender)])

const textToIndex = (row: Row): string => foldText(`${String(row['subject'] ?? '')}\n${String(row['text'])}`.slice(0, TEXT_MAX))
