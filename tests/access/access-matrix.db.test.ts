import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ById } from '#capabilities/access/contract.ts'
import { audienceOf } from '#capabilities/access/core/audience.ts'
import type { AudienceSubject } from '#capabilities/access/core/audience.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { fileCases, visibleCase } from '#capabilities/access/server/visibility.ts'
import { notFound } from '#platform/http/problem.ts'
import { castActors } from './access-actors.ts'
import type { Cast } from './access-actors.ts'
import { accessDeclarations } from './access-declarations.ts'
import { openAccessHouse } from './access-house.ts'
import type { AccessHouse } from './access-house.ts'
import { changedTables, printDatabase } from './database-print.ts'
import { breaches, declareFiled, holes, tryAll } from './matrix.ts'
import type { Actor, Declaration, Standing, Subject } from './matrix.ts'

describe('who gets which answer from which route', () => {
  let house: AccessHouse
  let cast: Cast
  let declarations: readonly Declaration[]
  beforeAll(async () => {
    house = await openAccessHouse({ extend: (app, { db, newId }) => {
      app.post('/api/v1/forgotten', { config: { access: 'anyone' } }, async () => {
        await db.query({ text: `insert into settings (key, value) values ($1, '1')`, values: [newId()] })
        return {}
      })
      app.get('/api/v1/filed/:id', { schema: { params: ById } }, async (request) => {
        const seen = visibleCase(viewerOf(request), { caseId: '$1::uuid', firstParameter: 2 })
        const { rows } = await db.query({ text: `select ${seen.text} as visible`, values: [request.params.id, ...seen.values] })
        if (rows[0]?.['visible'] !== true) throw notFound()
        return {}
      })
    } })
    cast = await castActors(house)
    declarations = accessDeclarations(house, cast)
  })
  afterAll(() => house.close())

  it('a route that nobody declared is found, and all others are declared', () => {
    expect(holes(house.routes, declarations)).toEqual({ undeclared: ['POST /api/v1/forgotten', 'GET /api/v1/filed/:id'], unknown: [] })
  })

  it('each role, nobody and a program get what the rules say; a refusal changes no row; what is hidden is there for the administrator', async () => {
    const ground = { db: house.fresh.db, call: house.call, administrator: cast.administrator }
    const tried = await tryAll(ground, declarations, cast.actors)
    expect(breaches(tried)).toEqual([])
    expect(tried.filter(({ twin }) => twin !== null).length).toBeGreaterThan(10)
    expect(new Set(tried.map(({ wanted }) => wanted))).toEqual(new Set([200, 201, 204, 401, 403, 404]))
  })

  it('a thing filed by audience is there for whom it is filed, hidden from the others, and there for the administrator', async () => {
    const subject = async ({ viewer }: Actor, standing: Standing): Promise<Subject<AudienceSubject>> => {
      const id = house.deps.newId()
      const facts = { teamId: standing === 'team' ? cast.ourTeam : cast.otherTeam, assigneeId: standing === 'own' && viewer !== null ? viewer.id : null, collaboratorIds: [] }
      await house.fresh.db.query(fileCases([{ caseId: id, customerId: null, keys: audienceOf(facts), nextDueAt: null, status: 'open' }]))
      return { facts, params: { id } }
    }
    const filed = declareFiled({ route: 'GET /api/v1/filed/:id', success: 200, permission: 'case.read', subject })
    const tried = await tryAll({ db: house.fresh.db, call: house.call, administrator: cast.administrator }, [filed], cast.actors)
    expect(breaches(tried)).toEqual([])
    const statusOf = (cell: string) => tried.find((one) => one.cell.endsWith(cell))?.status
    expect(['agent on own', 'agent on team', 'agent on stranger', 'engineer on team', 'supervisor on stranger', 'nobody on stranger'].map(statusOf)).toEqual([200, 200, 404, 404, 200, 401])
  })

  it('sees a route that answers too much, and one that changes something while it refuses', async () => {
    const planted = { ...declarations[0]!, route: 'POST /api/v1/forgotten', rule: () => 'forbidden' as const, subject: async () => ({ facts: null }) }
    const tried = await tryAll({ db: house.fresh.db, call: house.call, administrator: cast.administrator }, [planted], cast.actors.slice(0, 1))
    expect(breaches(tried)).toEqual([
      'POST /api/v1/forgotten as agent on stranger: 200, the rules say 403',
      'POST /api/v1/forgotten as agent on stranger: refused, and yet it changed public.settings',
    ])
  })

  it('the print of the database is the same until a row changes', async () => {
    const before = await printDatabase(house.fresh.db)
    expect(changedTables(before, await printDatabase(house.fresh.db))).toEqual([])
    await house.fresh.db.query({ text: `insert into settings (key, value) values ('x', '1')`, values: [] })
    expect(changedTables(before, await printDatabase(house.fresh.db))).toEqual(['public.settings'])
  })
})
