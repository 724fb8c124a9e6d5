import { CASE_JOBS } from '#capabilities/case/server/effects.ts'
import { carryOutFollowUp } from '#capabilities/case/server/follow-ups.ts'
import { notifyManyStaff, notifyStaff } from '#capabilities/case/server/notify-staff.ts'
import { markReplyGone } from '#capabilities/case/server/reply-goes.ts'
import { proposeKnowledge, proposeManyDrafts } from '#capabilities/case/server/propose-knowledge.ts'
import { tellCustomer, tellCustomers, type TellSettings } from '#capabilities/case/server/tell-customer.ts'
import { startOutboxWorker } from '#platform/outbox/outbox-worker.ts'
import type { Handlers, Together } from '#platform/outbox/outbox-worker.ts'
import { calendarHandlers } from './calendar-change.ts'
import { companyName } from './company.ts'
import type { House } from './house.ts'
import { mailHandlers } from './mail.ts'
import type { Part } from './part.ts'

/** Who carries out which kind of wish of a case. */
export const caseHandlers = (house: House): Handlers => ({ ...calendarHandlers(house), ...ownHandlers(house) })

/** Kinds of which many are carried out in one go. */
export const caseTogether = (house: House): Together => ({
  [CASE_JOBS.tell]: (wishes) => tellCustomers(house.cases, tellSettings(house), wishes),
  [CASE_JOBS.notify]: (wishes) => notifyManyStaff(house.cases, wishes),
  [CASE_JOBS.knowledge]: (wishes) => proposeManyDrafts(house.cases, wishes),
})

const tellSettings = ({ config, db }: House): TellSettings => ({ publicUrl: config.publicUrl, companyName: () => companyName(db) })

const ownHandlers = (house: House): Handlers => {
  const { cases } = house
  return {
    [CASE_JOBS.command]: (job, now) => carryOutFollowUp(cases, job, now),
    [CASE_JOBS.replyGoes]: (job, now) => markReplyGone(cases, job, now),
    [CASE_JOBS.notify]: (job, now) => notifyStaff(cases, job, now),
    [CASE_JOBS.knowledge]: (job, now) => proposeKnowledge(cases, job, now),
    [CASE_JOBS.tell]: (job, now) => tellCustomer(cases, tellSettings(house), job, now),
  }
}

/** Carries out committed wishes. */
export const outboxWorker: Part = {
  name: 'outbox',
  role: 'worker',
  open: async (house) => {
    const { db, now, newId, log } = house
    const mail = mailHandlers(house)
    const worker = startOutboxWorker({ db, now, workerId: newId(), handlers: { ...caseHandlers(house), ...mail.handlers }, together: caseTogether(house), log })
    return {
      stop: async () => {
        await worker.stop()
        await mail.stop()
      },
    }
  },
}
