import type { FactKind, KnownFacts } from '#capabilities/handbook/core/check-condition.ts'
import type { FieldDefinition, FormDefinition, ScenarioDefinition } from '../definition.ts'

const EVERYWHERE: readonly (readonly [string, FactKind])[] = [
  ['score', { kind: 'number' }],
  ['customer.tier', { kind: 'text' }],
  ['status', { kind: 'code', values: ['open', 'resolved', 'closed'] }],
  ['awaiting', { kind: 'code', values: ['us', 'customer', 'nobody'] }],
  ['replied', { kind: 'flag' }],
  ['thanks', { kind: 'flag' }],
  ['channel', { kind: 'code', values: ['email', 'phone', 'web', 'api', 'import'] }],
  ['reopened', { kind: 'number' }],
  ['child.recovered', { kind: 'flag' }],
]

/** What is known of every case has its name for itself. */
export const isKnownEverywhere = (name: string): boolean => EVERYWHERE.some(([known]) => known === name)

/** What conditions of a scenario may read: its classes, the codes of its forms as `form.field`, and what is known of every case. */
export const knownFactsOf = (scenario: ScenarioDefinition): KnownFacts =>
  new Map<string, FactKind>([
    ...EVERYWHERE,
    ...scenario.classification.map(({ key, values }) => [key, { kind: 'code', values: Object.keys(values) }] as const),
    ...scenario.forms.flatMap((form) => form.fields.flatMap((field) => factOf(form, field))),
  ])

function factOf(form: FormDefinition, field: FieldDefinition): readonly (readonly [string, FactKind])[] {
  const name = `${form.key}.${field.key}`
  switch (field.kind) {
    case 'choice': return [[name, { kind: 'code', values: Object.keys(field.choices ?? {}) }]]
    case 'number':
    case 'score': return [[name, { kind: 'number' }]]
    case 'flag': return [[name, { kind: 'flag' }]]
    case 'date': return [[name, { kind: 'date' }]]
    // Instants are compared by clocks, not by conditions.
    case 'moment':
    case 'class':
    case 'text':
    case 'long_text':
    case 'phone':
    case 'file': return []
  }
}
