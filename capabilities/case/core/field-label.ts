import { textIn, type Locale } from '#kernel/text.ts'
import type { ScenarioDefinition } from '../definition.ts'
import type { CaseRefusal } from './unfolding.ts'

/** A refusal about a field, with the field's name as the form shows it in `label`; what the scenario does not know keeps its key. */
export function labelled(refusal: CaseRefusal, scenario: ScenarioDefinition | undefined, locale: Locale): CaseRefusal {
  const { form, field } = refusal.params ?? {}
  if (field === undefined) return refusal
  const inForm = scenario?.forms.find(({ key }) => key === form)?.fields.find(({ key }) => key === field)?.name
  const name = inForm ?? scenario?.classification.find(({ key }) => key === field)?.name ?? String(field)
  return { ...refusal, params: { ...refusal.params, label: textIn(name, locale) } }
}
