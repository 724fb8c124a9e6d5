import type { Http } from '#platform/http/type-provider.ts'
import { apiKeyRoutes } from './api-key-routes.ts'
import { consoleSettingsRoutes } from './console-settings.ts'
import type { AccessDeps } from './deps.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { ownAccountRoutes } from './own-account.ts'
import { roleRoutes } from './role-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { staffRoutes } from './staff-routes.ts'
import { teamRoutes } from './team-routes.ts'

/** Everything about who works here and how they come in. */
export function accessRoutes(app: Http, deps: AccessDeps): void {
  sessionRoutes(app, deps)
  ownAccountRoutes(app, deps)
  staffRoutes(app, deps)
  invitationRoutes(app, deps)
  roleRoutes(app, deps)
  teamRoutes(app, deps)
  apiKeyRoutes(app, deps)
  consoleSettingsRoutes(app, deps)
}
