import type { Text } from '#kernel/text.ts'

/** How far a permission reaches: own work, the work of one's teams, everything. */
export type Scope = 'own' | 'team' | 'all'

/** From narrow to wide. */
export const SCOPES = ['own', 'team', 'all'] as const satisfies readonly Scope[]

/** What a role of the handbook can be allowed to do; the part before the point names the capability's word. */
export const PERMISSIONS = [
  'case.read', 'case.open', 'case.reply', 'case.note', 'case.classify', 'case.step', 'case.stand_in', 'case.assign', 'case.wait', 'case.due',
  'case.merge', 'case.split', 'case.link', 'case.dismiss', 'case.reopen', 'case.confirm_for_customer', 'case.move_version', 'view.share', 'template.share',
  'customer.read', 'customer.read_full', 'customer.edit', 'customer.merge', 'customer.erase',
  'staff.manage', 'team.manage', 'mailbox.manage', 'handbook.publish', 'apikey.manage', 'audit.read', 'quarantine.manage',
  'outbox.manage', 'import.run', 'report.read', 'calendar.manage',
] as const

export type Permission = (typeof PERMISSIONS)[number]

/** A role as the handbook writes it: `{ key: 'agent', permissions: { 'case.read': 'team' } }`; `name` and `does` are for people. */
export type RoleGrants = { readonly key: string; readonly name?: Text; readonly does?: Text; readonly permissions: Readonly<Partial<Record<Permission, Scope>>> }

/** The wider of two scopes. */
export const widerScope = (one: Scope | undefined, other: Scope): Scope =>
  one !== undefined && SCOPES.indexOf(one) > SCOPES.indexOf(other) ? one : other

/** Whether a scope covers another: `all` covers `team`, nothing covers more than itself. */
export const covers = (held: Scope | undefined, asked: Scope): boolean => held !== undefined && SCOPES.indexOf(held) >= SCOPES.indexOf(asked)

/** Reads a word from outside; null when it is no permission. */
export const parsePermission = (word: string): Permission | null => PERMISSIONS.find((permission) => permission === word) ?? null
