import { visibleCase } from '#capabilities/access/server/visibility.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { Id } from '#kernel/id.ts'
import type { Statement } from '#platform/db/database.ts'
import type { PresenceState } from '../live-contract.ts'

/** A socket that has a case open. */
export type Watch = { readonly socketId: Id; readonly serverId: Id; readonly staffId: Id; readonly caseId: Id; readonly state: PresenceState }

/** A process that says nothing for so long is taken for dead; the database's own clock counts. */
const LEASE_SECONDS = 30
/** What has been left is kept for those who read the tail late. */
const KEPT_MINUTES = 10

const UPSERT = `on conflict (socket_id, case_id) do update set state = excluded.state, until = excluded.until, xid = excluded.xid
    where case_presence.state <> excluded.state`

/** Comes to a case the viewer may see, or says what one is doing there; a row in the answer says that it is visible. */
export function comeToCase(viewer: Viewer, { socketId, serverId, staffId, caseId, state }: Watch): Statement {
  const seen = visibleCase(viewer, { caseId: '$4::uuid', firstParameter: 6 })
  return {
    name: 'case.presence.come',
    text: `with visible as materialized (select 1 as one where ${seen.text}), come as (
      insert into case_presence (socket_id, server_id, staff_id, case_id, state, until)
      select $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text, now() + interval '${LEASE_SECONDS} seconds' from visible ${UPSERT})
      select one from visible`,
    values: [socketId, serverId, staffId, caseId, state, ...seen.values],
  }
}

const LEFT = `set state = 'left', until = now(), xid = pg_current_xact_id()`

export const leaveCases = (socketId: Id, caseIds: readonly Id[]): Statement => ({
  name: 'case.presence.leave',
  text: `update case_presence ${LEFT} where socket_id = $1 and case_id = any($2::uuid[]) and state <> 'left'`,
  values: [socketId, caseIds],
})

/** Keeps what this process holds; the row count says how much that is. */
export const keepPresence = (serverId: Id): Statement => ({
  name: 'case.presence.keep',
  text: `update case_presence set until = now() + interval '${LEASE_SECONDS} seconds' where server_id = $1 and state <> 'left'`,
  values: [serverId],
})

/** Puts back what others took for dead, or what a crash of the database has emptied. */
export const restorePresence = (watches: readonly Watch[]): Statement => ({
  name: 'case.presence.restore',
  text: `insert into case_presence (socket_id, server_id, staff_id, case_id, state, until)
    select socket_id, server_id, staff_id, case_id, state, now() + interval '${LEASE_SECONDS} seconds'
    from jsonb_to_recordset($1::jsonb) as watch (socket_id uuid, server_id uuid, staff_id uuid, case_id uuid, state text) ${UPSERT}`,
  values: [JSON.stringify(watches.map(({ socketId, serverId, staffId, caseId, state }) => ({ socket_id: socketId, server_id: serverId, staff_id: staffId, case_id: caseId, state })))],
})

/** Those whose process died have left. */
export const endLapsedPresence: Statement = { name: 'case.presence.lapse', text: `update case_presence ${LEFT} where until < now() and state <> 'left'`, values: [] }
export const forgetPresence: Statement = { name: 'case.presence.forget', text: `delete from case_presence where state = 'left' and until < now() - interval '${KEPT_MINUTES} minutes'`, values: [] }

/** Who has these cases open: each person once, replying before viewing. */
export const peopleAt = (caseIds: readonly Id[]): Statement => ({
  name: 'case.presence.people',
  text: `select distinct on (case_id, staff_id) case_id, staff_id, staff.name, state from case_presence join staff on staff.id = staff_id
    where case_id = any($1::uuid[]) and state <> 'left' and until > now() order by case_id, staff_id, state`,
  values: [caseIds],
})
