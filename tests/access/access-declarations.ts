import { managesStaff } from '#capabilities/access/core/staff-rules.ts'
import { may, scopeOf } from '#capabilities/access/core/viewer.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import type { Id } from '#kernel/id.ts'
import { PASSWORD } from './access-house.ts'
import type { AccessHouse, Credential } from './access-house.ts'
import type { Cast } from './access-actors.ts'
import { codeAt } from './authenticator.ts'
import { declare } from './matrix.ts'
import type { Actor, Declaration, Standing, Subject, Verdict } from './matrix.ts'

type StaffFacts = { readonly id: Id; readonly roles: readonly string[]; readonly teamIds: readonly Id[] }
const ONCE = ['stranger'] as const
const OTHERS = ['team', 'stranger'] as const
const EVERYONE = ['own', 'team', 'stranger'] as const

/** Signed in as a person: a program is turned away. */
const person = (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : viewer.kind === 'staff' ? 'ok' : 'forbidden')
const signedIn = (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : 'ok')
const directory = (viewer: Viewer | null): Verdict => (viewer?.kind === 'api_key' && !may(viewer, 'staff.manage') ? 'forbidden' : signedIn(viewer))
/** Visible to all who work here, changed by whoever holds the permission for everything. */
const open = (permission: Permission) => (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : scopeOf(viewer, permission) === 'all' ? 'ok' : 'forbidden')
/** Not even visible without the permission. */
const closed = (permission: Permission) => (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : scopeOf(viewer, permission) === 'all' ? 'ok' : 'hidden')
const managing = (viewer: Viewer | null, facts: StaffFacts): Verdict => (viewer === null ? 'unauthenticated' : managesStaff(viewer, facts) ? 'ok' : 'forbidden')

/** The routes of access: one line each. */
export function accessDeclarations(house: AccessHouse, cast: Cast): readonly Declaration[] {
  const make = subjectsOf(house, cast)
  const mine = { standings: ONCE, rule: person } as const
  return [
    declare({ route: 'POST /api/v1/sessions', success: 201, standings: ONCE, rule: () => 'ok', subject: make.signIn }),
    declare({ route: 'DELETE /api/v1/sessions/current', success: 204, ...mine, subject: make.me() }),
    declare({ route: 'GET /api/v1/me', success: 200, standings: ONCE, rule: signedIn, subject: make.nothing() }),
    declare({ route: 'PATCH /api/v1/me', success: 200, ...mine, subject: make.me({ name: '陈宇', locale: 'en' }) }),
    declare({ route: 'GET /api/v1/me/sessions', success: 200, ...mine, subject: make.me() }),
    declare({ route: 'DELETE /api/v1/me/sessions', success: 204, ...mine, subject: make.me() }),
    declare({ route: 'GET /api/v1/console-settings', success: 200, standings: ONCE, rule: signedIn, subject: make.nothing() }),
    declare({ route: 'PUT /api/v1/console-settings', success: 200, standings: ONCE, rule: open('staff.manage'), subject: make.nothing({ watermark: true }) }),
    declare({ route: 'POST /api/v1/me/password', success: 204, ...mine, subject: make.me({ password: PASSWORD, newPassword: '桃李春风一杯酒-2026' }) }),
    declare({ route: 'POST /api/v1/me/totp', success: 200, ...mine, subject: make.me({ password: PASSWORD }) }),
    declare({ route: 'POST /api/v1/me/totp/verification', success: 204, ...mine, subject: make.totpBegun }),
    declare({ route: 'DELETE /api/v1/me/totp', success: 204, ...mine, subject: make.totpOn }),

    declare({ route: 'GET /api/v1/staff', success: 200, standings: ONCE, rule: directory, subject: make.nothing() }),
    declare({ route: 'GET /api/v1/staff/:id', success: 200, standings: EVERYONE, rule: directory, subject: make.colleague() }),
    declare({ route: 'POST /api/v1/staff', success: 201, standings: ONCE, rule: open('staff.manage'), subject: make.newStaff }),
    declare({ route: 'PATCH /api/v1/staff/:id', success: 200, standings: EVERYONE, rule: managing, subject: make.colleague({ name: '改名' }) }),
    declare({ route: 'POST /api/v1/staff/:id/archival', success: 204, standings: OTHERS, rule: managing, subject: make.colleague() }),
    declare({ route: 'DELETE /api/v1/staff/:id/archival', success: 204, standings: OTHERS, rule: managing, subject: make.archivedColleague }),
    declare({ route: 'POST /api/v1/staff/:id/password-reset', success: 200, standings: OTHERS, rule: managing, subject: make.colleague() }),

    declare({ route: 'GET /api/v1/staff/invitations', success: 200, standings: ONCE, rule: open('staff.manage'), subject: make.nothing() }),
    declare({ route: 'POST /api/v1/staff/invitations', success: 201, standings: ONCE, rule: open('staff.manage'), subject: make.newInvitation }),
    declare({ route: 'POST /api/v1/staff/invitations/:id/renewal', success: 201, standings: ONCE, rule: closed('staff.manage'), subject: make.invitation }),
    declare({ route: 'DELETE /api/v1/staff/invitations/:id', success: 204, standings: ONCE, rule: closed('staff.manage'), subject: make.invitation }),
    declare({ route: 'GET /api/v1/invitations/:token', success: 200, standings: ONCE, rule: () => 'ok', subject: make.shownInvitation }),
    declare({ route: 'POST /api/v1/invitations/:token/acceptance', success: 201, standings: ONCE, rule: () => 'ok', subject: make.acceptance }),

    declare({ route: 'GET /api/v1/roles', success: 200, standings: ONCE, rule: directory, subject: make.nothing() }),
    declare({ route: 'GET /api/v1/teams', success: 200, standings: ONCE, rule: directory, subject: make.nothing() }),
    declare({ route: 'GET /api/v1/teams/:id', success: 200, standings: OTHERS, rule: directory, subject: make.team() }),
    declare({ route: 'POST /api/v1/teams', success: 201, standings: ONCE, rule: open('team.manage'), subject: make.newTeam }),
    declare({ route: 'PATCH /api/v1/teams/:id', success: 200, standings: OTHERS, rule: open('team.manage'), subject: make.team({ role: 'agent' }) }),
    declare({ route: 'POST /api/v1/teams/:id/archival', success: 204, standings: ONCE, rule: open('team.manage'), subject: make.spareTeam(false) }),
    declare({ route: 'DELETE /api/v1/teams/:id/archival', success: 204, standings: ONCE, rule: open('team.manage'), subject: make.spareTeam(true) }),

    declare({ route: 'GET /api/v1/api-keys', success: 200, standings: ONCE, rule: open('apikey.manage'), subject: make.nothing() }),
    declare({ route: 'GET /api/v1/api-keys/:id', success: 200, standings: ONCE, rule: closed('apikey.manage'), subject: make.apiKey }),
    declare({ route: 'POST /api/v1/api-keys', success: 201, standings: ONCE, rule: open('apikey.manage'), subject: make.nothing({ name: '官网', permissions: ['case.open'] }) }),
    declare({ route: 'DELETE /api/v1/api-keys/:id', success: 204, standings: ONCE, rule: closed('apikey.manage'), subject: make.apiKey }),
  ]
}

/** How to make a real thing for one try; each try has its own, so that none spoils another. */
function subjectsOf(house: AccessHouse, { ourTeam, otherTeam }: Cast) {
  let made = 0
  const next = (): string => `s${String(++made).padStart(4, '0')}`
  const asAdmin = (url: string, body?: object, method: 'POST' | 'DELETE' = 'POST') => house.call({ method, url, as: house.admin.as, ...(body === undefined ? {} : { body }) })
  const idOf = async (answer: ReturnType<typeof asAdmin>): Promise<Id> => (await answer).body['id'] as Id
  const teamOf = (standing: Standing): Id => (standing === 'stranger' ? otherTeam : ourTeam)
  const invited = async () => (await asAdmin('/api/v1/staff/invitations', invitation(next()))).body

  async function colleagueOf(actor: Actor, standing: Standing): Promise<StaffFacts> {
    if (standing === 'own' && actor.viewer) return { id: actor.viewer.id, roles: actor.viewer.roles, teamIds: actor.viewer.teamIds }
    const teamIds = [teamOf(standing)]
    const number = next()
    return { id: await idOf(asAdmin('/api/v1/staff', { number, name: number, roles: ['agent'], teamIds })), roles: ['agent'], teamIds }
  }
  /** Somebody of the actor's role who may lose session and password; nobody and a program stay themselves. */
  async function standIn({ viewer }: Actor): Promise<{ readonly as?: Credential }> {
    return viewer?.kind === 'staff' ? { as: (await house.hire(next(), viewer.roles, viewer.teamIds)).as } : {}
  }
  async function begun(actor: Actor): Promise<{ readonly as?: Credential; readonly uri: string | null }> {
    const { as } = await standIn(actor)
    if (as === undefined) return { uri: null }
    const { body } = await house.call({ method: 'POST', url: '/api/v1/me/totp', as, body: { password: PASSWORD } })
    return { as, uri: String(body['uri']) }
  }
  const code = (uri: string | null): string => (uri === null ? '000000' : codeAt(uri, Date.now()))

  return {
    nothing: (body?: object) => async (): Promise<Subject<null>> => ({ facts: null, ...(body === undefined ? {} : { body }) }),
    signIn: async (actor: Actor): Promise<Subject<null>> => {
      const { number, as } = await house.hire(next(), ['agent'])
      return { facts: null, body: { account: number, password: PASSWORD }, ...(actor.viewer?.kind === 'staff' ? { as } : {}) }
    },
    me: (body?: object) => async (actor: Actor): Promise<Subject<null>> => ({ facts: null, ...(await standIn(actor)), ...(body === undefined ? {} : { body }) }),
    totpBegun: async (actor: Actor): Promise<Subject<null>> => {
      const { uri, ...who } = await begun(actor)
      return { facts: null, ...who, body: { code: code(uri) } }
    },
    totpOn: async (actor: Actor): Promise<Subject<null>> => {
      const { uri, as } = await begun(actor)
      const on = as === undefined ? null : await house.call({ method: 'POST', url: '/api/v1/me/totp/verification', as, body: { code: code(uri) } })
      return { facts: null, ...(on?.cookie ? { as: { cookie: on.cookie } } : {}), body: { password: PASSWORD } }
    },
    colleague: (body?: object) => async (actor: Actor, standing: Standing): Promise<Subject<StaffFacts>> => {
      const facts = await colleagueOf(actor, standing)
      return { facts, params: { id: facts.id }, ...(body === undefined ? {} : { body }) }
    },
    archivedColleague: async (actor: Actor, standing: Standing): Promise<Subject<StaffFacts>> => {
      const facts = await colleagueOf(actor, standing)
      await asAdmin(`/api/v1/staff/${facts.id}/archival`)
      return { facts, params: { id: facts.id } }
    },
    newStaff: async (): Promise<Subject<null>> => ({ facts: null, body: { number: next(), name: '新人', roles: ['agent'] } }),
    newInvitation: async (): Promise<Subject<null>> => ({ facts: null, body: invitation(next()) }),
    invitation: async (): Promise<Subject<null>> => ({ facts: null, params: { id: String((await invited())['id']) } }),
    shownInvitation: async (): Promise<Subject<null>> => ({ facts: null, params: { token: String((await invited())['token']) } }),
    acceptance: async (): Promise<Subject<null>> => ({ facts: null, params: { token: String((await invited())['token']) }, body: { password: PASSWORD } }),
    team: (body?: object) => async (_actor: Actor, standing: Standing): Promise<Subject<null>> => ({ facts: null, params: { id: teamOf(standing) }, ...(body === undefined ? {} : { body }) }),
    newTeam: async (): Promise<Subject<null>> => ({ facts: null, body: { name: next(), role: 'agent' } }),
    spareTeam: (archived: boolean) => async (): Promise<Subject<null>> => {
      const id = await idOf(asAdmin('/api/v1/teams', { name: next(), role: 'agent' }))
      if (archived) await asAdmin(`/api/v1/teams/${id}/archival`)
      return { facts: null, params: { id } }
    },
    apiKey: async (): Promise<Subject<null>> => ({ facts: null, params: { id: await idOf(asAdmin('/api/v1/api-keys', { name: next(), permissions: ['case.open'] })) } }),
  }
}

const invitation = (number: string): object => ({ number, name: '受邀者', email: `${number}@example.com`, roles: ['agent'] })
