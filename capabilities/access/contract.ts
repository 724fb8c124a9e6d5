import { Type } from 'typebox'
import type { Static, TSchema } from 'typebox'
import type { Id } from '#kernel/id.ts'
import { PERMISSIONS, SCOPES } from './core/permission.ts'
import type { Permission, Scope } from './core/permission.ts'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** A uuidv7. */
const IdSchema = Type.Unsafe<Id>(Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }))
/** An instant as RFC 3339 in UTC. */
const InstantSchema = Type.String({ format: 'date-time' })
/** What one signs in with besides the mail address: small letters, digits, `-`, `_`, `.`; e.g. `kf001`. */
const NumberSchema = Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{1,39}$' })
/** Something to read on one line. */
const NameSchema = Type.String({ minLength: 1, maxLength: 80, pattern: '^\\P{C}*[^\\s\\p{C}]\\P{C}*$' })
const MailSchema = Type.String({ format: 'email', maxLength: 254 })
const PasswordSchema = Type.String({ minLength: 1, maxLength: 256 })
const LocaleSchema = Type.Union([Type.Literal('zh-CN'), Type.Literal('zh-TW'), Type.Literal('en')])
const RoleKeySchema = Type.String({ pattern: '^[a-z][a-z0-9_-]{0,59}$' })
const RolesSchema = Type.Array(RoleKeySchema, { uniqueItems: true, minItems: 1, maxItems: 10 })
const TeamIdsSchema = Type.Array(IdSchema, { uniqueItems: true, maxItems: 50 })
const PermissionSchema = Type.Unsafe<Permission>(Type.Union(PERMISSIONS.map((permission) => Type.Literal(permission))))
const ScopeSchema = Type.Union(SCOPES.map((scope) => Type.Literal(scope)))
const PermissionsSchema = Type.Unsafe<Readonly<Partial<Record<Permission, Scope>>>>(Type.Object(Object.fromEntries(PERMISSIONS.map((permission) => [permission, Type.Optional(ScopeSchema)])), { additionalProperties: false }))

/** Path of one thing. */
export const ById = strict({ id: IdSchema })
/** Path of an invitation as its receiver holds it. */
export const ByToken = strict({ token: Type.String({ pattern: '^[A-Za-z0-9_-]{20,100}$' }) })
/** A page of a list: `after` is the opaque `next` of the page before. */
export const PageQuery = strict({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  after: Type.Optional(Type.String({ maxLength: 200 })),
  archived: Type.Optional(Type.Boolean()),
})
export type PageQuery = Static<typeof PageQuery>
/** The answer of a list. */
export const pageOf = <T extends TSchema>(item: T) => strict({ items: Type.Array(item), next: nullable(Type.String()) })

/** Signs in: `account` is a staff number or mail address; `code` is of the authenticator or a backup code, where set up. */
export const SignIn = strict({ account: Type.String({ minLength: 1, maxLength: 254, pattern: '^\\P{C}*$' }), password: PasswordSchema, code: Type.Optional(Type.String({ minLength: 6, maxLength: 20 })) })
export type SignIn = Static<typeof SignIn>

/** The signed-in person: what they may do travels with them, so that screens need not guess. */
export const Me = strict({
  id: IdSchema,
  kind: Type.Union([Type.Literal('staff'), Type.Literal('api_key')]),
  /** The staff number; null for a program. */
  number: nullable(Type.String()),
  name: Type.String(),
  locale: LocaleSchema,
  roles: Type.Array(RoleKeySchema),
  teamIds: Type.Array(IdSchema),
  permissions: PermissionsSchema,
  totp: Type.Boolean(),
  mustChangePassword: Type.Boolean(),
})
export type Me = Static<typeof Me>

/** Changes one's own password; every other session ends. */
export const ChangePassword = strict({ password: PasswordSchema, newPassword: PasswordSchema })
export type ChangePassword = Static<typeof ChangePassword>
/** Proves that it is really oneself before the second factor is changed. */
export const OwnPassword = strict({ password: PasswordSchema })
/** A code of the authenticator. */
export const TotpCode = strict({ code: Type.String({ pattern: '^\\d{6}$' }) })
/** For the authenticator app, shown once: the address to scan and one-time codes for the day the phone is lost. */
export const TotpSetup = strict({ uri: Type.String(), backupCodes: Type.Array(Type.String()) })

/** A colleague as colleagues see them. */
export const Staff = strict({
  id: IdSchema,
  number: Type.String(),
  name: Type.String(),
  email: nullable(Type.String()),
  locale: LocaleSchema,
  active: Type.Boolean(),
  roles: Type.Array(RoleKeySchema),
  teamIds: Type.Array(IdSchema),
  archivedAt: nullable(InstantSchema),
})
export type Staff = Static<typeof Staff>
/** A new colleague without invitation; a one-time password comes back. */
export const NewStaff = strict({ number: NumberSchema, name: NameSchema, email: Type.Optional(MailSchema), locale: Type.Optional(LocaleSchema), roles: RolesSchema, teamIds: Type.Optional(TeamIdsSchema) })
export type NewStaff = Static<typeof NewStaff>
/** What may change about a colleague; what is absent stays. */
export const StaffChange = Type.Partial(strict({ name: NameSchema, locale: LocaleSchema, active: Type.Boolean(), roles: RolesSchema, teamIds: TeamIdsSchema }), { additionalProperties: false, minProperties: 1 })
export type StaffChange = Static<typeof StaffChange>
/** A password to be changed at the first sign-in; shown once: the same request repeated is answered without it. */
export const OneTimePassword = strict({ id: IdSchema, oneTimePassword: Type.Optional(Type.String()) })

/** Asks somebody in; the token goes to them and is shown once. */
export const NewInvitation = strict({ number: NumberSchema, name: NameSchema, email: MailSchema, locale: Type.Optional(LocaleSchema), roles: RolesSchema, teamIds: Type.Optional(TeamIdsSchema) })
export type NewInvitation = Static<typeof NewInvitation>
export const Invitation = strict({
  id: IdSchema, number: Type.String(), name: Type.String(), email: Type.String(), roles: Type.Array(RoleKeySchema), teamIds: Type.Array(IdSchema),
  expiresAt: InstantSchema, acceptedAt: nullable(InstantSchema), revokedAt: nullable(InstantSchema),
})
export type Invitation = Static<typeof Invitation>
/** Shown once: the same request repeated is answered by the id alone. */
export const IssuedInvitation = strict({ id: IdSchema, token: Type.Optional(Type.String()), expiresAt: Type.Optional(InstantSchema) })
/** Takes up an invitation with a password of one's own. */
export const Acceptance = strict({ password: PasswordSchema })

/** What the receiver of an invitation is shown: while it is open whom it is for, afterwards only why it is not. */
export const InvitationShown = strict({
  state: Type.Union([Type.Literal('open'), Type.Literal('accepted'), Type.Literal('revoked'), Type.Literal('expired')]),
  name: nullable(Type.String()),
  number: nullable(Type.String()),
})
export type InvitationShown = Static<typeof InvitationShown>

/** A role of the handbook in force, in the reader's language; `grantable` when the reader may give it to somebody. */
export const Role = strict({ key: RoleKeySchema, name: Type.String(), does: nullable(Type.String()), permissions: PermissionsSchema, grantable: Type.Boolean() })
export type Role = Static<typeof Role>
export const RoleList = strict({ items: Type.Array(Role), next: Type.Null() })

export const Team = strict({ id: IdSchema, name: Type.String(), role: RoleKeySchema, leadId: nullable(IdSchema), memberIds: Type.Array(IdSchema), archivedAt: nullable(InstantSchema) })
export type Team = Static<typeof Team>
export const NewTeam = strict({ name: NameSchema, role: RoleKeySchema, leadId: Type.Optional(nullable(IdSchema)) })
export type NewTeam = Static<typeof NewTeam>
export const TeamChange = Type.Partial(strict({ name: NameSchema, role: RoleKeySchema, leadId: nullable(IdSchema) }), { additionalProperties: false, minProperties: 1 })
export type TeamChange = Static<typeof TeamChange>

export const ApiKey = strict({
  id: IdSchema, name: Type.String(), prefix: Type.String(), permissions: Type.Array(PermissionSchema), createdBy: IdSchema,
  createdAt: InstantSchema, expiresAt: nullable(InstantSchema), revokedAt: nullable(InstantSchema), lastUsedOn: nullable(Type.String({ format: 'date' })),
})
export type ApiKey = Static<typeof ApiKey>
export const NewApiKey = strict({ name: NameSchema, permissions: Type.Array(PermissionSchema, { uniqueItems: true, minItems: 1 }), expiresAt: Type.Optional(InstantSchema) })
export type NewApiKey = Static<typeof NewApiKey>
/** The key itself, shown once. */
export const IssuedApiKey = strict({ id: IdSchema, key: Type.Optional(Type.String()), prefix: Type.Optional(Type.String()) })

/** What was made. */
export const Made = strict({ id: IdSchema })
export type Made = Static<typeof Made>

/** What access can refuse (409, or 422 where the input can never be right). */
export const AccessRefusals = [
  'access.password_too_short', 'access.password_too_long', 'access.password_too_plain', 'access.password_holds_name', 'access.password_common', 'access.password_unchanged', 'access.password_wrong',
  'access.totp_already_on', 'access.totp_not_on', 'access.totp_wrong',
  'staff.number_taken', 'staff.email_taken', 'staff.unknown_role', 'staff.unknown_team', 'staff.role_exceeds', 'staff.outranks', 'staff.last_administrator', 'staff.archived', 'staff.not_archived',
  'invitation.gone', 'team.name_taken', 'team.unknown_lead', 'team.archived', 'team.not_archived',
  'api_key.permission_exceeds', 'api_key.expired_already', 'api_key.revoked',
] as const
export type AccessRefusal = (typeof AccessRefusals)[number]

/** What access writes into the history; no personal values, ids and codes only. */
export type AccessEvent =
  | { readonly type: 'staff.signed_in' | 'staff.signed_out' | 'staff.sessions_ended' | 'staff.password_changed' | 'staff.password_reset' | 'staff.totp_began' | 'staff.totp_enabled' | 'staff.totp_disabled' | 'staff.archived' | 'staff.restored'; readonly data: Record<string, never> }
  | { readonly type: 'staff.created'; readonly data: { readonly roles: readonly string[]; readonly teamIds: readonly string[]; readonly by: 'first_start' | 'administrator' | 'invitation' } }
  | { readonly type: 'staff.changed'; readonly data: { readonly fields: readonly string[]; readonly active?: boolean; readonly roles?: readonly string[]; readonly teamIds?: readonly string[] } }
  | { readonly type: 'invitation.issued'; readonly data: { readonly roles: readonly string[]; readonly teamIds: readonly string[] } }
  | { readonly type: 'invitation.accepted'; readonly data: { readonly staffId: string } }
  | { readonly type: 'invitation.renewed' | 'invitation.revoked' | 'team.archived' | 'team.restored' | 'api_key.revoked'; readonly data: Record<string, never> }
  | { readonly type: 'team.created'; readonly data: { readonly role: string } }
  | { readonly type: 'team.changed'; readonly data: { readonly fields: readonly string[] } }
  | { readonly type: 'console.changed'; readonly data: { readonly watermark: boolean } }
  | { readonly type: 'api_key.created'; readonly data: { readonly permissions: readonly string[] } }
