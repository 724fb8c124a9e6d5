import { createHash } from 'node:crypto'
import { openFileStore } from '#platform/files/file-store.ts'
import { readThreadToken } from '#channels/email/thread-token.ts'
import type { Id } from '#kernel/id.ts'
import type { DrillHouse } from './drill-house.ts'
import type { PostedMail } from './post-mails.ts'

type Row = Readonly<Record<string, unknown>>

/** A mail the mail server has accepted is in exactly one case, or in quarantine, and its bytes are kept. */
export async function inboundBreaches(house: DrillHouse, posted: readonly PostedMail[]): Promise<readonly string[]> {
  const { rows } = await house.db.query({
    name: 'drill.inbound',
    text: `select i.uid, i.sha256, i.status, i.error_code, i.file_id, m.case_id,
        (select count(*) from messages x where x.raw_sha256 = i.sha256) as messages,
        (select count(*) from events e where e.stream_id = m.case_id and e.type = 'case.message_received' and e.data->>'messageId' = m.id::text) as received
      from inbound_mails i left join messages m on m.id = i.message_id where i.mailbox_id = $1 and i.uid = any($2::bigint[])`,
    values: [house.mailboxId, posted.map(({ uid }) => uid)],
  })
  const byUid = Map.groupBy(rows, (row) => Number(row['uid']))
  const files = openFileStore(house.filesDir, house.sealing)
  const found = await Promise.all(posted.map(async (mail) => {
    const stored = byUid.get(mail.uid) ?? []
    const [row] = stored
    if (stored.length !== 1 || row === undefined) return [`the mail ${mail.uid} is stored ${stored.length} times`]
    const bytes = await files.read(row['file_id'] as Id).catch(() => Buffer.alloc(0))
    const intact = createHash('sha256').update(bytes).digest('hex') === mail.sha256
    return [...(intact ? [] : [`the bytes of mail ${mail.uid} are gone`]), ...placeBreaches(mail, row)]
  }))
  return found.flat()
}

function placeBreaches({ uid, kind }: PostedMail, row: Row): readonly string[] {
  const status = String(row['status'])
  const [messages, received] = [Number(row['messages']), Number(row['received'])]
  if (status === 'quarantined') return row['error_code'] === null || kind !== 'broken' ? [`the mail ${uid} waits in quarantine: ${String(row['error_code'])}`] : []
  if (status === 'duplicate') return kind === 'copy' && messages === 1 ? [] : kind === 'copy' && messages === 0 ? [] : [`the mail ${uid} counts as a copy, and there are ${messages} messages of it`]
  if (status !== 'taken') return [`the mail ${uid} is ${status} for ever`]
  return messages === 1 && row['case_id'] !== null && received === 1 ? [] : [`the mail ${uid} is ${messages} messages with ${received} events`]
}

/** Sends that were looked at before, by message: how often the mail server has accepted them. */
export type Accepted = { readonly times: Map<string, number>; read: number }
export const nothingAccepted = (): Accepted => ({ times: new Map(), read: 0 })

/** One outbound message is accepted at most once, and does not vanish without being shown as failed or uncertain. */
export async function outboundBreaches(house: DrillHouse, accepted: Accepted): Promise<readonly string[]> {
  const strangers: string[] = []
  const touched = new Set<string>()
  for (const raw of house.sink.accepted.slice(accepted.read)) {
    const messageId = /^Message-ID:\s*(<\S+>)/im.exec(raw.toString('latin1'))?.[1] ?? ''
    const id = readThreadToken({ inReplyTo: messageId, references: [], reachedAt: [] }, house.tokenKeys)?.messageId
    if (id === null || id === undefined) strangers.push(`a mail went out that is nobody's: ${messageId}`)
    else accepted.times.set(id, (accepted.times.get(id) ?? 0) + 1)
    if (id) touched.add(id)
  }
  accepted.read = house.sink.accepted.length
  const { rows } = await house.db.query({
    name: 'drill.outbound',
    text: `select id, state, failure_code from messages where direction = 'out' and (created_at > now() - interval '3 minutes' or id = any($1::uuid[]))`,
    values: [[...touched]],
  })
  const known = new Set(rows.map((row) => String(row['id'])))
  const lost = [...touched].filter((id) => !known.has(id)).map((id) => `the mail of message ${id} went out, and there is no such message`)
  return [...strangers, ...lost, ...rows.flatMap((row) => sendBreaches(row, accepted.times.get(String(row['id'])) ?? 0))]
}

function sendBreaches(row: Row, times: number): readonly string[] {
  const [id, state, code] = [String(row['id']), String(row['state']), row['failure_code']]
  if (times > 1) return [`the message ${id} went out ${times} times`]
  const shown = code !== null
  const allowed: Readonly<Record<string, boolean>> = { sent: times === 1, uncertain: shown, failed: times === 0 && shown, cancelled: times === 0 }
  return allowed[state] === true ? [] : [`the message ${id} is ${state} (${String(code)}) and was accepted ${times} times`]
}

/** Every case that a mail has opened has written its acknowledgement, once. */
export async function acknowledgementBreaches({ db }: DrillHouse): Promise<readonly string[]> {
  const { rows } = await db.query({
    name: 'drill.acknowledgements',
    text: `select c.number, count(m.id) as told from cases c left join messages m on m.case_id = c.id and m.direction = 'out' and m.wording = 'received'
      where c.customer_id is not null and c.opened_at > now() - interval '3 minutes' group by c.id having count(m.id) <> 1`,
    values: [],
  })
  return rows.map((row) => `${String(row['number'])} has acknowledged ${String(row['told'])} times`)
}
