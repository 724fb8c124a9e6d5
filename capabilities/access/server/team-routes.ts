import { Type } from 'typebox'
import type { Id } from '#kernel/id.ts'
import { notFound } from '#platform/http/problem.ts'
import { FIRST_ID, nextOf, pageAsked } from '#platform/http/keyset.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ById, Made, NewTeam, pageOf, PageQuery, Team, TeamChange } from '../contract.ts'
import type { AccessDeps } from './deps.ts'
import { contextOf, valueOf, viewerOf } from './register-access.ts'
import { requireDirectory } from './staff-routes.ts'
import { archiveTeam, changeTeam, createTeam, restoreTeam } from './team-commands.ts'
import { readTeams, teamById, teamPage } from './team-store.ts'

const tags = ['staff'] as const
const Nothing = Type.Null()

/** Teams: everybody who works here sees them; forming and changing them takes team.manage. */
export function teamRoutes(app: Http, deps: AccessDeps): void {
  app.get('/api/v1/teams', { schema: { tags, summary: '团队列表', querystring: PageQuery, response: { 200: pageOf(Team) } } }, async (request) => {
    requireDirectory(request)
    const { limit, after } = pageAsked(request.query, { id: FIRST_ID })
    const items = readTeams(await deps.db.query(teamPage({ after: after.id, limit, archived: request.query.archived ?? false })))
    return { items: [...items], next: nextOf(items, limit, ({ id }) => ({ id })) }
  })
  app.get('/api/v1/teams/:id', { schema: { tags, summary: '团队详情', params: ById, response: { 200: Team } } }, async (request) => {
    requireDirectory(request)
    return oneOf(deps, request.params.id)
  })
  app.post('/api/v1/teams', { schema: { tags, summary: '新建团队', body: NewTeam, response: { 201: Made } } }, async (request, reply) =>
    reply.status(201).send(valueOf(await createTeam(deps, contextOf(request, deps, 'createTeam'), viewerOf(request), request.body), request)))

  app.patch('/api/v1/teams/:id', { schema: { tags, summary: '修改团队', params: ById, body: TeamChange, response: { 200: Team } } }, async (request) => {
    valueOf(await changeTeam(deps, contextOf(request, deps, 'changeTeam'), viewerOf(request), request.params.id, request.body), request)
    return oneOf(deps, request.params.id)
  })
  app.post('/api/v1/teams/:id/archival', { schema: { tags, summary: '停用团队', params: ById, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await archiveTeam(deps, contextOf(request, deps, 'archiveTeam'), viewerOf(request), request.params.id), request)
    return reply.status(204).send(null)
  })
  app.delete('/api/v1/teams/:id/archival', { schema: { tags, summary: '恢复团队', params: ById, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await restoreTeam(deps, contextOf(request, deps, 'restoreTeam'), viewerOf(request), request.params.id), request)
    return reply.status(204).send(null)
  })
}

async function oneOf(deps: AccessDeps, id: Id): Promise<Team> {
  const [team] = readTeams(await deps.db.query(teamById(id)))
  if (!team) throw notFound()
  return team
}
