import { activeSteps } from '#capabilities/case/core/case-state.ts'
import { isPersonal } from '#capabilities/case/core/fill-form.ts'
import type { Scenario } from '#capabilities/case/core/compile-scenario.ts'
import type { CaseAggregate } from '#capabilities/case/core/unfolding.ts'
import { formatInstant, later, MINUTE, HOUR, DAY, type Instant } from '#kernel/instant.ts'
import { pickIndex, seededRng, type Rng } from '#kernel/rng.ts'
import { customers, staff, teams, type Colleague, type Customer, type Team } from '#scenarios/cast.ts'
import type { Act, Move, Story, Values } from '#scenarios/story.ts'
import { definitionOf, onStage, playMove } from './play-move.ts'
import { setStage, type Manual, type Stage } from './stage.ts'

type Definition = Scenario['definition']
type FieldDefinition = Definition['forms'][number]['fields'][number]

const pick = <T>(rng: Rng, items: readonly [T, ...T[]] | readonly T[]): T => items[pickIndex(rng, items.length)]!
const COLLEAGUES = Object.keys(staff) as readonly Colleague[]
const CUSTOMERS = Object.keys(customers) as readonly Customer[]
/** Whoever has no mail address writes no mails. */
const WRITERS = CUSTOMERS.filter((name) => customers[name].mail)
const TEAMS = Object.keys(teams) as readonly Team[]
const teamOf = (role: string): Team => TEAMS.find((name) => teams[name].role === role) ?? 'service'
/** Mostly minutes and hours, sometimes days: reminders, lapses and ladders come into play. */
const PAUSES = [0, MINUTE, 7 * MINUTE, 25 * MINUTE, HOUR, 5 * HOUR, DAY, 3 * DAY, 8 * DAY]

/** How long ago something was that is told now; a little too late or too early it is refused. */
const EARLIER = [0, 2 * MINUTE, 6 * MINUTE, 20 * MINUTE, HOUR, 5 * HOUR, DAY, -MINUTE]
/** Chance, and the present. */
type Dice = { readonly rng: Rng; readonly now: Instant }

/**
 * A story by chance, the same for the same seed: mostly what the handbook lets people do, sometimes what it refuses. It is
 * played while it is made; every move that was refused says so, so that the story holds wherever it is played again.
 */
export function randomStory(manual: Manual, seed: number, start: Instant): { readonly story: Story; readonly stage: Stage } {
  const rng = seededRng(seed)
  const stage = setStage(manual, start)
  const steps: Move[] = []
  const play = (move: Move): void => {
    const { refused } = playMove(stage, move)
    steps.push(refused === null ? move : { ...move, refused })
  }
  const now = () => formatInstant(stage.simulation.now())
  play({ at: now(), who: pick(rng, WRITERS), does: { do: 'open', customer: 'wangLi' } })
  if (rng() < 0.3) play({ at: now(), who: pick(rng, WRITERS), does: { do: 'open', of: 'other', customer: 'linYue', auto: rng() < 0.2 ? 'list' : 'none' } })
  else if (rng() < 0.5) play({ at: now(), who: pick(rng, COLLEAGUES), does: { do: 'open', of: 'other', channel: 'phone', customer: rng() < 0.5 ? 'suGuilan' : null, message: false } })
  const length = 12 + pickIndex(rng, 28)
  for (let index = 0; index < length; index += 1) {
    stage.simulation.advanceTo(later(stage.simulation.now(), pick(rng, PAUSES)))
    const name = pick(rng, ['main', 'main', 'main', 'other', 'main.child'])
    const on = onStage(stage, name)
    if (on !== null) play({ at: now(), ...chosen(rng, stage, on.aggregate, name) })
  }
  stage.simulation.advanceTo(later(stage.simulation.now(), 30 * DAY))
  return { story: { key: `random-${seed}`, title: `chance, seed ${seed}`, steps: [...steps, { at: now(), expects: [] }] }, stage }
}

type Deed = { readonly who: Move['who']; readonly does: Act }

function chosen(rng: Rng, stage: Stage, on: CaseAggregate, of: string): Deed {
  const chance = rng()
  if (chance < 0.55) return onward(rng, stage, on, of)
  return aside(rng, stage, on, of)
}

/** The next thing the scenario asks for. */
function onward(rng: Rng, stage: Stage, on: CaseAggregate, of: string): Deed {
  const definition = definitionOf(stage, on)
  const active = activeSteps(on.state)
  const key = active.length > 0 && rng() < 0.95 ? pick(rng, active) : definition.start
  const step = definition.steps.find((it) => it.key === key) ?? definition.steps[0]!
  const doer = rng() < 0.85 ? whoHolds(rng, step.role) : pick(rng, COLLEAGUES)
  if (step.kind === 'confirmation') {
    const by = rng() < 0.4 ? 'word' : unsentQuestions(on).includes(key) ? 'handed' : 'link'
    return { who: by === 'word' ? doer : 'wangLi', does: { do: rng() < 0.7 ? 'confirm' : 'decline', step: key, by, of } }
  }
  if (step.kind === 'survey' && rng() < 0.5) return { who: 'wangLi', does: { do: 'score', step: key, score: 1 + pickIndex(rng, 5), of } }
  const form = definition.forms.find((it) => it.key === step.form)
  return {
    who: doer,
    does: {
      do: 'complete', step: key, of,
      ...(form === undefined ? {} : { form: valuesOf({ rng, now: stage.simulation.now() }, definition, form.fields) }),
      ...(step.assigns === undefined || rng() < 0.1 ? {} : { team: teamOf(step.assigns) }),
      ...(step.kind === 'survey' && rng() < 0.3 ? { score: 1 + pickIndex(rng, 5) } : {}),
    },
  }
}

const whoHolds = (rng: Rng, role: string): Colleague => {
  const holders = COLLEAGUES.filter((name) => staff[name].roles.some((held) => held === role))
  return holders.length === 0 ? pick(rng, COLLEAGUES) : pick(rng, holders)
}

function valuesOf({ rng, now }: Dice, definition: Definition, fields: readonly FieldDefinition[]): Values {
  const given = fields.filter((field) => rng() < (field.required === true ? 0.97 : field.contact === true ? 0.6 : 0.3))
  return Object.fromEntries(given.map((field) => [field.key, valueOf({ rng, now }, definition, field)]))
}

function valueOf({ rng, now }: Dice, definition: Definition, field: FieldDefinition): string | number | boolean {
  if (isPersonal(field)) return '随机内容'
  if (field.kind === 'class') return pick(rng, Object.keys(definition.classification.find(({ key }) => key === field.key)?.values ?? { none: '' }))
  if (field.kind === 'choice') return pick(rng, Object.keys(field.choices ?? { none: '' }))
  if (field.kind === 'moment') return formatInstant(later(now, -pick(rng, EARLIER)))
  if (field.kind === 'flag') return rng() < 0.6
  if (field.kind === 'date') return '2026-12-24'
  return 1 + pickIndex(rng, 5)
}

/** A mail can go to the customer of the case: the shell alone knows when none can. */
const isWrittenTo = ({ state }: CaseAggregate): boolean => Object.values(customers).some(({ id, mail }) => id === state.customerId && mail)

/** The customer of the case has no address to write from: a mail on it would be a stranger's, whom the shell takes down as one. */
const isSilent = (on: CaseAggregate): boolean => on.state.customerId !== null && !isWrittenTo(on)

/** What happens beside the scenario. */
function aside(rng: Rng, stage: Stage, on: CaseAggregate, of: string): Deed {
  const who = pick(rng, COLLEAGUES)
  const customer = pick(rng, CUSTOMERS)
  const writer = pick(rng, WRITERS)
  const definition = definitionOf(stage, on)
  const clock = on.clocks.length === 0 ? 'none' : pick(rng, on.clocks).key
  const deeds: readonly Deed[] = [
    ...(isSilent(on) ? [] : [{ who: writer, does: { do: 'write', of, thanks: rng() < 0.3, auto: rng() < 0.15 ? 'reply' : 'none' } } as const, { who: writer, does: { do: 'write', of } } as const]),
    { who, does: { do: isWrittenTo(on) ? 'reply' : 'note', of } },
    { who, does: { do: 'note', of } },
    { who, does: { do: 'contact', of, reached: rng() < 0.7 } },
    { who, does: { do: 'assign', of, team: pick(rng, TEAMS), person: who } },
    { who, does: { do: 'wait', of, reason: pick(rng, [...Object.keys(definition.waits), 'none']) } },
    { who, does: { do: 'resume', of } },
    { who, does: { do: 'setDue', of, clock, due: formatInstant(later(stage.simulation.now(), 2 * DAY)) } },
    { who, does: { do: 'returnDue', of, clock } },
    { who, does: { do: 'reopen', of } },
    { who, does: { do: 'link', of, into: 'other' } },
    { who, does: { do: 'unlink', of, into: 'other' } },
    { who, does: { do: 'setCustomer', of, customer } },
    ...unsentQuestions(on).map((step): Deed => ({ who, does: { do: 'send', of, step } })),
    ...classings(rng, definition, who, of),
    ...records({ rng, now: stage.simulation.now() }, definition, who, of),
    ...(rng() < 0.25 ? rare(rng, stage, definition, { who, of }) : []),
  ]
  return pick(rng, deeds)
}

const unsentQuestions = ({ state }: CaseAggregate): readonly string[] => state.confirmations.flatMap(({ step, status, unsent }) => (status === 'open' && unsent === true ? [step] : []))

const classings = (rng: Rng, definition: Definition, who: Colleague, of: string): readonly Deed[] =>
  definition.classification.map(({ key, values }) => ({ who, does: { do: 'classify', of, codes: { [key]: pick(rng, Object.keys(values)) } } }))

const records = (dice: Dice, definition: Definition, who: Colleague, of: string): readonly Deed[] =>
  (definition.records ?? []).map(({ key, form }) => ({
    who,
    does: { do: 'record', of, record: key, form: valuesOf(dice, definition, definition.forms.find((it) => it.key === form)?.fields ?? []) },
  }))

const rare = (rng: Rng, stage: Stage, definition: Definition, { who, of }: { readonly who: Colleague; readonly of: string }): readonly Deed[] => [
  { who, does: { do: 'merge', of, into: of === 'other' ? 'main' : 'other' } },
  { who, does: { do: 'undoMerge', of } },
  { who, does: { do: 'dismiss', of, reason: pick(rng, Object.keys(definition.dismissals)) } },
  { who, does: { do: 'openChild', of, scenario: pick(rng, stage.manual.scenarios).key, role: pick(rng, TEAMS.map((name) => teams[name].role)) } },
]
