import { parseInstant, type Instant } from '#kernel/instant.ts'
import { assert, must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { Type, type Static } from 'typebox'
import {
  Assignment, ByCase, ByClock, ByConfirmation, ByInvitation, ByOther, ByStep, Classification, Completion, ConfirmationAnswer, CustomerOfCase, Dismissal,
  ManualDue, Merge, NewChild, NewLink, NewRecordInput, SurveyAnswer, Waiting,
} from '../contract.ts'
import type { FormInput } from '../contract.ts'
import { refusal } from '#platform/http/problem.ts'
import { stillKnown } from '#capabilities/customer/server/commands.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { CaseCommand } from '../core/case-command.ts'
import type { CaseState } from '../core/case-state.ts'
import type { CaseDeps } from './case-deps.ts'
import { customerStillThere, namedCustomerFacts } from './customer-facts.ts'
import { filledFrom, recordStatement } from './case-rows.ts'
import { takeFormFiles } from './form-files.ts'
import { loadVisible } from './read-routes.ts'
import { roleToOpenFor } from './team-to-open-for.ts'
import { commandRoute, scenarioOf, type Asked, type CommandRoute, type Input } from './command-routes.ts'

const NONE = Type.Object({}, { additionalProperties: false })

/** An instant that the schema has let through. */
export function givenInstant(text: string): Instant {
  const at = parseInstant(text)
  assert(at !== null, 'date-time is checked at the door')
  return at
}

const author = ({ viewer }: Pick<Input<typeof ByCase, typeof NONE>, 'viewer'>) => ({ kind: viewer.kind, id: viewer.id })

type Recording = { readonly kind: 'form' | 'record' | 'reason' | 'survey'; readonly subject: string; readonly form: string | null; readonly input: FormInput }

/** A record beside the event: its id goes into both. */
function record(input: Pick<Input<typeof ByCase, typeof NONE>, 'caseId' | 'at' | 'viewer' | 'deps'>, id: Id, what: Recording) {
  return recordStatement(input.deps, { id, caseId: input.caseId, at: input.at, author: author(input), ...what })
}

/** A score that a colleague takes down lies with its invitation, the reason in the customer's words. */
const scored = (invitation: string, { score, reason }: Static<typeof SurveyAnswer>): Recording =>
  ({ kind: 'survey', subject: invitation, form: null, input: { codes: { score }, words: reason === undefined ? {} : { reason } } })

const invitedAt = ({ invitations }: CaseState, step: string): Id => must(invitations.findLast((it) => it.step === step), 'a score belongs to an invitation').id

/** A case that is pointed at must be there, and visible to whoever points at it. */
async function visibleState(deps: CaseDeps, viewer: Viewer, id: Id): Promise<CaseState> {
  return (await loadVisible(deps, viewer, id)).loaded.aggregate.state
}

/** Work begins anew, on the case or on a child of it: not where its customer was erased. */
async function workAnew(command: CaseCommand, { deps, viewer, caseId }: Pick<Input<typeof ByCase, typeof NONE>, 'caseId' | 'viewer' | 'deps'>): Promise<Asked> {
  const { customerId } = await visibleState(deps, viewer, caseId)
  const held = await customerStillThere(deps, customerId)
  return { command, rows: () => held }
}

/** Work is handed to somebody who is here. */
export async function requireColleague(deps: CaseDeps, id: Id | null): Promise<void> {
  if (id === null) return
  const { rows } = await deps.db.query({ name: 'case.colleague', text: 'select 1 from staff where id = $1 and active and archived_at is null', values: [id] })
  if (rows.length === 0) throw refusal({ code: 'case.assignee_unknown' })
}

/** Everything that can be done to a case over HTTP, apart from messages, opening, splitting and moving versions. */
export const CASE_COMMANDS: readonly CommandRoute[] = [
  commandRoute({
    method: 'PUT', url: '/classification', summary: '更改分类', permission: 'case.classify', params: ByCase, body: Classification,
    ask: ({ body, at }) => ({ command: { type: 'classify', at, codes: body.codes } }),
  }),
  commandRoute({
    method: 'PUT', url: '/assignment', summary: '分派工单', permission: 'case.assign', params: ByCase, body: Assignment,
    looks: true,
    ask: async ({ body, at, deps }) => {
      await requireColleague(deps, body.assigneeId as Id | null)
      return { command: { type: 'assign', at, teamId: body.teamId as Id | null, assigneeId: body.assigneeId as Id | null, taking: body.taking === true } }
    },
  }),
  commandRoute({
    method: 'POST', url: '/steps/:step/completion', summary: '完成步骤', permission: 'case.step', params: ByStep, body: Completion,
    looks: true,
    ask: async (input) => {
      const { body, at, params, deps } = input
      const recordId = deps.newId()
      await requireColleague(deps, (body.assign?.assigneeId ?? null) as Id | null)
      const assign = body.assign === undefined ? null : { teamId: body.assign.teamId as Id, assigneeId: (body.assign.assigneeId ?? null) as Id | null }
      const answer = body.answer === undefined ? null : { score: body.answer.score, aspects: body.answer.aspects ?? {} }
      const form = body.form === undefined ? null : filledFrom(recordId, body.form)
      const kept = await takeFormFiles(deps, { ...input, scenario: scenarioOf(input), recordId, form: { codes: body.form?.codes ?? {}, words: body.form?.words ?? {} }, of: { step: params.step } })
      return {
        command: { type: 'completeStep', at, step: params.step, form, assign, answer },
        rows: ({ state }) => [
          ...(form === null ? [] : [record(input, recordId, { kind: 'form', subject: params.step, form: null, input: kept.form }), ...kept.rows]),
          ...(body.answer === undefined ? [] : [record(input, deps.newId(), scored(invitedAt(state, params.step), body.answer))]),
        ],
        ids: { record: recordId },
      }
    },
  }),
  commandRoute({
    method: 'POST', url: '/records', summary: '登记记录（阶段性方案、进度告知等）', permission: 'case.step', params: ByCase, body: NewRecordInput,
    looks: true,
    ask: async (input) => {
      const { body, at, deps } = input
      const recordId = deps.newId()
      const kept = await takeFormFiles(deps, { ...input, scenario: scenarioOf(input), recordId, form: body.form, of: { record: body.record } })
      return {
        command: { type: 'record', at, record: body.record, form: filledFrom(recordId, body.form) },
        rows: () => [record(input, recordId, { kind: 'record', subject: body.record, form: body.record, input: kept.form }), ...kept.rows],
        ids: { record: recordId },
      }
    },
  }),
  commandRoute({
    method: 'POST', url: '/confirmations/:confirmation/answer', summary: '代客户登记确认结果', permission: 'case.confirm_for_customer', params: ByConfirmation, body: ConfirmationAnswer,
    ask: (input) => {
      const { body, at, params, deps } = input
      const recordId = deps.newId()
      return {
        command: { type: body.confirmed ? 'confirm' : 'decline', at, confirmationId: params.confirmation as Id, via: 'word' },
        rows: () => [record(input, recordId, { kind: 'reason', subject: params.confirmation, form: null, input: { words: { note: body.note } } })],
      }
    },
  }),
  commandRoute({
    method: 'POST', url: '/confirmations/:confirmation/sending', summary: '发送当时没能发出的确认请求', permission: 'case.confirm_for_customer', params: ByConfirmation, body: NONE,
    ask: ({ params, at }) => ({ command: { type: 'sendQuestion', at, confirmationId: params.confirmation as Id } }),
  }),
  commandRoute({
    method: 'POST', url: '/surveys/:invitation/answer', summary: '代客户登记评分', permission: 'case.confirm_for_customer', params: ByInvitation, body: SurveyAnswer,
    ask: (input) => {
      const { body, at, params, deps } = input
      const recordId = deps.newId()
      return {
        command: { type: 'answerSurvey', at, invitationId: params.invitation as Id, answer: { score: body.score, aspects: body.aspects ?? {} }, via: 'word' },
        rows: () => [record(input, recordId, scored(params.invitation, body))],
        ids: { record: recordId },
      }
    },
  }),
  commandRoute({
    method: 'POST', url: '/wait', summary: '等待客户', permission: 'case.wait', params: ByCase, body: Waiting,
    ask: ({ body, at }) => ({ command: { type: 'startWaiting', at, reason: body.reason, until: body.until === undefined ? null : givenInstant(body.until) } }),
  }),
  commandRoute({
    method: 'DELETE', url: '/wait', summary: '结束等待', permission: 'case.wait', params: ByCase, body: null,
    ask: ({ at }) => ({ command: { type: 'endWaiting', at } }),
  }),
  commandRoute({
    method: 'PUT', url: '/clocks/:clock/due', summary: '人工设定到期时间（须写明原因）', permission: 'case.due', params: ByClock, body: ManualDue,
    ask: (input) => {
      const { body, at, params, deps } = input
      const recordId = deps.newId()
      return {
        command: { type: 'setDue', at, clockId: params.clock as Id, dueAt: givenInstant(body.dueAt) },
        rows: () => [record(input, recordId, { kind: 'reason', subject: params.clock, form: null, input: { words: { reason: body.reason } } })],
        ids: { record: recordId },
      }
    },
  }),
  commandRoute({
    method: 'DELETE', url: '/clocks/:clock/due', summary: '恢复按规则计算到期时间', permission: 'case.due', params: ByClock, body: null,
    ask: ({ at, params }) => ({ command: { type: 'returnDue', at, clockId: params.clock as Id } }),
  }),
  commandRoute({
    method: 'POST', url: '/dismissal', summary: '无效关闭', permission: 'case.dismiss', params: ByCase, body: Dismissal,
    ask: ({ body, at }) => ({ command: { type: 'dismiss', at, dismissal: body.dismissal } }),
  }),
  commandRoute({
    method: 'POST', url: '/reopening', summary: '重新打开', permission: 'case.reopen', params: ByCase, body: NONE,
    looks: true,
    ask: (input) => workAnew({ type: 'reopen', at: input.at }, input),
  }),
  commandRoute({
    method: 'POST', url: '/children', summary: '新建子工单', permission: 'case.open', params: ByCase, body: NewChild,
    looks: true,
    ask: async (input) => {
      const { body, at, deps, viewer } = input
      const childId = deps.newId()
      const role = await roleToOpenFor(deps, viewer, { role: body.role ?? null, scenario: body.scenario })
      return { ...(await workAnew({ type: 'openChild', at, childId, scenario: body.scenario, role, rule: null }, input)), ids: { child: childId } }
    },
  }),
  commandRoute({
    method: 'POST', url: '/links', summary: '关联工单', permission: 'case.link', params: ByCase, body: NewLink,
    looks: true,
    ask: async ({ body, at, deps, viewer }) => {
      await visibleState(deps, viewer, body.otherId as Id)
      return { command: { type: 'link', at, otherId: body.otherId as Id } }
    },
  }),
  commandRoute({
    method: 'DELETE', url: '/links/:other', summary: '取消关联', permission: 'case.link', params: ByOther, body: null,
    ask: ({ at, params }) => ({ command: { type: 'unlink', at, otherId: params.other as Id } }),
  }),
  commandRoute({
    method: 'POST', url: '/merge', summary: '合并到另一工单', permission: 'case.merge', params: ByCase, body: Merge,
    looks: true,
    ask: async ({ body, at, deps, viewer }) => {
      const into = await visibleState(deps, viewer, body.intoId as Id)
      if (into.mergedInto !== null) throw refusal({ code: 'case.merged', params: { into: into.mergedInto } })
      return { command: { type: 'mergeInto', at, otherId: into.id } }
    },
  }),
  commandRoute({
    method: 'DELETE', url: '/merge', summary: '撤销合并', permission: 'case.merge', params: ByCase, body: null,
    looks: true,
    ask: (input) => workAnew({ type: 'undoMerge', at: input.at }, input),
  }),
  commandRoute({
    method: 'PUT', url: '/customer', summary: '更改工单客户', permission: 'case.classify', params: ByCase, body: CustomerOfCase,
    looks: true,
    ask: async ({ body, at, deps, viewer }) => {
      const customerId = body.customerId as Id | null
      return { command: { type: 'setCustomer', at, customerId, facts: await namedCustomerFacts(deps, viewer, { customerId, at }) }, rows: () => (customerId === null ? [] : [stillKnown(customerId)]) }
    },
  }),
]
