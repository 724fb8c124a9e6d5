import { ensureConsole } from '#apps/console/build.ts'
import { PARTS } from '#apps/server/parts.ts'
import type { Part } from '#apps/server/part.ts'
import { must } from '#kernel/assert.ts'
import { parseInstant } from '#kernel/instant.ts'
import { openTestHouse, type TestHouse } from '#tests/setup/test-house.ts'
import type { AccessHouse, Answer, Call, Person } from './access-house.ts'
import { ORIGIN, PASSWORD } from './access-house.ts'
import { watchRoutes } from './matrix.ts'

/** A Monday morning in working time. */
const MONDAY = must(parseInstant('2026-11-02T09:00:00+08:00'), 'a date')

/** Every part that answers requests, on a database of its own in virtual time; `routes` are all that anybody has added. */
export type WholeHouse = { readonly house: TestHouse; readonly ground: AccessHouse; readonly routes: readonly string[] }

export async function openWholeHouse(): Promise<WholeHouse> {
  await ensureConsole()
  let routes: readonly string[] = []
  const watching: Part = {
    name: 'watching',
    role: 'web',
    open: async (_house, http) => {
      routes = watchRoutes(must(http, 'the house has a door'))
      return null
    },
  }
  const house = await openTestHouse({ at: MONDAY, parts: [watching, ...PARTS.filter(({ role }) => role !== 'worker')] })
  return { house, ground: groundOf(house, routes), routes }
}

/** The whole house in the shape in which access is tried. */
function groundOf(house: TestHouse, routes: readonly string[]): AccessHouse {
  const call = callOn(house)
  const hire = async (number: string, roles: readonly string[], teamIds: readonly string[] = []): Promise<Person> =>
    personOf(await house.hire(number, roles, teamIds as Parameters<TestHouse['hire']>[2]))
  return {
    fresh: house.fresh,
    app: house.http,
    deps: house.house.access,
    admin: personOf(house.admin),
    hashes: { count: 0 },
    routes,
    later: (milliseconds) => void (house.clock.now = (house.clock.now + milliseconds) as typeof house.clock.now),
    call,
    signIn: (account, password) => call({ method: 'POST', url: '/api/v1/sessions', body: { account, password } }),
    hire,
    close: house.close,
  }
}

const personOf = ({ id, number, cookie }: TestHouse['admin']): Person => ({ id, number, password: PASSWORD, as: { cookie } })

let keys = 0

const callOn = ({ http }: TestHouse) => async ({ method, url, as = null, body, headers = {} }: Call): Promise<Answer> => {
  const credential = as === null ? {} : 'cookie' in as ? { cookie: as.cookie } : { authorization: `Bearer ${as.bearer}` }
  const key = method === 'POST' ? { 'idempotency-key': `whole-${++keys}` } : {}
  const answer = await http.inject({ method, url, headers: { origin: ORIGIN, ...key, ...credential, ...headers }, ...(body === undefined ? {} : { payload: body }) })
  const json = answer.headers['content-type']?.toString().startsWith('application/json') === true && answer.payload !== '' ? (answer.json() as Record<string, unknown>) : {}
  return { status: answer.statusCode, body: json, cookie: null, headers: answer.headers }
}
