import { mailHandlers } from '#apps/server/mail.ts'
import { caseHandlers, caseTogether } from '#apps/server/outbox-worker.ts'
import type { Part } from '#apps/server/part.ts'
import { SEND } from '#channels/email/out/send-mail.ts'
import { startOutboxWorker } from '#platform/outbox/outbox-worker.ts'
import { nowhere } from './demo-house.ts'

/** Carries out wishes as the product does, only that letters go nowhere. */
export const demoOutbox: Part = {
  name: 'outbox',
  role: 'worker',
  open: async (house) => {
    const { db, now, newId, log } = house
    const mail = mailHandlers(house)
    const worker = startOutboxWorker({ db, now, workerId: newId(), handlers: { ...caseHandlers(house), ...mail.handlers, [SEND]: nowhere(house) }, together: caseTogether(house), log })
    return {
      stop: async () => {
        await worker.stop()
        await mail.stop()
      },
    }
  },
}
