import { authorise } from '#capabilities/access/core/viewer.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { AudienceSubject } from '#capabilities/access/core/audience.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import type { Db } from '#platform/db/database.ts'
import type { Http } from '#platform/http/type-provider.ts'
import type { Answer, Call, Credential } from './access-house.ts'
import { changedTables, printDatabase } from './database-print.ts'

/** Somebody who tries: a role of the handbook, nobody, or a program. */
export type Actor = { readonly name: string; readonly as: Credential | null; readonly viewer: Viewer | null }
/** Whose thing it is, seen from the actor. */
export type Standing = 'own' | 'team' | 'stranger'
/** A thing made for one try: its ids in the path, what is asked behind it, a body that is right for it, what the rules need to know of it, and who asks where it is not the actor themselves. */
export type Subject<Facts> = { readonly params?: Readonly<Record<string, string>>; readonly query?: string; readonly body?: object; readonly headers?: Readonly<Record<string, string>>; readonly facts: Facts; readonly as?: Credential }
/** What the pure rules say. */
export type Verdict = 'ok' | 'hidden' | 'forbidden' | 'unauthenticated'

/** One route: what the rules say of it, and how to make a real thing to try it on. */
export type Declaration<Facts = unknown> = {
  readonly route: string
  readonly success: number
  readonly standings: readonly Standing[]
  readonly rule: (viewer: Viewer | null, facts: Facts) => Verdict
  readonly subject: (actor: Actor, standing: Standing) => Promise<Subject<Facts>>
}

/** A declaration whose facts nobody outside needs to know. */
export const declare = <Facts>(declaration: Declaration<Facts>): Declaration => declaration as unknown as Declaration

/** A route on a thing that is filed by audience (a case): hidden unless `reading` reaches it, forbidden unless the permission does. */
export const declareFiled = (asked: Omit<Declaration<AudienceSubject>, 'rule' | 'standings'> & { readonly permission: Permission; readonly reading?: Permission }): Declaration =>
  declare<AudienceSubject>({
    ...asked,
    standings: ['own', 'team', 'stranger'],
    rule: (viewer, facts) => (viewer === null ? 'unauthenticated' : authorise(viewer, asked.permission, facts, asked.reading)),
  })

const MOVING = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** Notes every route that is added from now on, as `POST /api/v1/teams/:id`. */
export function watchRoutes(app: Http): readonly string[] {
  const routes: string[] = []
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) if (MOVING.has(each)) routes.push(`${each} ${url}`)
  })
  return routes
}

/** Routes nobody declared, and declarations without a route: both must be empty. */
export function holes(routes: readonly string[], declarations: readonly Declaration[]): { readonly undeclared: readonly string[]; readonly unknown: readonly string[] } {
  const declared = declarations.map(({ route }) => route)
  return { undeclared: routes.filter((route) => !declared.includes(route)), unknown: declared.filter((route) => !routes.includes(route)) }
}

/** What the matrix needs of the house under test. */
export type Ground = { readonly db: Db; readonly call: (call: Call) => Promise<Answer>; readonly administrator: Actor }
/** What came of one try: the status, what the rules wanted, the tables that a refusal changed, and the administrator's status on what was hidden. */
export type Tried = { readonly cell: string; readonly status: number; readonly wanted: number; readonly changed: readonly string[]; readonly twin: number | null; readonly twinWanted: number | null }

const STATUS = { hidden: 404, forbidden: 403, unauthenticated: 401 } as const

/** Tries one route as one actor on one thing. */
async function tryCell(ground: Ground, declaration: Declaration, actor: Actor, standing: Standing): Promise<Tried> {
  const subject = await declaration.subject(actor, standing)
  const verdict = declaration.rule(actor.viewer, subject.facts)
  const before = verdict === 'ok' ? null : await printDatabase(ground.db)
  const answer = await ground.call(callOf(declaration, subject, subject.as ?? actor.as))
  const changed = before === null ? [] : changedTables(before, await printDatabase(ground.db))
  const twin = verdict === 'hidden' ? (await ground.call(callOf(declaration, subject, ground.administrator.as))).status : null
  return {
    cell: `${declaration.route} as ${actor.name} on ${standing}`,
    status: answer.status,
    wanted: verdict === 'ok' ? declaration.success : STATUS[verdict],
    changed,
    twin,
    twinWanted: twin === null ? null : declaration.success,
  }
}

function callOf({ route }: Declaration, { params = {}, query = '', body, headers = {} }: Subject<unknown>, as: Credential | null): Call {
  const [method = 'GET', path = ''] = route.split(' ')
  const url = path.replaceAll(/:(\w+)/g, (_all, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`${route}: the subject lacks the path parameter ${name}`)
    return value
  })
  return { method: method as Call['method'], url: `${url}${query}`, as, headers, ...(body === undefined ? {} : { body }) }
}

/** Everything that is not as the rules want it, worded for a failing test. */
export function breaches(tried: readonly Tried[]): readonly string[] {
  return tried.flatMap(({ cell, status, wanted, changed, twin, twinWanted }) => [
    ...(status === wanted ? [] : [`${cell}: ${status}, the rules say ${wanted}`]),
    ...(changed.length === 0 ? [] : [`${cell}: refused, and yet it changed ${changed.join(', ')}`]),
    ...(twin === twinWanted ? [] : [`${cell}: hidden, but the administrator gets ${twin} instead of ${twinWanted}`]),
  ])
}

/** Tries every route as every actor on everything it can be tried on. */
export async function tryAll(ground: Ground, declarations: readonly Declaration[], actors: readonly Actor[]): Promise<readonly Tried[]> {
  const tried: Tried[] = []
  for (const declaration of declarations) {
    for (const actor of actors) {
      // Nobody and a program have nothing of their own and no team.
      const standings = actor.viewer?.kind === 'staff' ? declaration.standings : (['stranger'] as const)
      for (const standing of standings) tried.push(await tryCell(ground, declaration, actor, standing))
    }
  }
  return tried
}
