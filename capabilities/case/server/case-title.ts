import { textIn, type Locale } from '#kernel/text.ts'
import { followerTitle } from '../core/case-subject.ts'
import type { Scenario } from '../core/compile-scenario.ts'

/** Scenarios that only ever follow another case, as a child of it. */
export function followersOf(scenarios: readonly Scenario[]): ReadonlySet<string> {
  return new Set(scenarios.flatMap(({ definition }) => (definition.rules ?? []).flatMap(({ does }) => ('opensChild' in does ? [does.opensChild] : []))))
}

type Called = { readonly scenario: Scenario; readonly scenarios: readonly Scenario[]; readonly locale: Locale }

/** What colleagues see a case called: one that only follows another says so. */
export const titleOf = (subject: string | null, { scenario, scenarios, locale }: Called): string | null =>
  followersOf(scenarios).has(scenario.definition.key) ? followerTitle(subject, { scenario: textIn(scenario.definition.name, locale), locale }) : subject
