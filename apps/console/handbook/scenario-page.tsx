import { Skeleton } from 'antd'
import { useCasePosition } from '#capabilities/case/web/pieces/use-case-position.ts'
import type { ScenarioSearch, ScenarioTab } from '#capabilities/handbook/web/pieces/scenario-tab.ts'
import { ScenarioScreen } from '#capabilities/handbook/web/screens/scenario-screen.tsx'

/** A scenario, and where a case stands in it: then in the version that the case runs under. */
export function ScenarioPage({ scenarioKey, search, onTab }: { readonly scenarioKey: string; readonly search: ScenarioSearch; readonly onTab: (tab: ScenarioTab) => void }) {
  const { position, waiting } = useCasePosition(search.case)
  if (waiting) return <Skeleton active />
  return <ScenarioScreen scenarioKey={scenarioKey} handbookId={position?.handbookId ?? search.version} tab={search.tab ?? 'flow'} onTab={onTab} position={position} />
}
