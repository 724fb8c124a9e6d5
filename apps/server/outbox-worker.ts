import { CASE_JOBS } from '#capabilities/case/server/effects.ts'
import { carryOutFollowUp } from '#capabilities/case/server/follow-ups.ts'
import { notifyStaff } from '#capabilities/case/server/notify-staff.ts'
import { startOutboxWorker } from '#platform/outbox/outbox-worker.ts'
import type { Handlers } from '#platform/outbox/outbox-worker.ts'
import type { House } from './house.ts'
import type { Part } from './part.ts'

/** Who carries out which kind of wish. */
export const handlersOf = ({ cases }: House): Handlers => ({
  [CASE_JOBS.command]: (job, now) => carryOutFollowUp(cases, job, now),
  [CASE_JOBS.notify]: (job, now) => notifyStaff(cases, job, now),
})

/** Carries out committed wishes. */
export const outboxWorker: Part = {
  name: 'outbox',
  role: 'worker',
  open: async (house) => {
    const { db, now, newId, log } = house
    return startOutboxWorker({ db, now, workerId: newId(), handlers: handlersOf(house), log })
  },
}
