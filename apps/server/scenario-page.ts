import { rolesOf } from '#capabilities/access/definition.ts'
import { calendarsOf, type CalendarDefinition } from '#capabilities/calendar/definition.ts'
import { sayConditionOf } from '#capabilities/case/core/say-condition.ts'
import { sayLength, sayLimit } from '#capabilities/case/core/say-length.ts'
import { sayTriggerOf } from '#capabilities/case/core/say-trigger.ts'
import { flowchartOf } from '#capabilities/case/core/flowchart.ts'
import { scenariosOf, type ClockDefinition, type FieldDefinition, type LadderDefinition, type ScenarioDefinition } from '#capabilities/case/definition.ts'
import { wordingsOf, type WordingDefinition } from '#capabilities/conversation/definition.ts'
import type { HandbookOverview, ScenarioPage } from '#capabilities/handbook/book-contract.ts'
import type { PublishedHandbook } from '#capabilities/handbook/server/commands.ts'
import { formatInstant } from '#kernel/instant.ts'
import { textIn, type Locale, type Text } from '#kernel/text.ts'

const clausesIn = (clause: string | readonly string[] | undefined): string[] => [clause ?? []].flat()

/** The handbook on one page. */
export function overviewPage({ version, handbook }: PublishedHandbook, locale: Locale): HandbookOverview {
  const say = (text: Text): string => textIn(text, locale)
  const scenarios = scenariosOf(handbook)
  const children = new Set(scenarios.flatMap(({ rules = [] }) => rules.flatMap(({ does }) => ('opensChild' in does ? [does.opensChild] : []))))
  return {
    handbookId: version.id, version: version.number, name: say(version.name), effectiveOn: version.effectiveOn, publishedAt: formatInstant(version.publishedAt),
    scenarios: scenarios.map(({ key, name, prefix, audience, aim, clause, steps, forms }) => ({
      key, name: say(name), prefix, audience: say(audience), aim: say(aim), clauses: clausesIn(clause), follows: children.has(key), steps: steps.length,
      forms: forms.map((form) => ({ key: form.key, name: say(form.name) })),
    })),
  }
}

type Speaking = { readonly scenario: ScenarioDefinition; readonly locale: Locale; readonly say: (text: Text) => string; readonly role: (key: string) => string }

/** A scenario to be read; undefined when the version has none of that key. */
export function scenarioPage(published: PublishedHandbook, key: string, locale: Locale): ScenarioPage | undefined {
  const { version, handbook } = published
  const scenario = scenariosOf(handbook).find((each) => each.key === key)
  if (scenario === undefined) return undefined
  const say = (text: Text): string => textIn(text, locale)
  const roles = new Map(rolesOf(handbook).map((role) => [role.key, role.name]))
  const role = (name: string): string => say(roles.get(name) ?? name)
  const speaking = { scenario, locale, say, role }
  const calendars = new Set([scenario.calendar, ...scenario.clocks.flatMap(({ calendar = [] }) => calendar)])
  const wordings = new Set(wordingsUsed(scenario))
  return {
    handbookId: version.id, version: version.number, key, name: say(scenario.name), prefix: scenario.prefix, audience: say(scenario.audience), aim: say(scenario.aim),
    clauses: clausesIn(scenario.clause), owner: role(scenario.owner),
    steps: stepsOf(speaking),
    forms: scenario.forms.map((form) => ({
      key: form.key, name: say(form.name), clauses: clausesIn(form.clause), fields: form.fields.map((field) => fieldOf(field, speaking)),
      usedBy: [...scenario.steps, ...(scenario.records ?? [])].filter((user) => user.form === form.key).map(({ name }) => say(name)),
    })),
    clocks: scenario.clocks.map((clock) => clockOf(clock, speaking)),
    ladders: scenario.ladders.map((ladder) => ladderOf(ladder, speaking)),
    calendars: calendarsOf(handbook).filter((calendar) => calendars.has(calendar.key)).map((calendar) => calendarOf(calendar, say)),
    wordings: wordingsOf(handbook).filter((wording) => wordings.has(wording.key)).map((wording) => wordingOf(wording, say)),
  }
}

function stepsOf({ scenario, say, role }: Speaking): ScenarioPage['steps'] {
  const clocks = new Map(flowchartOf(scenario).nodes.map((node) => [node.key, node.clocks]))
  return scenario.steps.map((step) => {
    const form = scenario.forms.find((each) => each.key === step.form)
    return {
      key: step.key, name: say(step.name), kind: step.kind, role: role(step.role), collaborators: (step.collaborators ?? []).map(role), output: say(step.output), clauses: clausesIn(step.clause),
      form: form === undefined ? null : { key: form.key, name: say(form.name) }, clocks: [...(clocks.get(step.key) ?? [])], optional: step.optional === true,
    }
  })
}

function fieldOf(field: FieldDefinition, { scenario, locale, say }: Speaking): ScenarioPage['forms'][number]['fields'][number] {
  const choices = field.kind === 'class' ? (scenario.classification.find(({ key }) => key === field.key)?.values ?? {}) : (field.choices ?? {})
  return {
    key: field.key, name: say(field.name), kind: field.kind, required: field.required === true, choices: Object.values(choices).map(say), minimum: field.minimum ?? null, maximum: field.maximum ?? null,
    help: field.help === undefined ? null : say(field.help), outcome: field.outcome === true, when: field.when === undefined ? null : sayConditionOf(scenario, locale)(field.when),
  }
}

function clockOf(clock: ClockDefinition, { scenario, locale, say, role }: Speaking): ScenarioPage['clocks'][number] {
  const sayTrigger = sayTriggerOf(scenario, locale, role)
  const sayCondition = sayConditionOf(scenario, locale)
  return {
    key: clock.key, name: say(clock.name), clauses: clausesIn(clock.clause), starts: clock.starts.map(sayTrigger), stops: clock.stops.map(sayTrigger),
    limits: clock.limits.map(({ when, limit, counting, emergency = false }) => ({ when: when === undefined ? null : sayCondition(when), limit: sayLimit({ limit, counting }, locale), emergency })),
    pausesWhileWaiting: clock.pausesWhileWaiting === true,
    pausesWhileAsking: (clock.pausesWhileAsking ?? []).map((key) => say(scenario.steps.find((step) => step.key === key)?.name ?? key)),
    notBefore: clock.notBefore === undefined ? null : sayLength(clock.notBefore, 'wall', locale),
    calendar: clock.calendar ?? scenario.calendar, ladder: clock.ladder ?? null,
  }
}

const AT_ONCE = /^PT0[SMH]$/

function ladderOf({ key, name, clause, warnings, rungs }: LadderDefinition, { locale, say, role }: Speaking): ScenarioPage['ladders'][number] {
  const length = (text: string): string => sayLength(text, 'wall', locale)
  return {
    key, name: say(name), clauses: clausesIn(clause), warnings: warnings.map(length),
    rungs: rungs.map((rung) => ({ key: rung.key, after: AT_ONCE.test(rung.after) ? null : length(rung.after), does: rung.does, role: rung.role === undefined ? null : role(rung.role) })),
  }
}

const calendarOf = ({ key, name, timezone, statutory, week }: CalendarDefinition, say: Speaking['say']): ScenarioPage['calendars'][number] => ({
  key, name: say(name), timezone, statutory: statutory !== undefined,
  week: Object.entries(week).map(([day, hours]) => ({ day, hours: hours.map(([from, to]) => `${from}–${to}`) })),
})

const wordingOf = ({ key, name, kind, clause, subject, body, page }: WordingDefinition, say: Speaking['say']): ScenarioPage['wordings'][number] => ({
  key, name: say(name), kind, clauses: clausesIn(clause), subject: say(subject), body: say(body),
  page: page === undefined ? null : { title: say(page.title), question: say(page.question), yes: say(page.yes), no: say(page.no) },
})

function wordingsUsed({ acknowledgement, steps, rules = [] }: ScenarioDefinition): readonly string[] {
  const ofSteps = steps.flatMap(({ tells, confirmation, survey }) => [tells, confirmation?.asks, confirmation?.reminder, survey?.invitation, survey?.reminder])
  return [acknowledgement, ...ofSteps, ...rules.map(({ does }) => ('tells' in does ? does.tells : undefined))].filter((key) => key !== undefined)
}
