import { isPersonal } from '#capabilities/case/core/fill-form.ts'
import type { Filled } from '#capabilities/case/core/case-command.ts'
import type { Actor } from '#capabilities/case/core/case-command.ts'
import { compileScenario, type Scenario } from '#capabilities/case/core/compile-scenario.ts'
import { takesMessages } from '#capabilities/case/core/decide-words.ts'
import type { CaseAggregate } from '#capabilities/case/core/unfolding.ts'
import type { Code } from '#capabilities/handbook/core/condition.ts'
import { assert, must } from '#kernel/assert.ts'
import type { Id, IdSource } from '#kernel/id.ts'
import { customers, staff, teams } from '#scenarios/cast.ts'
import type { Act, Move, Values } from '#scenarios/story.ts'
import type { Untimed } from './simulate.ts'
import { actorOf, caseNamed, compiledCalendars, instantOf, type Stage } from './stage.ts'

/** What came of a move: done, or the code of the no. */
export type MoveResult = { readonly refused: string | null }
const DONE: MoveResult = { refused: null }
/** Whoever wrote a letter that names no sender. */
const UNKNOWN: Actor = { kind: 'customer', id: null }

/** Plays one move at the present instant. What the story names and the case lacks (a question never asked) is a no as well. */
export function playMove(stage: Stage, move: Move): MoveResult {
  const { does } = move
  switch (does.do) {
    case 'open':
      return openNamed(stage, move, does)
    case 'split':
      return split(stage, move, does)
    case 'publish':
      return publishRenamed(stage, does)
    case 'announce':
      stage.simulation.correctCalendars(compiledCalendars(does.years))
      return DONE
    default:
      return issueMove(stage, move, does)
  }
}

type ActOf<T extends Act['do']> = Extract<Act, { readonly do: T }>
type CaseAct = Exclude<Act, ActOf<'open'> | ActOf<'split'> | ActOf<'publish'> | ActOf<'announce'>>

function openNamed(stage: Stage, move: Move, does: ActOf<'open'>): MoveResult {
  const { simulation } = stage
  const caseId = simulation.ids()
  const messageId = does.message === false ? null : simulation.ids()
  const tier: Values = does.customer === null ? {} : { 'customer.tier': customers[does.customer].tier }
  const opener = move.who === 'product' && messageId !== null ? UNKNOWN : actorOf(move.who)
  const decision = simulation.open(opener, {
    caseId,
    scenario: does.scenario ?? must(stage.manual.scenarios[0], 'the handbook has a scenario').key,
    customerId: does.customer === null ? null : customers[does.customer].id,
    channel: does.channel ?? 'email',
    parentId: null,
    facts: { ...tier, ...does.facts },
    observed: does.observed ?? false,
    messageId,
    auto: does.auto ?? 'none',
  })
  if (!decision.ok) return { refused: decision.refusal.code }
  stage.names.set(does.of ?? 'main', caseId)
  if (messageId !== null) stage.lastMessage.set(caseId, messageId)
  return DONE
}

/** A new case knows the customer's tier. */
const tierOf = ({ facts }: CaseAggregate['state']): Values => (facts['customer.tier'] === undefined ? {} : { 'customer.tier': facts['customer.tier'] })

/** The last message leaves the case and begins another of the same scenario and customer. */
function split(stage: Stage, move: Move, does: ActOf<'split'>): MoveResult {
  const { simulation } = stage
  const caseId = must(caseNamed(stage, does.of ?? 'main'), 'a case that is split was opened')
  const { state } = must(simulation.caseOf(caseId), 'a named case exists')
  const messageId = must(stage.lastMessage.get(caseId), 'a case that is split has a message')
  const newCaseId = simulation.ids()
  const { scenario, customerId, channel } = state
  const parted = simulation.issue(actorOf(move.who), caseId, { type: 'splitOff', newCaseId, messageIds: [messageId] })
  if (!parted.ok) return { refused: parted.refusal.code }
  const opened = simulation.open(actorOf(move.who), { caseId: newCaseId, scenario, customerId, channel, parentId: null, facts: tierOf(state), observed: false, messageId, auto: 'none' })
  if (!opened.ok) return { refused: opened.refusal.code }
  simulation.issue(actorOf(move.who), newCaseId, { type: 'link', otherId: caseId })
  stage.names.set(does.as, newCaseId)
  return DONE
}

function publishRenamed(stage: Stage, does: ActOf<'publish'>): MoveResult {
  const scenarios = stage.manual.scenarios.map((definition) => renamed(definition, does.renames))
  stage.versions = new Map([...stage.versions, [does.version, scenarios]])
  stage.simulation.publish({ id: does.version, scenarios, serialDigits: stage.manual.serialDigits })
  return DONE
}

/** The definition with some of its keys called otherwise, wherever they stand. */
export function renamed<T>(definition: T, renames: Readonly<Record<string, string>>): T {
  return JSON.parse(JSON.stringify(definition), (_key, value: unknown) => (typeof value === 'string' && Object.hasOwn(renames, value) ? renames[value] : value)) as T
}

function issueMove(stage: Stage, move: Move, does: CaseAct): MoveResult {
  const { simulation } = stage
  const named = onStage(stage, does.of ?? 'main')
  if (named === null) return { refused: 'story.case_unknown' }
  const { id: caseId, aggregate } = does.do === 'write' ? living(stage, named) : named
  if (does.do === 'merge' && onStage(stage, does.into)?.aggregate.state.status === 'merged') return { refused: 'case.merged' }
  if (does.do === 'write' && comesTooLate(stage, aggregate, does)) return writeAnew(stage, move, aggregate)
  const command = commandOf(stage, aggregate, does)
  if (command === null) return { refused: 'story.not_asked' }
  const decision = simulation.issue(actorOf(move.who), caseId, command)
  if (decision.ok && command.type === 'receiveMessage') stage.lastMessage.set(caseId, command.messageId)
  return { refused: decision.ok ? null : decision.refusal.code }
}

/** What is written to a case that was merged goes where its story goes on. */
function living(stage: Stage, on: Standing): Standing {
  let next = on
  for (let into = next.aggregate.state.mergedInto; into !== null; into = next.aggregate.state.mergedInto) {
    next = { id: into, aggregate: must(stage.simulation.caseOf(into), 'a case is merged into one that exists') }
  }
  return next
}

/** Words for a case that closed too long ago begin another, linked with it; machines and thanks stay where they belong. */
function comesTooLate(stage: Stage, on: CaseAggregate, does: ActOf<'write'>): boolean {
  const speaks = (does.auto ?? 'none') === 'none' && does.thanks !== true
  return speaks && on.state.status === 'closed' && !takesMessages(on.state, compileScenario(definitionOf(stage, on), on.state.handbook), stage.simulation.now())
}

function writeAnew(stage: Stage, move: Move, { state }: CaseAggregate): MoveResult {
  const { simulation } = stage
  const caseId = simulation.ids()
  const { scenario, customerId, channel } = state
  const opened = simulation.open(actorOf(move.who), { caseId, scenario, customerId, channel, parentId: null, facts: tierOf(state), observed: false, messageId: simulation.ids(), auto: 'none' })
  if (!opened.ok) return { refused: opened.refusal.code }
  simulation.issue(actorOf(move.who), caseId, { type: 'link', otherId: state.id })
  return DONE
}

/** The command an act stands for, its names resolved on the case as it is; null when what it names is not there. */
function commandOf(stage: Stage, on: CaseAggregate, does: CaseAct): Untimed | null {
  const { ids } = stage.simulation
  switch (does.do) {
    case 'write':
      return { type: 'receiveMessage', messageId: ids(), auto: does.auto ?? 'none', thanks: does.thanks ?? false }
    case 'reply':
      return { type: 'reply', messageId: ids() }
    case 'note':
      return { type: 'note', noteId: ids() }
    case 'contact':
      return { type: 'recordContact', recordId: ids(), reached: does.reached }
    case 'record':
      return { type: 'record', record: does.record, form: filled(definitionOf(stage, on).records?.find(({ key }) => key === does.record)?.form, does.form, stage, on) }
    case 'classify':
      return { type: 'classify', codes: does.codes }
    case 'complete':
      return completion(stage, on, does)
    case 'confirm':
    case 'decline':
      return withFound(on.state.confirmations.findLast(({ step }) => step === does.step), ({ id }) => ({ type: does.do, confirmationId: id, via: does.by }))
    case 'send':
      return withFound(on.state.confirmations.findLast(({ step }) => step === does.step), ({ id }) => ({ type: 'sendQuestion', confirmationId: id }))
    case 'score':
      return withFound(on.state.invitations.findLast(({ step }) => step === does.step), ({ id }) => ({ type: 'answerSurvey', invitationId: id, answer: { score: does.score, aspects: {} }, via: does.by ?? 'link' }))
    case 'setDue':
      return withFound(on.clocks.findLast(({ key }) => key === does.clock), ({ id }) => ({ type: 'setDue', clockId: id, dueAt: instantOf(does.due) }))
    case 'returnDue':
      return withFound(on.clocks.findLast(({ key }) => key === does.clock), ({ id }) => ({ type: 'returnDue', clockId: id }))
    case 'merge':
    case 'link':
    case 'unlink':
      return withFound(caseNamed(stage, does.into), (otherId) => ({ type: does.do === 'merge' ? 'mergeInto' : does.do, otherId }))
    default:
      return plainCommand(does, ids)
  }
}

type PlainAct = ActOf<'assign' | 'wait' | 'dismiss' | 'openChild' | 'setCustomer' | 'moveVersion' | 'observe'> | (CaseAct & { readonly do: 'resume' | 'reopen' | 'undoMerge' })

function plainCommand(does: PlainAct, ids: IdSource): Untimed {
  switch (does.do) {
    case 'assign':
      return { type: 'assign', teamId: does.team === null ? null : teams[does.team].id, assigneeId: does.person === undefined ? null : staff[does.person].id }
    case 'wait':
      return { type: 'startWaiting', reason: does.reason, until: does.until === undefined ? null : instantOf(does.until) }
    case 'resume':
      return { type: 'endWaiting' }
    case 'reopen':
      return { type: 'reopen' }
    case 'undoMerge':
      return { type: 'undoMerge' }
    case 'dismiss':
      return { type: 'dismiss', dismissal: does.reason }
    case 'openChild':
      return { type: 'openChild', childId: ids(), scenario: does.scenario, role: does.role, rule: null }
    case 'setCustomer':
      return { type: 'setCustomer', customerId: customers[does.customer].id, facts: { 'customer.tier': customers[does.customer].tier } }
    case 'moveVersion':
      return { type: 'moveVersion', handbook: does.version, steps: does.steps ?? {} }
    case 'observe':
      return { type: 'observe', happening: does.happening }
  }
}

const withFound = <T>(found: T | null | undefined, command: (it: T) => Untimed): Untimed | null => (found === null || found === undefined ? null : command(found))

function completion(stage: Stage, on: CaseAggregate, does: ActOf<'complete'>): Untimed {
  const form = definitionOf(stage, on).steps.find(({ key }) => key === does.step)?.form
  const team = does.team === undefined ? null : { teamId: teams[does.team].id, assigneeId: does.person === undefined ? null : staff[does.person].id }
  return {
    type: 'completeStep',
    step: does.step,
    form: does.form === undefined ? null : filled(form, does.form, stage, on),
    assign: team,
    answer: does.score === undefined ? null : { score: does.score, aspects: {} },
  }
}

/** The definition the case runs under. */
export function definitionOf(stage: Stage, { state }: CaseAggregate): Scenario['definition'] {
  const scenarios = must(stage.versions.get(state.handbook), `handbook ${state.handbook} was published`)
  const found = scenarios.find(({ key }) => key === state.scenario)
  assert(found !== undefined, `scenario ${state.scenario} is in the handbook`)
  return found
}

/** Values as the product takes them in: codes for the engine, of personal words only the names of their fields. */
function filled(form: string | undefined, values: Values, stage: Stage, on: CaseAggregate): Filled {
  const fields = definitionOf(stage, on).forms.find(({ key }) => key === form)?.fields ?? []
  const personal = new Set<string>(fields.filter(isPersonal).map(({ key }) => key))
  const codes: Record<string, Code> = {}
  const words: string[] = []
  for (const [key, value] of Object.entries(values)) {
    if (personal.has(key)) words.push(key)
    else codes[key] = value
  }
  return { recordId: stage.simulation.ids(), codes, fields: words }
}

/** A case and where it stands. */
type Standing = { readonly id: Id; readonly aggregate: CaseAggregate }

/** The case of this name; null when there is none. */
export const onStage = (stage: Stage, name: string): Standing | null => {
  const id = caseNamed(stage, name)
  const aggregate = id === null ? undefined : stage.simulation.caseOf(id)
  return id === null || aggregate === undefined ? null : { id, aggregate }
}
