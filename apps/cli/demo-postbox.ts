import { openInboundStore } from '#channels/email/in/inbound-store.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Deed } from './demo-beat.ts'
import type { DemoHouse } from './demo-house.ts'
import { rawLetter, type Quoted } from './demo-mail.ts'
import type { Play } from './demo-play.ts'

type Posting = { readonly play: Play; readonly deed: Extract<Deed, { kind: 'letter' }>; readonly at: Instant }
type Waiting = { readonly play: Play; readonly of: 'main' | 'twin' }

/** Where customers' letters come in: stored raw first and taken in by the outbox, like any mail. */
export type Postbox = {
  readonly post: (letters: readonly Posting[]) => Promise<void>
  /** Letters that have begun a case since they were last asked for. */
  readonly arrived: () => Promise<readonly (Waiting & { readonly caseId: Id })[]>
}

export function openPostbox(demo: DemoHouse): Postbox {
  const { db, files, now, newId } = demo.house
  const store = openInboundStore({ db, files, now, newId })
  let uid = 0
  const waiting = new Map<Id, Waiting>()
  return {
    post: async (letters) => {
      const quoted = await lastLetters(demo, letters)
      await Promise.all(letters.toSorted((one, other) => one.at - other.at).map(async ({ play, deed, at }) => {
        const { plan, cast } = play.telling
        const mine = ++uid
        const answered = deed.thread && play.main !== null ? (quoted.get(play.main) ?? null) : null
        const letter = answered === null || deed.letter.subject !== '' ? deed.letter : { ...deed.letter, subject: `回复：${answered.subject.replace(/^(?:re|回复)[:：]\s*/i, '')}` }
        const raw = await rawLetter(letter, answered, `<${plan.index}.${mine}@${letter.from.address.split('@')[1] ?? 'example.com'}>`, at)
        const box = must(cast.mailboxes.get(plan.mailbox), 'the mailbox is there')
        const { inboundId } = await demo.at(at, () => store.storeRaw({ raw, origin: { mailboxId: box.id, uidValidity: 1, uid: mine }, receivedAt: at }))
        if (deed.thread) return
        waiting.set(inboundId, { play, of: deed.of })
        demo.opens(inboundId)
      }))
    },
    arrived: async () => {
      if (waiting.size === 0) return []
      const { rows } = await db.query({ name: 'demo.arrived', text: `select inbound_mails.id, case_id from inbound_mails join messages on messages.id = message_id where inbound_mails.id = any($1::uuid[])`, values: [[...waiting.keys()]] })
      return rows.map((row) => {
        const one = must(waiting.get(row['id'] as Id), 'it was waited for')
        waiting.delete(row['id'] as Id)
        return { ...one, caseId: row['case_id'] as Id }
      })
    },
  }
}

/** Our last letter on each case: what the customer's mail program quotes. */
async function lastLetters({ house }: DemoHouse, letters: readonly Posting[]): Promise<ReadonlyMap<Id, Quoted>> {
  const ids = letters.flatMap(({ play, deed }) => (deed.thread && play.main !== null ? [play.main] : []))
  if (ids.length === 0) return new Map()
  const { rows } = await house.db.query({
    name: 'demo.last_letters',
    text: `select distinct on (case_id) case_id, mail_id, messages.subject, text, coalesce(sent_at, messages.created_at) as at, mailboxes.name, address from messages join mailboxes on mailboxes.id = mailbox_id
      where case_id = any($1::uuid[]) and direction = 'out' and state = 'sent' order by case_id, messages.created_at desc, messages.id desc`,
    values: [ids],
  })
  return new Map(rows.map((row) => [row['case_id'] as Id, { mailId: String(row['mail_id']), from: { name: String(row['name']), address: String(row['address']) }, at: row['at'] as Instant, subject: String(row['subject'] ?? ''), text: String(row['text']) }]))
}
