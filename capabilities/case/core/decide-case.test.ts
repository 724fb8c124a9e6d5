import { expect, test } from 'vitest'
import { stories } from '#scenarios/stories.ts'
import type { Story } from '#scenarios/story.ts'
import { countedIds } from '#sim/counted-ids.ts'
import { onStage } from '#sim/play-move.ts'
import { runStory } from '#sim/run-story.ts'
import { actorOf, compiledCalendars, instantOf } from '#sim/stage.ts'
import { staff, teams } from '#scenarios/cast.ts'
import { defaultManual } from '#tests/conformance/default-handbook.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { CaseCommand } from './case-command.ts'
import { compileScenario } from './compile-scenario.ts'
import { decideCase } from './decide-case.ts'
import type { CaseAggregate, CaseDecision } from './unfolding.ts'

const manual = await defaultManual()
const scenario = compileScenario(manual.scenarios[0]!, 'first')
const calendars = compiledCalendars([])
const nobody = '00000000-0000-7000-a000-000000000000' as Id
const at = instantOf('2026-12-30T10:00:00+08:00')
type Who = Parameters<typeof actorOf>[0]
type Asked = CaseCommand extends infer C ? (C extends CaseCommand ? Omit<C, 'at'> : never) : never

/** The main case of a story, as it stood after its first `moves` steps. */
function given(key: string, moves?: number): CaseAggregate {
  const story = must(stories.find((it) => it.key === key), `story ${key}`)
  const cut: Story = { ...story, steps: story.steps.slice(0, moves) }
  const { stage, failures } = runStory(cut, manual)
  expect(failures).toEqual([])
  return must(onStage(stage, 'main'), 'the story opens a case').aggregate
}

const when = (before: CaseAggregate | null, who: Who, command: Asked, on = scenario, then = at, mailable = true): CaseDecision =>
  decideCase(before, { ...command, at: then } as CaseCommand, {
    scenario: on,
    calendars: (key) => must(calendars.get(key), key),
    ids: countedIds(1_000),
    actor: actorOf(who),
    mailable,
    team: (id) => Object.values(teams).map((team) => ({ ...team, leadId: staff[team.lead].id })).find((team) => team.id === id),
  })

const events = (decision: CaseDecision): readonly string[] => (decision.ok ? decision.events.map(({ type }) => type) : [])
const opening: Asked = { type: 'openCase', caseId: nobody, number: 'SH-20261230-0001', customerId: null, channel: 'phone', teamId: teams.service.id, parentId: null, facts: {}, observed: false, messageId: null, auto: 'none' }
const answer = { score: 3, aspects: {} }
const empty = { recordId: nobody, codes: {}, fields: [] }
const fresh = given('friday-evening', 1)
const resolved = given('answered-and-thanked', 6)
const closed = given('late-low-score', 6)
const waiting = given('class-changed-while-paused', 4)
const merged = must(onStage(runStory(must(stories.find(({ key }) => key === 'merge-and-undo'), 'story'), manual).stage, 'main'), 'main').aggregate

test('the states the refusals are tried on are what their names say', () => {
  expect([fresh.state.status, resolved.state.status, closed.state.status, waiting.state.wait?.reason]).toEqual(['open', 'resolved', 'closed', 'customer-information'])
})

const refusals: readonly (readonly [code: string, before: CaseAggregate | null, who: Who, command: Asked])[] = [
  ['case.already_open', fresh, 'chenYu', opening],
  ['case.not_found', null, 'chenYu', { type: 'note', noteId: nobody }],
  ['case.closed', closed, 'chenYu', { type: 'assign', teamId: teams.service.id, assigneeId: null }],
  ['case.closed', closed, 'chenYu', { type: 'startWaiting', reason: 'customer-time', until: null }],
  ['case.closed', closed, 'chenYu', { type: 'dismiss', dismissal: 'spam' }],
  ['case.closed', closed, 'chenYu', { type: 'record', record: 'news', form: empty }],
  ['case.not_closed', fresh, 'chenYu', { type: 'reopen' }],
  ['case.observed', fresh, 'product', { type: 'observe', happening: 'told' }],
  ['case.step_unknown', fresh, 'chenYu', { type: 'completeStep', step: 'dance', form: null, assign: null, answer: null }],
  ['case.step_not_active', fresh, 'chenYu', { type: 'completeStep', step: 'dispatch', form: null, assign: null, answer: null }],
  ['case.wrong_role', fresh, 'sunHao', { type: 'completeStep', step: 'intake', form: empty, assign: null, answer: null }],
  ['case.wrong_role', fresh, 'wangLi', { type: 'reply', messageId: nobody }],
  ['case.form_required', fresh, 'chenYu', { type: 'completeStep', step: 'intake', form: null, assign: null, answer: null }],
  ['case.form_field_missing', fresh, 'chenYu', { type: 'completeStep', step: 'intake', form: empty, assign: null, answer: null }],
  ['case.form_field_unknown', fresh, 'chenYu', { type: 'completeStep', step: 'intake', form: { ...empty, codes: { colour: 'red' } }, assign: null, answer: null }],
  ['case.form_field_unknown', fresh, 'chenYu', { type: 'completeStep', step: 'intake', form: { ...empty, codes: { symptom: 'a word that belongs in a row' } }, assign: null, answer: null }],
  ['case.class_unknown', fresh, 'chenYu', { type: 'classify', codes: { urgency: 'extreme' } }],
  ['case.class_unknown', fresh, 'chenYu', { type: 'classify', codes: { toString: 'urgent' } }],
  ['case.record_unknown', fresh, 'chenYu', { type: 'record', record: 'poem', form: empty }],
  ['case.not_waiting', fresh, 'chenYu', { type: 'endWaiting' }],
  ['case.already_waiting', waiting, 'chenYu', { type: 'startWaiting', reason: 'customer-time', until: null }],
  ['case.wait_unknown', fresh, 'chenYu', { type: 'startWaiting', reason: 'constructor', until: null }],
  ['case.wait_until_past', fresh, 'chenYu', { type: 'startWaiting', reason: 'customer-time', until: at }],
  ['case.confirmation_settled', fresh, 'wangLi', { type: 'confirm', confirmationId: nobody, via: 'link' }],
  ['case.invitation_settled', fresh, 'wangLi', { type: 'answerSurvey', invitationId: nobody, answer, via: 'link' }],
  ['case.clock_unknown', fresh, 'liJing', { type: 'setDue', clockId: nobody, dueAt: at }],
  ['case.dismissal_unknown', fresh, 'chenYu', { type: 'dismiss', dismissal: '__proto__' }],
  ['case.team_role', fresh, 'liJing', { type: 'assign', teamId: nobody, assigneeId: null }],
  ['case.same_case', fresh, 'chenYu', { type: 'link', otherId: fresh.state.id }],
  ['case.same_case', fresh, 'chenYu', { type: 'mergeInto', otherId: fresh.state.id }],
  ['case.not_linked', fresh, 'chenYu', { type: 'unlink', otherId: nobody }],
  ['case.already_linked', merged, 'chenYu', { type: 'link', otherId: merged.state.linkedIds[0]! }],
  ['case.closed', closed, 'chenYu', { type: 'mergeInto', otherId: nobody }],
  ['case.not_merged', fresh, 'chenYu', { type: 'undoMerge' }],
  ['case.scenario_unknown', fresh, 'liJing', { type: 'moveVersion', handbook: 'third', steps: {} }],
]

test.each(refusals)('%s: the business says no, and nothing of it stands', (code, before, who, command) => {
  const decision = when(before, who, command)
  expect(decision).toEqual({ ok: false, refusal: expect.objectContaining({ code }) })
  expect(Object.keys(decision)).toEqual(['ok', 'refusal'])
})

test.each([0, 6, 2.5, Number.NaN])('a score of %d is no score', (score) => {
  const invitationId = must(closed.state.invitations.at(-1), 'an invitation').id
  expect(when(closed, 'wangLi', { type: 'answerSurvey', invitationId, answer: { score, aspects: {} }, via: 'link' })).toMatchObject({ ok: false, refusal: { code: 'case.score_invalid' } })
})

test('a case entered by a colleague begins with its first step and clocks, and writes to nobody it does not know', () => {
  const decision = when(null, 'chenYu', opening)
  expect(events(decision)).toEqual(['case.opened', 'case.step_started', 'clock.started', 'clock.started'])
  expect(decision).toMatchObject({ ok: true, effects: [] })
})

test('imported history runs on clocks alone: no step is claimed, nothing is told, and what has no evidence stays unknown', () => {
  const opened = when(null, 'product', { ...opening, observed: true } as Asked)
  expect(events(opened)).toEqual(['case.opened', 'clock.started', 'clock.started'])
  const told = when(opened.ok ? opened.after : null, 'product', { type: 'observe', happening: 'told' })
  expect(events(told)).toContain('clock.stopped')
  const ended = when(told.ok ? told.after : null, 'product', { type: 'observe', happening: 'ended' })
  expect(events(ended).every((type) => type === 'clock.left_unknown')).toBe(true)
  expect(events(ended)).not.toHaveLength(0)
  expect([opened, told, ended].flatMap((decision) => (decision.ok ? decision.effects : []))).toEqual([])
})

test('a question that no message can carry makes nobody wait: clocks go on, nothing lapses, and the customer’s word counts as the handbook says', () => {
  const intake = { recordId: nobody, codes: { urgency: 'urgent', type: 'fault', complexity: 'complex' }, fields: ['symptom', 'need'] }
  const done = (mailable: boolean) => when(fresh, 'chenYu', { type: 'completeStep', step: 'intake', form: intake, assign: null, answer: null }, scenario, at, mailable)
  const timers = (decision: CaseDecision) => (decision.ok ? decision.after.state.timers.filter(({ step }) => step === 'need').length : -1)
  const asked = (decision: CaseDecision) => must(decision.ok ? decision.after.state.confirmations.at(-1) : undefined, 'a question')
  const [sent, unsent] = [done(true), done(false)]
  expect([asked(sent).unsent, asked(unsent).unsent]).toEqual([undefined, true])
  expect([timers(sent), timers(unsent)]).toEqual([2, 0])
  const tells = (decision: CaseDecision) => (decision.ok ? decision.effects.filter(({ type }) => type === 'tell') : [])
  expect([tells(sent).length, tells(unsent).length]).toEqual([1, 0])
  const word = (decision: CaseDecision) => when(decision.ok ? decision.after : null, 'chenYu', { type: 'confirm', confirmationId: asked(decision).id, via: 'word' })
  expect(word(sent)).toMatchObject({ ok: false, refusal: { code: 'case.written_answer_needed' } })
  expect(word(unsent)).toMatchObject({ ok: true, after: { state: { steps: { need: { status: 'done', outcome: 'confirmed' } } } } })
})

test('a day that is promised lies ahead: today by the calendar of the scenario at the earliest', () => {
  const tell = (day: string, then: string) => when(fresh, 'chenYu', { type: 'record', record: 'interim-plan', form: { recordId: nobody, codes: { next_news_on: day }, fields: ['plan'] } }, scenario, instantOf(then))
  expect(tell('2026-12-29', '2026-12-30T00:10:00+08:00')).toEqual({ ok: false, refusal: { code: 'case.day_past', params: { form: 'interim-plan', field: 'next_news_on' } } })
  expect([tell('2026-12-30', '2026-12-30T23:50:00+08:00').ok, tell('2027-01-04', '2026-12-30T23:50:00+08:00').ok]).toEqual([true, true])
})

test('of two who take a case at once, one gets it', () => {
  const take = (before: CaseAggregate | null, assigneeId: Id) => when(before, 'chenYu', { type: 'assign', teamId: teams.service.id, assigneeId, taking: true })
  const first = take(fresh, staff.chenYu.id)
  expect(first).toMatchObject({ ok: true, after: { state: { assigneeId: staff.chenYu.id } } })
  expect(take(first.ok ? first.after : null, staff.liJing.id)).toEqual({ ok: false, refusal: expect.objectContaining({ code: 'case.taken' }) })
})

test('a case that was handed on in the meantime is not taken back by whoever saw it before', () => {
  const handedOn = when(fresh, 'liJing', { type: 'assign', teamId: teams.support.id, assigneeId: null })
  const taken = when(handedOn.ok ? handedOn.after : null, 'chenYu', { type: 'assign', teamId: teams.service.id, assigneeId: staff.chenYu.id, taking: true })
  expect(taken).toEqual({ ok: false, refusal: expect.objectContaining({ code: 'case.handed_on' }) })
})

test('what was decided twice changes nothing: the same class, the same customer, the same version, a child that is closed already', () => {
  expect(events(when(waiting, 'chenYu', { type: 'classify', codes: { urgency: 'ordinary' } }))).toEqual([])
  expect(events(when(fresh, 'chenYu', { type: 'setCustomer', customerId: fresh.state.customerId, facts: {} }))).toEqual([])
  expect(events(when(fresh, 'liJing', { type: 'moveVersion', handbook: fresh.state.handbook, steps: { intake: null } }))).toEqual([])
  expect(events(when(fresh, 'product', { type: 'childClosed', childId: nobody, recovered: true }))).toEqual([])
})

test('time that comes early does no harm', () => {
  const early = decideCase(fresh, { type: 'timeReached', at: instantOf('2026-11-20T17:31:00+08:00') }, { scenario, calendars: (key) => must(calendars.get(key), key), ids: countedIds(), actor: { kind: 'system' }, team: () => undefined, mailable: true })
  expect(early).toMatchObject({ ok: true, events: [], effects: [] })
})

test('time that comes twice announces nothing twice', () => {
  const once = when(fresh, 'product', { type: 'timeReached' })
  expect(events(once)).toContain('clock.missed')
  expect(events(when(once.ok ? once.after : null, 'product', { type: 'timeReached' }))).toEqual([])
})

test('a handbook that chases its own tail is stopped by a named refusal', () => {
  const definition = manual.scenarios[0]!
  const tail = compileScenario({ ...definition, rules: [{ key: 'tail', clause: definition.clause, on: { on: 'child_opened' }, does: { opensChild: definition.key, role: definition.owner } }] }, 'first')
  expect(when(fresh, 'chenYu', { type: 'openChild', childId: nobody, scenario: definition.key, role: definition.owner, rule: null }, tail)).toMatchObject({ ok: false, refusal: { code: 'case.too_many_events' } })
})

test('an earlier handler stays as collaborator, and comes back without being one', () => {
  const first = when(fresh, 'liJing', { type: 'assign', teamId: teams.service.id, assigneeId: staff.chenYu.id })
  const second = when(first.ok ? first.after : null, 'liJing', { type: 'assign', teamId: teams.support.id, assigneeId: staff.zhaoMin.id })
  const third = when(second.ok ? second.after : null, 'liJing', { type: 'assign', teamId: teams.service.id, assigneeId: staff.chenYu.id })
  expect(second.ok && second.after.state.collaboratorIds).toEqual([staff.chenYu.id])
  expect(third.ok && third.after.state.collaboratorIds).toEqual([staff.zhaoMin.id])
})

test('a score by a colleague counts only from the role of the step', () => {
  const invitationId = must(closed.state.invitations.at(-1), 'an invitation').id
  expect(when(closed, 'sunHao', { type: 'answerSurvey', invitationId, answer, via: 'word' })).toMatchObject({ ok: false, refusal: { code: 'case.wrong_role' } })
  expect(events(when(closed, 'heLan', { type: 'answerSurvey', invitationId, answer, via: 'word' }))).toEqual(expect.arrayContaining(['case.survey_answered', 'case.closure_lifted', 'case.child_opened']))
})

test('acknowledged is who wrote, by mail or a program of the company, and can be written to; not who rang', () => {
  const wrote = (channel: string, mailable: boolean) => when(null, 'product', { ...opening, type: 'openCase', channel, customerId: nobody, messageId: nobody } as Asked, scenario, at, mailable)
  const told = (decision: CaseDecision): readonly string[] => (decision.ok ? decision.effects.flatMap((effect) => (effect.type === 'tell' ? [effect.wording] : [])) : ['refused'])
  expect([told(wrote('email', true)), told(wrote('email', false)), told(wrote('phone', true)), told(wrote('api', true))]).toEqual([['received'], [], [], ['received']])
})

test('whoever reached the customer gives the score, or says that they would not give one', () => {
  const calling = (reached: string, score: number | null): CaseDecision =>
    when(resolved, 'heLan', { type: 'completeStep', step: 'callback', form: { recordId: nobody, codes: { reached }, fields: [] }, assign: null, answer: score === null ? null : { score, aspects: {} } })
  expect(calling('answered', null)).toMatchObject({ ok: false, refusal: { code: 'case.score_needed' } })
  expect([calling('answered', 5), calling('unwilling', null), calling('unreached', null)].map(({ ok }) => ok)).toEqual([true, true, true])
})

test('a merge that is undone gives back a resolved case as resolved', () => {
  const away = when(resolved, 'chenYu', { type: 'mergeInto', otherId: nobody })
  const back = when(away.ok ? away.after : null, 'chenYu', { type: 'undoMerge' })
  expect(back.ok && back.after.state.status).toBe('resolved')
})

test('who writes again is not reminded to score what is open once more', () => {
  expect(closed.state.timers.some(({ does }) => does === 'remind')).toBe(true)
  const again = when(closed, 'wangLi', { type: 'receiveMessage', messageId: nobody, auto: 'none', thanks: false }, scenario, instantOf('2026-11-25T09:00:00+08:00'))
  expect(again.ok && again.after.state.status).toBe('open')
  expect(again.ok && again.after.state.timers.filter(({ does, step }) => does === 'remind' && step === 'callback')).toEqual([])
})
