import { linkFor } from '#capabilities/case/server/customer-pages/customer-links.ts'
import { readLinkedCase } from '#capabilities/case/server/customer-pages/linked-case.ts'
import type { CaseState } from '#capabilities/case/core/case-state.ts'
import { insertCustomer } from '#capabilities/customer/server/commands.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { HOUR, later, parseInstant, type Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import { openTestHouse, ORIGIN, type Answer, type TestHouse } from '#tests/setup/test-house.ts'

/** A Wednesday morning of working days. */
const MORNING = must(parseInstant('2026-11-18T09:30:00+08:00'), 'a date')
export const YES = 'answer=yes'
/** With what the links of the house begin. */
export const ORIGIN_OF_LINKS = ORIGIN

/** A customer, a colleague who may do every step, and a browser without scripts. */
export type PortalStage = {
  readonly house: TestHouse
  readonly newCase: (asked?: { readonly subject?: string; readonly customer?: string; readonly locale?: Locale; /** Whether there is a mail address. */ readonly reachable?: boolean }) => Promise<Id>
  readonly state: (caseId: Id) => Promise<CaseState>
  readonly act: (method: 'POST' | 'PUT', url: string, body: object) => Promise<Answer>
  /** The path of the link to the case's latest confirmation or invitation. */
  readonly link: (caseId: Id, of: 'confirmations' | 'invitations', locale?: Locale) => Promise<string>
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>
  readonly tap: (path: string, form: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>
}

export const openPortalStage = async (at: Instant = MORNING, { mailbox = true }: { readonly mailbox?: boolean } = {}): Promise<PortalStage> => portalStageOn(await openTestHouse({ at, mailbox }))

export function portalStageOn(house: TestHouse): PortalStage {
  const { cases } = house.house
  const act: PortalStage['act'] = async (method, url, body) => {
    const answer = await house.call({ method, url, as: house.admin.cookie, body })
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.text}`)
    return answer
  }
  const linkedCase = async (caseId: Id) => must(await readLinkedCase(cases, caseId), 'the case was opened')
  const link: PortalStage['link'] = async (caseId, of, locale = 'zh-CN') => {
    const { state, scenario } = await linkedCase(caseId)
    const latest = must(state[of].at(-1), 'somebody was asked')
    const address = must(linkFor({ sealing: cases.sealing, publicUrl: ORIGIN }, { state, scenario, of: latest.id, locale }), 'the question went out')
    return address.slice(ORIGIN.length)
  }
  return {
    house,
    newCase: async ({ subject = '打印机连不上', customer = '王丽', reachable = true } = {}) => {
      const customerId = cases.newId()
      await house.fresh.db.write(insertCustomer({ id: customerId, kind: 'person', name: customer, company: null, locale: 'zh-CN', tier: null, contactPoints: reachable ? [{ id: cases.newId(), kind: 'email', value: `${customerId}@customer.example` }] : [] }, cases.now(), cases.sealing))
      const opened = await act('POST', '/api/v1/cases', { scenario: 'after-sales', channel: 'phone', subject, customerId })
      return opened.body['case'] as Id
    },
    state: async (caseId) => (await linkedCase(caseId)).state,
    act,
    link,
    get: (path, headers = {}) => house.call({ method: 'GET', url: path, headers }),
    tap: async (path, form, headers = {}) => {
      const answer = await house.http.inject({ method: 'POST', url: path, payload: form, headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', origin: 'null', ...headers } })
      return { status: answer.statusCode, body: {}, text: answer.payload, headers: answer.headers }
    },
  }
}

export const INTAKE = { urgency: 'ordinary', type: 'fault', complexity: 'simple' }

/** The need has been repeated back, and the customer is asked whether it is right. */
export async function askedForNeed({ newCase, act }: PortalStage, { need = '打印机要能连上办公室的网络', ...who }: { readonly need?: string; readonly subject?: string; readonly customer?: string; readonly reachable?: boolean } = {}): Promise<Id> {
  const caseId = await newCase(who)
  await act('POST', `/api/v1/cases/${caseId}/steps/intake/completion`, { form: { codes: INTAKE, words: { symptom: '一直显示离线', contact: '13800138000', need } } })
  return caseId
}

/** The issue has been answered, and the customer is asked whether it is solved. */
export async function askedForResult(stage: PortalStage): Promise<Id> {
  const caseId = await askedForNeed(stage)
  await stage.act('POST', `/api/v1/cases/${caseId}/steps/answer/completion`, { form: { codes: { result: 'answered' }, words: { answer: '重启路由器后已恢复' } } })
  return caseId
}

/** A day after it was solved, the customer is invited to score. */
export async function invitedToScore(stage: PortalStage): Promise<Id> {
  const caseId = await askedForResult(stage)
  await stage.tap(`${await stage.link(caseId, 'confirmations')}/answer`, YES)
  await stage.house.advanceTo(later(stage.house.clock.now, 25 * HOUR))
  return caseId
}
