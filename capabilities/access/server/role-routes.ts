import { textIn, type Locale } from '#kernel/text.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { RoleList, type Role } from '../contract.ts'
import type { RoleGrants } from '../core/permission.ts'
import { mayGrantRole, type Viewer } from '../core/viewer.ts'
import type { AccessDeps } from './deps.ts'
import { viewerOf } from './register-access.ts'
import { requireDirectory } from './staff-routes.ts'

/** The roles of the handbook in force: everybody who works here sees what each may do. */
export function roleRoutes(app: Http, deps: AccessDeps): void {
  app.get('/api/v1/roles', { schema: { tags: ['staff'], summary: '岗位与权限', response: { 200: RoleList } } }, async (request) => {
    requireDirectory(request)
    const locale = localeOfHeader(request.headers['accept-language'])
    return { items: deps.roles().map((role) => present(role, viewerOf(request), locale)), next: null }
  })
}

const present = (role: RoleGrants, viewer: Viewer, locale: Locale): Role => ({
  key: role.key,
  name: textIn(role.name ?? role.key, locale),
  does: role.does === undefined ? null : textIn(role.does, locale),
  permissions: role.permissions,
  grantable: mayGrantRole(viewer, role),
})
