import { Type, type Static, type TSchema } from 'typebox'
import type { Finding, Whole, Words } from '#kernel/finding.ts'
import { PERMISSIONS, SCOPES, type RoleGrants } from './core/permission.ts'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const Name = Type.Union([
  Type.String({ minLength: 1, maxLength: 200 }),
  strict({ 'zh-CN': Type.String({ minLength: 1 }), 'zh-TW': Type.Optional(Type.String()), en: Type.Optional(Type.String()) }),
])
const Clause = Type.String({ pattern: '^[A-Z]{3,4}-\\d{2,3}$', examples: ['SVC-01'] })
/** How far a permission reaches: one's own cases, those of one's teams, or all. */
const ScopeSchema = Type.Union(SCOPES.map((scope) => Type.Literal(scope)))

export const RoleSchema = strict({
  key: Type.String({ pattern: '^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$', maxLength: 60, examples: ['tech_support'] }),
  name: Name,
  clause: Type.Optional(Type.Union([Clause, Type.Array(Clause, { minItems: 1 })])),
  does: Type.Optional(Name),
  permissions: Type.Unsafe<RoleGrants['permissions']>(strict(Object.fromEntries(PERMISSIONS.map((permission) => [permission, Type.Optional(ScopeSchema)])))),
})
export const RolesSchema = Type.Array(RoleSchema, { minItems: 1, maxItems: 100 })
export type RoleDefinition = Static<typeof RoleSchema>

/** The roles of a handbook. */
export const rolesOf = (whole: Whole): readonly RoleDefinition[] => whole.sections['roles'] as readonly RoleDefinition[]

const ROLE_WORDS: Readonly<Record<string, Words>> = {
  'role.twice': { 'zh-CN': '岗位“{role}”写了两次。请合并为一个。', en: 'The role "{role}" is written twice. Join them.' },
  'role.nobody_publishes': {
    'zh-CN': '没有任何岗位可以发布服务手册，发布后就无法再修改。请给一个岗位 handbook.publish: all。',
    en: 'No role may publish the handbook, so it could never be changed again. Give one role handbook.publish: all.',
  },
  'role.unused': {
    'zh-CN': '岗位“{role}”既没有步骤，也没有管理权限，似乎没有用到。若不需要请删去。',
    en: 'The role "{role}" has no step and manages nothing; it seems unused. Remove it if it is not needed.',
  },
}

function checkRoles(whole: Whole): readonly Finding[] {
  const roles = rolesOf(whole)
  const twice = roles.flatMap(({ key }, index) => (roles.findIndex((role) => role.key === key) < index ? [{ path: [index, 'key'], code: 'role.twice', params: { role: key } }] : []))
  const published = roles.some(({ permissions }) => permissions['handbook.publish'] === 'all')
  return [...twice, ...(published ? [] : [{ path: [], code: 'role.nobody_publishes' }]), ...unusedRoles(whole)]
}

/** A role is of use when some other section names it, or when it manages something. */
function unusedRoles(whole: Whole): readonly Finding[] {
  const named = new Set<string>()
  for (const [section, value] of Object.entries(whole.sections)) if (section !== 'roles') collectTexts(value, named)
  const manages = (role: RoleDefinition): boolean => Object.keys(role.permissions).some((permission) => permission.endsWith('.manage'))
  return rolesOf(whole).flatMap((role, index) =>
    named.has(role.key) || manages(role) ? [] : [{ path: [index, 'key'], code: 'role.unused', params: { role: role.key }, warning: true as const }])
}

function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value)
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) collectTexts(inner, into)
}

/** roles.yaml: who there is, and what each may do. */
export const rolesSection = { key: 'roles', place: { file: 'roles.yaml' }, schema: RolesSchema, check: checkRoles, words: ROLE_WORDS }
