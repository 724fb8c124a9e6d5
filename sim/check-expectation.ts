import { awaiting } from '#capabilities/case/core/case-state.ts'
import { factsOf } from '#capabilities/case/core/happenings.ts'
import type { CaseAggregate } from '#capabilities/case/core/unfolding.ts'
import { spentBy } from '#capabilities/clock/core/measure-clock.ts'
import { holds } from '#capabilities/handbook/core/condition.ts'
import { must } from '#kernel/assert.ts'
import { formatDuration } from '#kernel/duration.ts'
import { formatInstant } from '#kernel/instant.ts'
import { textIn } from '#kernel/text.ts'
import { staff, teams } from '#scenarios/cast.ts'
import type { Expectation } from '#scenarios/story.ts'
import { definitionOf, onStage } from './play-move.ts'
import type { Wish } from './simulate.ts'
import { caseNamed, compiledCalendars, instantOf, type Stage } from './stage.ts'

type Saying = { readonly what: string; readonly wanted: unknown; readonly found: unknown }
type Wanted<K extends string> = Extract<Expectation, { readonly [key in K]: unknown }>

/** What is otherwise than expected, in words; empty when it holds. */
export function checkExpectation(stage: Stage, wanted: Expectation): readonly string[] {
  const on = onStage(stage, wanted.of ?? 'main')
  if (on === null) return [`there is no case called ${wanted.of ?? 'main'}`]
  return sayings(stage, on.aggregate, wanted)
    .filter(({ wanted: a, found: b }) => JSON.stringify(a) !== JSON.stringify(b))
    .map(({ what, wanted: a, found: b }) => `${what} should be ${JSON.stringify(a)}, but is ${JSON.stringify(b)}`)
}

function sayings(stage: Stage, on: CaseAggregate, wanted: Expectation): readonly Saying[] {
  const { state } = on
  if ('clock' in wanted && !('notified' in wanted)) return clockSayings(stage, on, wanted)
  if ('step' in wanted) return stepSayings(stage, on, wanted)
  if ('team' in wanted) return handsSayings(on, wanted)
  if ('status' in wanted) return [{ what: 'status', wanted: wanted.status, found: state.status }]
  if ('awaiting' in wanted) return [{ what: 'awaiting', wanted: wanted.awaiting, found: awaiting(state) }]
  if ('newReply' in wanted) return [{ what: 'new reply', wanted: wanted.newReply, found: state.newReply }]
  if ('dismissal' in wanted) return [{ what: 'dismissal', wanted: wanted.dismissal, found: state.dismissal }]
  if ('fact' in wanted) return [{ what: `fact ${wanted.fact}`, wanted: wanted.value, found: factsOf(state)[wanted.fact] }]
  if ('green' in wanted) return [{ what: 'the green way', wanted: wanted.green, found: isGreen(stage, on) }]
  if ('handbook' in wanted) return [{ what: 'handbook', wanted: wanted.handbook, found: state.handbook }]
  if ('told' in wanted) return [{ what: `tellings of ${wanted.told}`, wanted: wanted.times, found: tellings(stage, on, wanted.told) }]
  if ('notified' in wanted) return [{ what: `notices ${wanted.notified} ${wanted.clock ?? ''}`, wanted: wanted.times, found: notices(stage, on, wanted) }]
  if ('children' in wanted) return childSayings(on, wanted)
  if ('recovered' in wanted) return [{ what: 'recovered', wanted: wanted.recovered, found: state.children.at(-1)?.recovered }]
  if ('linked' in wanted) return [{ what: `linked to ${wanted.linked}`, wanted: true, found: state.linkedIds.some((id) => id === caseNamed(stage, wanted.linked)) }]
  if ('knowledgeProposed' in wanted) return [{ what: 'knowledge proposed', wanted: wanted.knowledgeProposed, found: stage.simulation.wishes.filter((it) => it.type === 'proposeKnowledge' && it.caseId === state.id).length }]
  if ('promised' in wanted) return [{ what: `promise ${wanted.promised}`, wanted: wanted.counting, found: promisedCounting(stage, on, wanted.promised) }]
  if ('numbered' in wanted) return [{ what: 'number', wanted: wanted.numbered, found: state.number }]
  return [{ what: wanted.shows, wanted: wanted.text, found: textIn(definitionOf(stage, on)[wanted.shows], 'zh-CN') }]
}

/** How the time of a published promise is counted for this case; undefined when it is not published. */
function promisedCounting(stage: Stage, on: CaseAggregate, clock: string): string | undefined {
  const published = stage.manual.promises.some((it) => it.scenario === on.state.scenario && it.clock === clock)
  const limits = definitionOf(stage, on).clocks.find(({ key }) => key === clock)?.limits
  return published ? limits?.find(({ when }) => holds(when, factsOf(on.state)))?.counting : undefined
}

function isGreen(stage: Stage, on: CaseAggregate): boolean {
  const { green } = definitionOf(stage, on)
  return green !== undefined && holds(green.when, factsOf(on.state))
}

function clockSayings(stage: Stage, on: CaseAggregate, wanted: Wanted<'clock'> & { readonly clock: string }): readonly Saying[] {
  if ('notified' in wanted) return []
  const those = on.clocks.filter(({ key }) => key === wanted.clock)
  const clock = those.at(-1)
  const calendars = compiledCalendars([])
  const says = (what: string, asked: unknown, found: () => unknown): readonly Saying[] => (asked === undefined ? [] : [{ what: `clock ${wanted.clock} ${what}`, wanted: asked, found: found() }])
  const due = (text: string | null | undefined) => (typeof text === 'string' ? formatInstant(instantOf(text)) : text)
  return [
    ...says('standing', wanted.standing, () => clock?.status ?? 'none'),
    ...says('due', due(wanted.due), () => (clock === undefined ? 'no clock' : clock.dueAt === null ? null : formatInstant(clock.dueAt))),
    ...says('missed', wanted.missed, () => clock !== undefined && clock.missedAt !== null),
    ...says('provisional', wanted.provisional, () => clock?.provisional),
    ...says('clause', wanted.clause, () => clock?.clause),
    ...says('count', wanted.count, () => those.length),
    ...says('spent', wanted.spent, () => (clock === undefined ? 'no clock' : formatDuration(spentBy(clock, clock.endedAt ?? stage.simulation.now(), (key) => must(calendars.get(key), `calendar ${key} exists`))))),
  ]
}

function stepSayings(stage: Stage, on: CaseAggregate, wanted: Wanted<'step'>): readonly Saying[] {
  if ('output' in wanted) {
    const output = definitionOf(stage, on).steps.find(({ key }) => key === wanted.step)?.output
    return [{ what: `output of ${wanted.step}`, wanted: wanted.output, found: output === undefined ? undefined : textIn(output, 'zh-CN') }]
  }
  const step = on.state.steps[wanted.step]
  return [
    { what: `step ${wanted.step}`, wanted: wanted.standing, found: step?.status ?? 'none' },
    ...(wanted.round === undefined ? [] : [{ what: `round of ${wanted.step}`, wanted: wanted.round, found: step?.round }]),
    ...(wanted.outcome === undefined ? [] : [{ what: `outcome of ${wanted.step}`, wanted: wanted.outcome, found: step?.outcome }]),
  ]
}

function handsSayings({ state }: CaseAggregate, wanted: Wanted<'team'>): readonly Saying[] {
  return [
    { what: 'team', wanted: wanted.team === null ? null : teams[wanted.team].id, found: state.teamId },
    ...(wanted.person === undefined ? [] : [{ what: 'person', wanted: wanted.person === null ? null : staff[wanted.person].id, found: state.assigneeId }]),
    ...(wanted.collaborators === undefined ? [] : [{ what: 'collaborators', wanted: wanted.collaborators.map((name) => staff[name].id), found: state.collaboratorIds }]),
  ]
}

const childSayings = ({ state }: CaseAggregate, wanted: Wanted<'children'>): readonly Saying[] => [
  { what: 'children', wanted: wanted.children, found: state.children.length },
  ...(wanted.open === undefined ? [] : [{ what: 'open children', wanted: wanted.open, found: state.children.filter(({ open }) => open).length }]),
]

const tellings = (stage: Stage, { state }: CaseAggregate, wording: string): number =>
  stage.simulation.wishes.filter((it) => it.type === 'tell' && it.caseId === state.id && it.wording === wording).length

function notices(stage: Stage, { state, clocks }: CaseAggregate, wanted: Wanted<'notified'>): number {
  return stage.simulation.wishes.filter((it) => {
    if (it.type !== 'notify' || it.caseId !== state.id || it.about !== wanted.notified) return false
    if (wanted.clock !== undefined && clocks.find(({ id }) => id === it.clockId)?.key !== wanted.clock) return false
    return wanted.to === undefined || addresseeIs(it.to, wanted.to)
  }).length
}

function addresseeIs(to: Extract<Wish, { readonly type: 'notify' }>['to'], name: string): boolean {
  if ('staffId' in to) return Object.entries(staff).some(([key, { id }]) => key === name && id === to.staffId)
  if ('teamId' in to) return Object.entries(teams).some(([key, { id }]) => key === name && id === to.teamId)
  return to.role === name
}
