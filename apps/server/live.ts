import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { sessionOf } from '#capabilities/access/server/register-access.ts'
import { LIVE_TABLES } from '#capabilities/case/server/live-changes.ts'
import { openLiveDesk, REFUSED, RESYNC, type LiveDesk } from '#capabilities/case/server/live-desk.ts'
import { HttpProblem, throttled, unauthenticated } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { keepWorking } from '#platform/outbox/keep-working.ts'
import { followTail } from '#platform/realtime/follow-tail.ts'
import { openSocketDoor } from '#platform/realtime/socket-door.ts'
import type { House } from './house.ts'
import { liveSessions, type LiveSessions } from './live-sessions.ts'
import type { Opened, Part } from './part.ts'

/** Ten tabs are many; more are a mistake of a program. */
const SOCKETS_PER_PERSON_MAX = 10
const WAIT_SECONDS = 5
/** A session that is over, or whose rights have changed, loses its sockets within twice this. */
const CHECK_MS = 2_000
const KEEP_MS = 5_000

/** Live screens: who hears at once what has changed, and who is at a case. */
export const live: Part = {
  name: 'live',
  role: 'web',
  open: async (house, http) => (http === null ? null : openLive(house, http)),
}

async function openLive(house: House, http: Http): Promise<Opened> {
  const { db, newId, log, connection } = house
  const desk = openLiveDesk({ db, newId })
  const sessions = liveSessions(house)
  registerLive(house, http, { desk, sessions })
  const tail = await followTail({ url: connection.url, tables: LIVE_TABLES, onChange: desk.round, onMissed: desk.resync, log })
  const nothingLeft = (work: () => Promise<void>) => async (): Promise<number> => {
    await work()
    return 0
  }
  const checking = keepWorking({ work: nothingLeft(sessions.check), idleMs: CHECK_MS, log, waits: 'live sessions wait' })
  const keeping = keepWorking({ work: nothingLeft(desk.keep), idleMs: KEEP_MS, log, waits: 'presence waits' })
  return { stop: async () => void (await Promise.all([tail.stop(), checking.stop(), keeping.stop()])) }
}

const schema = { tags: ['live'], summary: '实时更新（WebSocket）：哪些工单变了、有几条未读提醒、谁正在看同一张工单', response: { 101: Type.Null(), 426: Type.Unknown() } }

function registerLive(house: House, http: Http, { desk, sessions }: { readonly desk: LiveDesk; readonly sessions: LiveSessions }): void {
  const door = openSocketDoor(http, { resync: RESYNC, refused: REFUSED, log: house.log })
  const origin = new URL(house.config.publicUrl).origin
  http.get('/api/v1/live', { schema }, async (request, reply) => {
    const { token } = sessionOf(request)
    guardOrigin(request, origin)
    const rights = await sessions.rightsOf(token)
    if (rights === null) throw unauthenticated()
    const { viewer, print } = rights
    if (desk.socketsOf(viewer.id) >= SOCKETS_PER_PERSON_MAX) throw throttled(WAIT_SECONDS)
    door.admit(request, reply, (socket) => {
      const member = { socket, print }
      sessions.add(token, member)
      const guest = desk.enter(viewer, socket)
      return {
        ...guest,
        left: async () => {
          sessions.remove(token, member)
          await guest.left()
        },
      }
    })
    return reply
  })
}

/** Browsers let any page open a socket to any address and send the cookie along; only our own pages may: of the public address, or of the one that was asked. */
function guardOrigin({ headers }: FastifyRequest, publicOrigin: string): void {
  const { origin = '' } = headers
  const own = origin === publicOrigin || (URL.canParse(origin) && new URL(origin).host === headers.host)
  if (!own) throw new HttpProblem(403, 'access.bad_origin')
}
