import type { Id } from '#kernel/id.ts'
import type { Statement } from '#platform/db/database.ts'
import type { TailRange } from '#platform/realtime/follow-tail.ts'

/** More than this changed at once is not named one by one. */
export const CHANGES_MAX = 500
/** Unread notices are counted no further: a badge says 99+. */
const UNREAD_MAX = 100

/** The tables in which something new is news for a screen. */
export const LIVE_TABLES = ['events', 'audience_left', 'notifications', 'case_presence'] as const

/** Cases that events of this stretch changed, each with its newest version in it; one more than the most that are named. */
export const changedCases = ({ from, to }: TailRange): Statement => ({
  name: 'case.live.changed',
  text: `select stream_id as id, max(version) as version from events where xid >= $1::xid8 and xid < $2::xid8 and stream_kind = 'case' group by stream_id limit ${CHANGES_MAX + 1}`,
  values: [from, to],
})

/** Colleagues who got a notice, or read one. */
export const colleaguesTold = ({ from, to }: TailRange): Statement => ({
  name: 'case.live.told',
  text: 'select distinct staff_id from notifications where xid >= $1::xid8 and xid < $2::xid8',
  values: [from, to],
})

/** Cases somebody has come to, left, or begun to answer. */
export const casesAttended = ({ from, to }: TailRange): Statement => ({
  name: 'case.live.attended',
  text: 'select distinct case_id from case_presence where xid >= $1::xid8 and xid < $2::xid8',
  values: [from, to],
})

/** How many notices each of these has not read. */
export const unreadNotices = (staffIds: readonly Id[]): Statement => ({
  name: 'case.live.unread',
  text: `select person.id, count(unread.id) as unread from unnest($1::uuid[]) person (id)
    left join lateral (select id from notifications where staff_id = person.id and read_at is null limit ${UNREAD_MAX}) unread on true group by person.id`,
  values: [staffIds],
})
