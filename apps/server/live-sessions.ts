import { viewerFor, type Viewer } from '#capabilities/access/core/viewer.ts'
import { readHolders, sessionHolders } from '#capabilities/access/server/session-store.ts'
import { liveFrame } from '#capabilities/case/server/live-news.ts'
import { LIVE_SESSION_OVER } from '#capabilities/case/live-contract.ts'
import type { LiveSocket } from '#platform/realtime/live-socket.ts'
import type { House } from './house.ts'

/** What a session may do; another print means that its sockets must begin anew. */
type Rights = { readonly viewer: Viewer; readonly print: string }
type Member = { readonly socket: LiveSocket; readonly print: string }
export type LiveSessions = {
  /** Whoever holds this session now, unless it is over. */
  rightsOf(token: string): Promise<Rights | null>
  add(token: string, member: Member): void
  remove(token: string, member: Member): void
  /** Closes the sockets of sessions that are over, or whose holder may do something else than before. */
  check(): Promise<void>
}

const SIGNED_OUT = liveFrame({ type: 'signed-out' })
const TOKENS_PER_LOOK = 1_000

/** A socket outlives the request that opened it: its session is looked up again as long as it is open. */
export function liveSessions(house: House): LiveSessions {
  const members = new Map<string, Set<Member>>()
  return {
    rightsOf: async (token) => (await rightsOfAll(house, [token])).get(token) ?? null,
    add: (token, member) => void members.set(token, (members.get(token) ?? new Set()).add(member)),
    remove: (token, member) => {
      members.get(token)?.delete(member)
      if (members.get(token)?.size === 0) members.delete(token)
    },
    check: async () => {
      const tokens = [...members.keys()]
      for (let from = 0; from < tokens.length; from += TOKENS_PER_LOOK) {
        const some = tokens.slice(from, from + TOKENS_PER_LOOK)
        const rights = await rightsOfAll(house, some)
        for (const token of some) for (const member of members.get(token) ?? []) settle(member, rights.get(token))
      }
    },
  }
}

function settle({ socket, print }: Member, rights: Rights | undefined): void {
  if (rights?.print === print) return
  if (rights === undefined) socket.tell(SIGNED_OUT)
  socket.close(LIVE_SESSION_OVER)
}

async function rightsOfAll({ db, now, roles }: House, tokens: readonly string[]): Promise<ReadonlyMap<string, Rights>> {
  const inForce = await roles()
  const holders = readHolders(await db.query(sessionHolders(tokens, now())))
  return new Map([...holders].filter(([, holder]) => !holder.mustChangePassword).map(([token, holder]) => {
    const viewer = viewerFor(holder, inForce)
    return [token, { viewer, print: JSON.stringify([viewer.keys.toSorted(), Object.entries(viewer.permissions).toSorted()]) }]
  }))
}
