import { viewerFor, viewerForApiKey } from '#capabilities/access/core/viewer.ts'
import type { Id } from '#kernel/id.ts'
import { shippedRoles } from './access-house.ts'
import type { AccessHouse, Person } from './access-house.ts'
import type { Actor } from './matrix.ts'

/** Everybody who tries, and the two teams they stand in. */
export type Cast = { readonly actors: readonly Actor[]; readonly administrator: Actor; readonly ourTeam: Id; readonly otherTeam: Id }

/** One person of each role of the handbook (all in one team), nobody, and an API key that may do nothing here. */
export async function castActors(house: AccessHouse): Promise<Cast> {
  const roles = await shippedRoles()
  const [ourTeam, otherTeam] = [await formTeam(house, '一组'), await formTeam(house, '二组')]
  const people: Actor[] = []
  for (const { key } of roles) {
    const person = await house.hire(`role-${key}`, [key], [ourTeam])
    people.push({ name: key, as: person.as, viewer: viewerFor({ id: person.id, name: key, roles: [key], teamIds: [ourTeam] }, roles) })
  }
  const made = await house.call({ method: 'POST', url: '/api/v1/api-keys', as: house.admin.as, body: { name: '报表', permissions: ['report.read'] } })
  const viewer = viewerForApiKey({ id: made.body['id'] as Id, name: '报表', permissions: ['report.read'] })
  const program: Actor = { name: 'API key without the scope', as: { bearer: String(made.body['key']) }, viewer }
  return { actors: [...people, { name: 'nobody', as: null, viewer: null }, program], administrator: administratorOf(house.admin, roles), ourTeam, otherTeam }
}

const administratorOf = ({ id, as }: Person, roles: Awaited<ReturnType<typeof shippedRoles>>): Actor =>
  ({ name: '管理员', as, viewer: viewerFor({ id, name: '管理员', roles: ['admin'], teamIds: [] }, roles) })

async function formTeam(house: AccessHouse, name: string): Promise<Id> {
  return (await house.call({ method: 'POST', url: '/api/v1/teams', as: house.admin.as, body: { name, role: 'agent' } })).body['id'] as Id
}
