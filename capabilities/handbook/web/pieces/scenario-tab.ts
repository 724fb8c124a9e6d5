const TABS = ['flow', 'steps', 'forms', 'clocks', 'wording'] as const
/** The parts of a scenario's page. */
export type ScenarioTab = (typeof TABS)[number]

/** What the address of a scenario's page may say: which part, of which version, and for which case. */
export type ScenarioSearch = { readonly tab?: ScenarioTab; readonly version?: string; readonly case?: string }

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const idIn = (value: unknown): string | undefined => (typeof value === 'string' && UUID.test(value) ? value : undefined)

/** Reads the address; what makes no sense is left out. */
export function readScenarioSearch(said: Readonly<Record<string, unknown>>): ScenarioSearch {
  const tab = TABS.find((each) => each === said['tab'])
  const [version, caseId] = [idIn(said['version']), idIn(said['case'])]
  return { ...(tab === undefined ? {} : { tab }), ...(version === undefined ? {} : { version }), ...(caseId === undefined ? {} : { case: caseId }) }
}
