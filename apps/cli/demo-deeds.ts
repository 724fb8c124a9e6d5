import type { CaseRequest } from '#capabilities/case/server/run-cases.ts'
import { actorOf, authoriseOn } from '#capabilities/case/server/acting-viewer.ts'
import { CASE_COMMANDS } from '#capabilities/case/server/case-commands.ts'
import type { CommandRoute } from '#capabilities/case/server/command-routes.ts'
import { recordStatement } from '#capabilities/case/server/case-rows.ts'
import { customerFacts } from '#capabilities/case/server/customer-facts.ts'
import { prepareOpening } from '#capabilities/case/server/follow-ups.ts'
import { firstMessage } from '#capabilities/case/server/message-rows.ts'
import { MESSAGE_COMMANDS } from '#capabilities/case/server/message-commands.ts'
import type { CaseState } from '#capabilities/case/core/case-state.ts'
import { assert, must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Deed, Request } from './demo-beat.ts'
import type { DemoHouse } from './demo-house.ts'
import type { DemoColleague, DemoCustomer } from './demo-people.ts'

const ROUTES: ReadonlyMap<string, CommandRoute> = new Map([...CASE_COMMANDS, ...MESSAGE_COMMANDS].map((route) => [`${route.method} ${route.url}`, route]))

/** A colleague's command, as its route makes it of a request: the same rows, the same rights. */
export async function colleagueRequest({ house, at: during }: DemoHouse, { state, who, request, at }: { readonly state: CaseState; readonly who: DemoColleague; readonly request: Request; readonly at: Instant }): Promise<CaseRequest> {
  const route = must(ROUTES.get(`${request.method} ${request.url}`), `there is a route ${request.url}`)
  const { viewer } = who
  const caseId = state.id
  const { definition: scenario } = must((await house.cases.handbooks.version(state.handbook)).scenario(state.scenario), 'a case runs under a scenario of its handbook')
  const asked = await during(at, async () => route.ask({ params: { id: caseId, ...request.params }, body: request.body ?? null, caseId, at, viewer, deps: house.cases, scenario }))
  return {
    caseId, command: asked.command, actor: actorOf(viewer), commandId: house.newId(), requestId: null,
    authorise: (aggregate) => authoriseOn(viewer, route.permission, aggregate),
    ...(asked.rows === undefined ? {} : { rows: asked.rows }),
  }
}

/** What a customer does on the pages behind their links. */
export function customerRequests({ house }: DemoHouse, deed: Extract<Deed, { kind: 'press' | 'score' }>, state: CaseState, at: Instant): readonly CaseRequest[] {
  const customer = { kind: 'customer' as const, id: state.customerId }
  const common = { caseId: state.id, actor: customer, commandId: house.newId(), requestId: null }
  if (deed.kind === 'score') return scoring({ house } as DemoHouse, deed, state, at)
  const asked = state.confirmations.find((it) => it.step === deed.step && it.status === 'open')
  if (asked === undefined) return []
  const said = deed.remark === null ? [] : [recordStatement(house.cases, { id: house.newId(), caseId: state.id, kind: 'reason', subject: asked.id, form: null, input: { words: { note: deed.remark } }, at, author: customer })]
  return [{ ...common, command: { type: deed.yes ? 'confirm' : 'decline', at, confirmationId: asked.id, via: 'link' }, rows: () => said }]
}

/** The score first, then what is added to it: two commands, as on the page. */
function scoring({ house }: DemoHouse, { score, aspects, reason }: Extract<Deed, { kind: 'score' }>, state: CaseState, at: Instant): readonly CaseRequest[] {
  const invited = state.invitations.find(({ status }) => status === 'open')
  if (invited === undefined) return []
  const customer = { kind: 'customer' as const, id: state.customerId }
  const record = (id: Id, input: Parameters<typeof recordStatement>[1]['input']) => recordStatement(house.cases, { id, caseId: state.id, kind: 'survey', subject: invited.id, form: null, input, at, author: customer })
  const common = { caseId: state.id, actor: customer, requestId: null }
  const first: CaseRequest = { ...common, commandId: house.newId(), command: { type: 'answerSurvey', at, invitationId: invited.id, answer: { score, aspects: {} }, via: 'link' }, rows: () => [record(house.newId(), { codes: { score } })] }
  if (reason === null) return [first]
  const recordId = house.newId()
  const codes = Object.fromEntries(Object.entries(aspects).map(([key, points]) => [`aspect.${key}`, points]))
  return [first, { ...common, commandId: house.newId(), command: { type: 'addToAnswer', at, invitationId: invited.id, aspects, recordId, fields: ['reason'] }, rows: () => [record(recordId, { codes, words: { reason } })] }]
}

/** A colleague takes a call down: the case is opened for the customer. */
export async function callRequest({ house, at: during }: DemoHouse, { customer, who, deed, at }: { readonly customer: DemoCustomer; readonly who: DemoColleague; readonly deed: Extract<Deed, { kind: 'call-in' }>; readonly at: Instant }): Promise<CaseRequest> {
  const [caseId, messageId] = [house.newId(), house.newId()]
  const opening = { caseId, scenario: 'after-sales', customerId: customer.id, channel: 'phone', teamId: who.teamId, role: null, parentId: null, facts: await customerFacts(house.cases, customer.id), messageId, auto: 'none', observed: false, at }
  const prepared = await during(at, () => prepareOpening(house.cases, opening))
  assert(prepared !== undefined, 'the handbook has after-sales')
  const row = firstMessage({ id: messageId, caseId, customerId: customer.id, channel: 'phone', subject: deed.subject, text: deed.text, at })
  return { caseId, command: prepared.command, actor: actorOf(who.viewer), commandId: house.newId(), requestId: null, scenario: prepared.scenario, subject: deed.subject, rows: () => [row] }
}
