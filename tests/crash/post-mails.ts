import { createHash } from 'node:crypto'
import { pickIndex, type Rng } from '#kernel/rng.ts'
import { letter } from '#tests/mail/letters.ts'
import { MAILBOX, type DrillHouse } from './drill-house.ts'

/** A mail that the mail server has accepted for us: from then on it must not be lost. `copy`: the same bytes once more. */
export type PostedMail = { readonly uid: number; readonly sha256: string; readonly kind: 'new' | 'reply' | 'copy' | 'broken' }

let written = 0

/** Puts one mail into our mailbox: a new one, an answer to one of ours, a copy, or one that no parser takes. */
export function postMail({ imap, sink }: DrillHouse, rng: Rng, before: readonly Buffer[]): { readonly mail: PostedMail; readonly raw: Buffer } {
  const { kind, raw } = chosen(rng, before, sink.accepted)
  const uid = imap.deliver(MAILBOX.user, raw)
  return { mail: { uid, sha256: createHash('sha256').update(raw).digest('hex'), kind }, raw }
}

function chosen(rng: Rng, before: readonly Buffer[], sent: readonly Buffer[]): { readonly kind: PostedMail['kind']; readonly raw: Buffer } {
  const dice = rng()
  const mark = `drill-${process.pid}-${++written}`
  const from = `customer${pickIndex(rng, 40)}@customer.test`
  const copied = before[pickIndex(rng, Math.max(1, before.length))]
  if (dice < 0.1 && copied !== undefined) return { kind: 'copy', raw: copied }
  if (dice < 0.14) return { kind: 'broken', raw: nested(mark, from) }
  const answered = sent.at(-1 - pickIndex(rng, 20))
  const messageId = answered === undefined ? undefined : /^Message-ID:\s*(<\S+>)/im.exec(answered.toString('latin1'))?.[1]
  if (dice < 0.4 && messageId !== undefined) return { kind: 'reply', raw: letter({ subject: `Re: ${mark}`, body: `还是不行 ${mark}\r\n`, from, to: MAILBOX.address, headers: [`In-Reply-To: ${messageId}`] }) }
  return { kind: 'new', raw: letter({ subject: `无法开机 ${mark}`, body: `设备无法开机 ${mark}\r\n`, from, to: MAILBOX.address }) }
}

/** Parts within parts, deeper than anybody reads. */
function nested(mark: string, from: string): Buffer {
  const DEPTH = 60
  const open = Array.from({ length: DEPTH }, (_, depth) => `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n`).join('')
  return Buffer.from(`From: ${from}\r\nTo: ${MAILBOX.address}\r\nSubject: ${mark}\r\nMIME-Version: 1.0\r\n${open}Content-Type: text/plain\r\n\r\nend\r\n`)
}
