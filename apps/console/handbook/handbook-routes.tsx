import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readScenarioSearch } from '#capabilities/handbook/web/pieces/scenario-tab.ts'
import { insideRoute } from '../inside-route.tsx'

const handbook = createRoute({
  getParentRoute: () => insideRoute,
  path: '/handbook',
  component: lazyRouteComponent(async () => {
    const { HandbookPage } = await import('./handbook-page.tsx')
    return { default: HandbookPage }
  }),
})

const scenario = createRoute({
  getParentRoute: () => insideRoute,
  path: '/handbook/scenarios/$key',
  validateSearch: readScenarioSearch,
  component: lazyRouteComponent(async () => {
    const { ScenarioPage } = await import('./scenario-page.tsx')
    return {
      default: function Scenario() {
        const search = scenario.useSearch()
        const navigate = scenario.useNavigate()
        return <ScenarioPage scenarioKey={scenario.useParams().key} search={search} onTab={(tab) => void navigate({ search: { ...search, tab }, replace: true })} />
      },
    }
  }),
})

const clause = createRoute({
  getParentRoute: () => insideRoute,
  path: '/handbook/clauses/$id',
  component: lazyRouteComponent(async () => {
    const { ClauseScreen } = await import('#capabilities/insight/web/screens/clause-screen.tsx')
    return { default: () => <ClauseScreen key={clause.useParams().id} id={clause.useParams().id} /> }
  }),
})

const versions = createRoute({
  getParentRoute: () => insideRoute,
  path: '/handbook/versions',
  component: lazyRouteComponent(async () => {
    const { VersionsScreen } = await import('#capabilities/handbook/web/screens/versions-screen.tsx')
    return { default: VersionsScreen }
  }),
})

const moves = createRoute({
  getParentRoute: () => insideRoute,
  path: '/handbook/versions/moves',
  component: lazyRouteComponent(async () => {
    const { MoveCasesScreen } = await import('#capabilities/case/web/screens/move-cases-screen.tsx')
    return { default: MoveCasesScreen }
  }),
})

/** The addresses of the handbook. */
export const handbookRoutes = [handbook, scenario, clause, versions, moves] as const
