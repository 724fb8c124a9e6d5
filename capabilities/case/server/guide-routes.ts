import type { SurveyDefinition } from '#capabilities/survey/definition.ts'
import { textIn, type Locale, type Text } from '#kernel/text.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByScenarioKey, GuideQuery, ScenarioGuide, ScenarioList, type GuideField } from '../guide-contract.ts'
import type { Scenario } from '../core/compile-scenario.ts'
import { flowchartOf } from '../core/flowchart.ts'
import type { FieldDefinition, FormDefinition, ScenarioDefinition, StepDefinition } from '../definition.ts'
import type { CaseDeps } from './case-deps.ts'
import { followersOf } from './case-title.ts'
import type { HandbookVersion } from './handbook-source.ts'

const tags = ['case'] as const

/** What screens need to know of scenarios: everybody who works here reads them. */
export function registerGuides(app: Http, deps: CaseDeps): void {
  app.get('/api/v1/scenarios', { schema: { tags, summary: '业务场景列表', response: { 200: ScenarioList } } }, async (request) => {
    const locale = localeOfHeader(request.headers['accept-language'])
    const { scenarios } = await deps.handbooks.current()
    const followers = followersOf(scenarios)
    return {
      items: scenarios.map(({ definition }) => ({
        key: definition.key,
        name: textIn(definition.name, locale),
        prefix: definition.prefix,
        audience: textIn(definition.audience, locale),
        aim: textIn(definition.aim, locale),
        clauses: [definition.clause].flat(),
        intake: definition.intake === true,
        opens: !followers.has(definition.key),
      })),
      next: null,
    }
  })
  app.get('/api/v1/scenarios/:key', { schema: { tags, summary: '业务场景的表单、分类、等待原因与步骤', params: ByScenarioKey, querystring: GuideQuery, response: { 200: ScenarioGuide } } }, async (request) => {
    const { handbookId } = request.query
    const handbook = handbookId === undefined ? await deps.handbooks.current() : await deps.handbooks.find(handbookId)
    const scenario = handbook?.scenario(request.params.key)
    if (handbook === null || scenario === undefined) throw notFound()
    return guideOf(handbook, scenario, localeOfHeader(request.headers['accept-language']))
  })
}

function guideOf(handbook: HandbookVersion, scenario: Scenario, locale: Locale): ScenarioGuide {
  const { definition } = scenario
  const say = (text: Text): string => textIn(text, locale)
  const named = (names: Readonly<Record<string, Text>>) => Object.entries(names).map(([key, name]) => ({ key, name: say(name) }))
  const role = (key: string) => ({ key, name: say(handbook.roleName(key) ?? key) })
  const children = [...new Set(scenario.definition.rules?.flatMap(({ does }) => ('opensChild' in does ? [does.opensChild] : [])))]
  return {
    key: definition.key,
    name: say(definition.name),
    handbookId: handbook.id,
    version: handbook.number,
    audience: say(definition.audience),
    aim: say(definition.aim),
    clauses: [definition.clause].flat(),
    ownerRole: role(definition.owner),
    calendar: definition.calendar,
    classes: definition.classification.map(({ key, name, clause = [], values }) => ({ key, name: say(name), clauses: [clause].flat(), values: named(values) })),
    waits: Object.entries(definition.waits).map(([key, { name }]) => ({ key, name: say(name) })),
    dismissals: named(definition.dismissals),
    forms: definition.forms.map((form) => formOf(form, definition, say)),
    steps: definition.steps.map((step) => stepOf(step, { say, role, survey: handbook.survey })),
    ways: flowchartOf(definition).edges.map(({ from, to, on, when, why }) => ({ from, to, on: [...on], when, why })),
    records: (definition.records ?? []).map(({ key, name, clause, form, roles, tellsCustomer = false }) => ({ key, name: say(name), clauses: [clause].flat(), form, roles: roles.map(role), tellsCustomer })),
    clocks: definition.clocks.map(({ key, name, clause }) => ({ key, name: say(name), clauses: [clause].flat() })),
    children: children.map((key) => ({ key, name: say(handbook.scenario(key)?.definition.name ?? key), onScore: scoresThatOpen(definition, key) })),
  }
}

const scoresThatOpen = ({ rules = [] }: ScenarioDefinition, child: string): ScenarioGuide['children'][number]['onScore'] =>
  rules.flatMap(({ on, does }) => (on.on === 'answered' && on.when !== undefined && 'opensChild' in does && does.opensChild === child ? [on.when] : []))

type Say = (text: Text) => string
type Speaking = { readonly say: Say; readonly role: (key: string) => { readonly key: string; readonly name: string }; readonly survey: HandbookVersion['survey'] }

function stepOf(step: StepDefinition, { say, role, survey }: Speaking): ScenarioGuide['steps'][number] {
  return {
    key: step.key,
    name: say(step.name),
    kind: step.kind,
    role: role(step.role),
    does: step.does === undefined ? null : say(step.does),
    output: say(step.output),
    clauses: [step.clause].flat(),
    form: step.form ?? null,
    assignsRole: step.assigns === undefined ? null : role(step.assigns),
    optional: step.optional === true,
    resolves: step.resolves === true,
    acceptsWord: step.confirmation?.accepts.includes('word') === true,
    writtenWhen: step.confirmation?.writtenWhen ?? null,
    wordIfUnsent: step.confirmation?.wordIfUnsent === true,
    collaborators: (step.collaborators ?? []).map(role),
    survey: step.survey === undefined ? null : questionsOf(survey(step.survey.survey), { say, neededOn: step.survey.scoreNeededOn ?? [] }),
  }
}

function questionsOf(survey: SurveyDefinition | undefined, { say, neededOn }: { readonly say: Say; readonly neededOn: readonly string[] }): ScenarioGuide['steps'][number]['survey'] {
  if (survey === undefined) return null
  const { score, aspects, reason } = survey
  return { question: say(score.question), low: say(score.low), high: say(score.high), aspects: aspects.map(({ key, question }) => ({ key, name: say(question) })), reason: say(reason.question), neededOn: [...neededOn] }
}

function formOf(form: FormDefinition, definition: ScenarioDefinition, say: Say): ScenarioGuide['forms'][number] {
  return { key: form.key, name: say(form.name), clauses: [form.clause ?? []].flat(), fields: form.fields.map((field) => fieldOf(field, definition, say)) }
}

function fieldOf(field: FieldDefinition, { classification }: ScenarioDefinition, say: Say): GuideField {
  const choices = field.kind === 'class' ? (classification.find(({ key }) => key === field.key)?.values ?? {}) : (field.choices ?? {})
  return {
    key: field.key,
    name: say(field.name),
    kind: field.kind,
    required: field.required === true,
    choices: Object.entries(choices).map(([key, name]) => ({ key, name: say(name) })),
    minimum: field.minimum ?? null,
    maximum: field.maximum ?? null,
    help: field.help === undefined ? null : say(field.help),
    outcome: field.outcome === true,
    when: field.when ?? null,
    prefill: field.prefill ?? null,
    ahead: field.ahead === true,
  }
}
