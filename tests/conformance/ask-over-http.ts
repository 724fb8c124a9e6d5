import { takeInMessage, type ArrivedMessage } from '#capabilities/case/server/take-in-message.ts'
import { linkFor } from '#capabilities/case/server/customer-pages/customer-links.ts'
import { clocksOfCases, loadedCases, readCases } from '#capabilities/case/server/store.ts'
import type { Actor } from '#capabilities/case/core/case-command.ts'
import { assert, must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Opening, Untimed } from '#sim/simulate.ts'
import type { TestHouse } from '#tests/setup/test-house.ts'

/** How people reach the product: colleagues by its API, customers by mail and by the pages behind their links. */
export type Doors = { readonly house: TestHouse; readonly cookieOf: (staffId: string) => string; readonly addressOf: (customerId: string) => string }

type Answered = { readonly status: number; readonly text: string }

/** A case begins through the door its opener would use; answers its id. `answers`: the closed case the letter bears the token of. */
export async function openByDoor(doors: Doors, actor: Actor, opening: Opening, answers: Id | null): Promise<Id | null> {
  if (actor.kind === 'customer') return writeIn(doors, { customerId: opening.customerId, caseId: answers, auto: opening.auto, thanks: false })
  assert(actor.kind === 'staff', 'colleagues and customers open cases')
  const { scenario, channel, customerId } = opening
  const text = opening.messageId === null ? {} : { text: '客户来电反映问题' }
  const answer = await doors.house.call({ method: 'POST', url: '/api/v1/cases', as: doors.cookieOf(actor.id), body: { scenario, channel, customerId, subject: '咨询', ...text } })
  return answer.status === 201 ? (answer.body['case'] as Id) : null
}

type Written = { readonly customerId: Id | null; readonly caseId: Id | null; readonly auto: string; readonly thanks: boolean }
let letters = 0

/** A mail of the customer, with the token of the case it answers. */
async function writeIn({ house, addressOf }: Doors, { customerId, caseId, auto, thanks }: Written): Promise<Id | null> {
  letters += 1
  const from = customerId === null ? null : { name: '', address: addressOf(customerId) }
  const text = thanks ? '好的，谢谢！' : '您好，设备还是不能正常使用，请看一下。'
  const message: ArrivedMessage = {
    channel: 'email', mailboxId: null, imported: false, from, addresses: { from, to: [], cc: [] }, subject: '咨询', text, html: null, reply: text, auto: auto as ArrivedMessage['auto'],
    mailId: null, inReplyTo: null, references: [], rawSha256: `letter ${letters}`, files: [], caseId, settle: () => ({ text: 'select 1', values: [] }),
  }
  const taken = await takeInMessage(house.house.cases, house.house.files, message)
  return taken.taken ? taken.caseId : null
}

/** One command through the door of whoever gives it. */
export async function askByDoor(doors: Doors, actor: Actor, caseId: Id, command: Untimed): Promise<void> {
  if (command.type === 'receiveMessage') return void (await writeIn(doors, { customerId: actor.kind === 'customer' ? actor.id : null, caseId, auto: command.auto, thanks: command.thanks }))
  if ((command.type === 'confirm' || command.type === 'decline') && command.via !== 'word') return void (await press(doors, caseId, command.confirmationId, { handed: command.via === 'handed', part: 'answer', fields: { answer: command.type === 'confirm' ? 'yes' : 'no' } }))
  if (command.type === 'answerSurvey' && command.via === 'link') return void (await press(doors, caseId, command.invitationId, { part: 'score', fields: { score: String(command.answer.score) } }))
  assert(actor.kind === 'staff', `${command.type} is given by a colleague`)
  if (command.type === 'moveVersion') {
    const body = { caseIds: [caseId], handbookId: command.handbook, steps: command.steps, dryRun: false }
    return void (await doors.house.call({ method: 'POST', url: '/api/v1/version-moves', as: doors.cookieOf(actor.id), body }))
  }
  const { method, url, body } = requestFor(command)
  await doors.house.call({ method, url: `/api/v1/cases/${caseId}${url}`, as: doors.cookieOf(actor.id), ...(body === undefined ? {} : { body }) })
}

/** The customer presses a button of the page that the letter leads to. */
async function press({ house }: Doors, caseId: Id, of: Id, { handed = false, part, fields }: { readonly handed?: boolean; readonly part: string; readonly fields: Record<string, string> }): Promise<Answered | null> {
  const { cases: deps, config } = house.house
  const { state } = must(loadedCases(await deps.db.query(readCases([caseId])), await deps.db.query(clocksOfCases([caseId]))).get(caseId), 'the case is there').aggregate
  const handbook = await deps.handbooks.version(state.handbook)
  const link = linkFor({ sealing: deps.sealing, publicUrl: config.publicUrl }, { state, scenario: must(handbook.scenario(state.scenario), 'the case has its scenario'), of, locale: 'zh-CN', ...(handed ? { handedAt: house.clock.now } : {}) })
  if (link === null) return null
  const answer = await house.http.inject({
    method: 'POST', url: `${new URL(link).pathname}/${part}`, headers: { 'content-type': 'application/x-www-form-urlencoded', origin: config.publicUrl }, payload: new URLSearchParams(fields).toString(),
  })
  return { status: answer.statusCode, text: answer.payload }
}

type Request = { readonly method: 'POST' | 'PUT' | 'DELETE'; readonly url: string; readonly body?: object }
const words = (fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, '内容']))

/** The route that carries a command of a colleague. */
function requestFor(command: Untimed): Request {
  switch (command.type) {
    case 'reply': return { method: 'POST', url: '/replies', body: { text: '您好，我们正在处理。', undoSeconds: 0 } }
    case 'note': return { method: 'POST', url: '/notes', body: { text: '内部备注' } }
    case 'recordContact': return { method: 'POST', url: '/contacts', body: { reached: command.reached } }
    case 'record': return { method: 'POST', url: '/records', body: { record: command.record, form: { codes: command.form.codes, words: words(command.form.fields) } } }
    case 'classify': return { method: 'PUT', url: '/classification', body: { codes: command.codes } }
    case 'assign': return { method: 'PUT', url: '/assignment', body: { teamId: command.teamId, assigneeId: command.assigneeId } }
    case 'completeStep': return completion(command)
    case 'confirm': return { method: 'POST', url: `/confirmations/${command.confirmationId}/answer`, body: { confirmed: true, note: '客户在电话里同意' } }
    case 'decline': return { method: 'POST', url: `/confirmations/${command.confirmationId}/answer`, body: { confirmed: false, note: '客户在电话里不同意' } }
    case 'sendQuestion': return { method: 'POST', url: `/confirmations/${command.confirmationId}/sending`, body: {} }
    case 'answerSurvey': return { method: 'POST', url: `/surveys/${command.invitationId}/answer`, body: { score: command.answer.score } }
    case 'startWaiting': return { method: 'POST', url: '/wait', body: { reason: command.reason, ...(command.until === null ? {} : { until: formatInstant(command.until) }) } }
    case 'endWaiting': return { method: 'DELETE', url: '/wait' }
    case 'setDue': return { method: 'PUT', url: `/clocks/${command.clockId}/due`, body: { dueAt: formatInstant(command.dueAt), reason: '客户要求' } }
    case 'returnDue': return { method: 'DELETE', url: `/clocks/${command.clockId}/due` }
    case 'dismiss': return { method: 'POST', url: '/dismissal', body: { dismissal: command.dismissal } }
    case 'reopen': return { method: 'POST', url: '/reopening', body: {} }
    case 'openChild': return { method: 'POST', url: '/children', body: { scenario: command.scenario, role: command.role } }
    case 'link': return { method: 'POST', url: '/links', body: { otherId: command.otherId } }
    case 'unlink': return { method: 'DELETE', url: `/links/${command.otherId}` }
    case 'mergeInto': return { method: 'POST', url: '/merge', body: { intoId: command.otherId } }
    case 'undoMerge': return { method: 'DELETE', url: '/merge' }
    case 'splitOff': return { method: 'POST', url: '/splits', body: { messageIds: command.messageIds, subject: '另一个问题' } }
    case 'setCustomer': return { method: 'PUT', url: '/customer', body: { customerId: command.customerId } }
    default: throw new Error(`no route carries ${command.type}`)
  }
}

function completion({ step, form, assign, answer }: Extract<Untimed, { type: 'completeStep' }>): Request {
  const filled = form === null ? {} : { form: { codes: form.codes, words: words(form.fields) } }
  return { method: 'POST', url: `/steps/${step}/completion`, body: { ...filled, ...(assign === null ? {} : { assign }), ...(answer === null ? {} : { answer: { score: answer.score } }) } }
}
