import type { Id } from '#kernel/id.ts'
import { audienceKeys } from './audience.ts'
import type { AudienceSubject } from './audience.ts'
import { covers, widerScope } from './permission.ts'
import type { Permission, RoleGrants, Scope } from './permission.ts'

/** Whoever asks: a colleague, a program with an API key, or the product itself. `keys` are the audience keys of what they may see. */
export type Viewer = {
  readonly kind: 'staff' | 'api_key' | 'system'
  readonly id: Id
  readonly name: string
  readonly roles: readonly string[]
  readonly teamIds: readonly Id[]
  readonly permissions: Readonly<Partial<Record<Permission, Scope>>>
  readonly keys: readonly string[]
}

/** What is known of a colleague when they sign in. */
export type StaffIdentity = { readonly id: Id; readonly name: string; readonly roles: readonly string[]; readonly teamIds: readonly Id[] }

/** An API key with the permissions it was given. */
export type ApiKeyIdentity = { readonly id: Id; readonly name: string; readonly permissions: readonly Permission[] }

/** What earlier handlers of a case keep: they read and note (a case passed on stays in their view). */
const COLLABORATOR_PERMISSIONS: readonly Permission[] = ['case.read', 'case.note', 'customer.read']

/** The viewer of a colleague: of several roles the widest scope counts; roles the handbook does not know give nothing. */
export function viewerFor(staff: StaffIdentity, roles: readonly RoleGrants[]): Viewer {
  const permissions: Partial<Record<Permission, Scope>> = {}
  for (const role of roles.filter(({ key }) => staff.roles.includes(key))) {
    for (const [permission, scope] of grantsOf(role)) permissions[permission] = widerScope(permissions[permission], scope)
  }
  const { id, name, teamIds } = staff
  return { kind: 'staff', id, name, roles: staff.roles, teamIds, permissions, keys: audienceKeys({ id, teamIds, scope: permissions['case.read'], helping: true }) }
}

/** The viewer of an API key: its permissions reach everything, and there are no others. */
export function viewerForApiKey(key: ApiKeyIdentity): Viewer {
  const permissions: Partial<Record<Permission, Scope>> = {}
  for (const permission of key.permissions) permissions[permission] = 'all'
  return { kind: 'api_key', id: key.id, name: key.name, roles: [], teamIds: [], permissions, keys: audienceKeys({ id: key.id, teamIds: [], scope: permissions['case.read'], helping: true }) }
}

/** Whether the viewer may do this to anything at all. */
export const may = (viewer: Viewer, permission: Permission): boolean => viewer.kind === 'system' || viewer.permissions[permission] !== undefined

/** People see their colleagues; a key sees them only if it manages them. */
export const seesColleagues = (viewer: Viewer): boolean => viewer.kind !== 'api_key' || may(viewer, 'staff.manage')

/** How far the permission reaches; undefined when it is not held. */
export const scopeOf = (viewer: Viewer, permission: Permission): Scope | undefined => (viewer.kind === 'system' ? 'all' : viewer.permissions[permission])

/** The audience keys of the cases this permission reaches, as `mayOn` would answer one by one. */
export const keysOf = (viewer: Viewer, permission: Permission): readonly string[] =>
  audienceKeys({ id: viewer.id, teamIds: viewer.teamIds, scope: scopeOf(viewer, permission), helping: COLLABORATOR_PERMISSIONS.includes(permission) })

/** Whether the viewer may do this to this case: own means assigned to me (a collaborator reads and notes), team means owned by one of my teams. */
export function mayOn(viewer: Viewer, permission: Permission, subject: AudienceSubject): boolean {
  const scope = scopeOf(viewer, permission)
  if (scope === undefined) return false
  if (scope === 'all') return true
  if (scope === 'team' && subject.teamId !== null && viewer.teamIds.includes(subject.teamId)) return true
  if (subject.assigneeId === viewer.id) return true
  return COLLABORATOR_PERMISSIONS.includes(permission) && subject.collaboratorIds.includes(viewer.id)
}

/** What cannot be read is hidden (404); what is read but not permitted is forbidden (403). `reading` is the permission that makes the subject visible. */
export function authorise(viewer: Viewer, permission: Permission, subject: AudienceSubject, reading: Permission = 'case.read'): 'ok' | 'hidden' | 'forbidden' {
  if (!mayOn(viewer, reading, subject)) return 'hidden'
  return mayOn(viewer, permission, subject) ? 'ok' : 'forbidden'
}

/** Nobody hands out more than they hold: every permission of the role must be covered by the viewer's own. */
export const mayGrantRole = (viewer: Viewer, role: RoleGrants): boolean =>
  grantsOf(role).every(([permission, scope]) => covers(scopeOf(viewer, permission), scope))

/** An API key reaches everything, so its maker must hold each permission for everything. */
export const mayGrantToKey = (viewer: Viewer, permission: Permission): boolean => scopeOf(viewer, permission) === 'all'

const grantsOf = (role: RoleGrants): readonly (readonly [Permission, Scope])[] =>
  (Object.entries(role.permissions) as [Permission, Scope | undefined][]).flatMap(([permission, scope]) => (scope === undefined ? [] : [[permission, scope] as const]))
