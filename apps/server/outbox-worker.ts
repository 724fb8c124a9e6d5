import { startOutboxWorker } from '#platform/outbox/outbox-worker.ts'
import type { Handlers } from '#platform/outbox/outbox-worker.ts'
import type { Part } from './part.ts'

/** Who carries out which kind of wish; capabilities and channels are added here. */
export const handlers: Handlers = {}

/** Carries out committed wishes. */
export const outboxWorker: Part = {
  name: 'outbox',
  role: 'worker',
  open: async ({ db, now, newId, log }) => startOutboxWorker({ db, now, workerId: newId(), handlers, log }),
}
