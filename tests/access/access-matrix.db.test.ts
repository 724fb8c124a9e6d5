import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castActors } from './access-actors.ts'
import type { Cast } from './access-actors.ts'
import { accessDeclarations } from './access-declarations.ts'
import { openAccessHouse } from './access-house.ts'
import type { AccessHouse } from './access-house.ts'
import { changedTables, printDatabase } from './database-print.ts'
import { breaches, holes, tryAll } from './matrix.ts'
import type { Declaration } from './matrix.ts'

describe('who gets which answer from which route', () => {
  let house: AccessHouse
  let cast: Cast
  let declarations: readonly Declaration[]
  beforeAll(async () => {
    house = await openAccessHouse((app) => void app.post('/api/v1/forgotten', { config: { access: 'anyone' } }, async () => {
      await house.fresh.db.query({ text: `insert into settings (key, value) values ('forgotten ' || gen_random_uuid(), '1')`, values: [] })
      return {}
    }))
    cast = await castActors(house)
    declarations = accessDeclarations(house, cast)
  })
  afterAll(() => house.close())

  it('a route that nobody declared is found, and all others are declared', () => {
    expect(holes(house.routes, declarations)).toEqual({ undeclared: ['POST /api/v1/forgotten'], unknown: [] })
  })

  it('each role, nobody and a program get what the rules say; a refusal changes no row; what is hidden is there for the administrator', async () => {
    const ground = { db: house.fresh.db, call: house.call, administrator: cast.administrator }
    const tried = await tryAll(ground, declarations, cast.actors)
    expect(breaches(tried)).toEqual([])
    expect(tried.filter(({ twin }) => twin !== null).length).toBeGreaterThan(10)
    expect(new Set(tried.map(({ wanted }) => wanted))).toEqual(new Set([200, 201, 204, 401, 403, 404]))
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
