import { ensureConsole } from '#apps/console/build.ts'
import { administration } from '#apps/server/administration.ts'
import { cases } from '#apps/server/cases.ts'
import { consolePart } from '#apps/server/console.ts'
import { live } from '#apps/server/live.ts'
import type { Part } from '#apps/server/part.ts'
import { people } from '#apps/server/people.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { instant, type Instant } from '#kernel/instant.ts'
import { openTestHouse, type TestHouse } from '#tests/setup/test-house.ts'

const OWN_PASSWORD = '夜雨十年灯-江湖-2026'

/** The whole server with the console, on a port; the house's time is that of the machine until a test says otherwise. */
export type ConsoleHouse = TestHouse & {
  readonly origin: string
  /** Somebody who has not signed in yet. */
  newcomer(number: string, roles: readonly string[], teamIds?: readonly Id[]): Promise<{ readonly number: string; readonly oneTimePassword: string }>
  /** Somebody with a password of their own. */
  colleague(number: string, roles: readonly string[], teamIds?: readonly Id[]): Promise<{ readonly id: Id; readonly number: string; readonly password: string; readonly cookie: string }>
}

export async function openConsoleHouse({ at = instant(Date.now()), mail = false, mailbox = false, screens = consolePart }: { readonly at?: Instant; readonly mail?: boolean; readonly mailbox?: boolean; readonly screens?: Part } = {}): Promise<ConsoleHouse> {
  await ensureConsole()
  const house = await openTestHouse({ at, mail, mailbox, parts: [people, cases, administration, live, screens] })
  await house.http.listen({ host: '127.0.0.1', port: 0 })
  const address = must(house.http.server.address(), 'the house listens')
  const origin = `http://127.0.0.1:${typeof address === 'string' ? address : address.port}`
  return {
    ...house,
    origin,
    newcomer: async (number, roles, teamIds = []) => {
      const made = await house.call({ method: 'POST', url: '/api/v1/staff', as: house.admin.cookie, body: { number, name: number, roles, teamIds } })
      return { number, oneTimePassword: String(made.body['oneTimePassword']) }
    },
    colleague: async (number, roles, teamIds = []) => ({ ...(await house.hire(number, roles, teamIds)), password: OWN_PASSWORD }),
  }
}
