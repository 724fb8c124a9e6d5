import { useScenarios } from '#capabilities/case/web/pieces/use-guide.ts'

/** What a mail can open, by name. */
export const useScenarioChoices = (): readonly { readonly value: string; readonly label: string }[] =>
  useScenarios().data?.items.map(({ key, name }) => ({ value: key, label: name })) ?? []
