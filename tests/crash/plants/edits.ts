import type { Edit } from './rewrite-on-load.ts'

export type Planting = { readonly path: string; readonly edits: readonly Edit[] }

const CLAIM = `  if (!(await deps.store.claim(messageId, at))) return DONE\n`
const SEND = `  const outcome = await deps.smtp.send(mailbox, { from: mailbox.address, to }, raw)\n`

/** The mail leaves first, and only then is it written down that it was to leave. */
export const SEND_BEFORE_COMMIT: Planting = { path: 'channels/email/out/send-mail.ts', edits: [[CLAIM, ''], [SEND, `${SEND}${CLAIM}`]] }

const RANGE = `    const range = batch.join(',')\n`
const SEEN = `    await markSeen(client, range)\n    await deps.store.reached(mailbox.id, { uidValidity, uidLast: batch.at(-1) ?? last }, deps.now())\n`

/** Mails are marked as read, and the position moves on, before they are stored. */
export const SEEN_BEFORE_STORE: Planting = { path: 'channels/email/in/fetch-mailbox.ts', edits: [[SEEN, ''], [RANGE, `${RANGE}${SEEN}`]] }

/** Two workers take the same due cases at the same time. */
export const CLOCK_WITHOUT_LOCK: Planting = { path: 'capabilities/case/server/store.ts', edits: [[' for update skip locked', '']] }
