import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'

type Page = { readonly at: string; readonly id: string; readonly limit: number }
const COLUMNS = 'id, kind, due_at, attempts, last_error, failed_at, payload'

/** Wishes that were given up, oldest first. */
export const failedWishes = (page: Page): Statement => ({
  name: 'outbox.failed_page',
  text: `select ${COLUMNS}, failed_at as sorted_by from outbox where failed_at is not null and (failed_at, id) > ($1::timestamptz, $2::uuid) order by failed_at, id limit $3`,
  values: [page.at, page.id, page.limit],
})

/** Wishes that should have been carried out before `before`, longest overdue first. */
export const lateWishes = (page: Page, before: Instant): Statement => ({
  name: 'outbox.late_page',
  text: `select ${COLUMNS}, due_at as sorted_by from outbox where done_at is null and cancelled_at is null and failed_at is null and due_at < $4 and (due_at, id) > ($1::timestamptz, $2::uuid)
    order by due_at, id limit $3`,
  values: [page.at, page.id, page.limit, formatInstant(before)],
})

export const wishToChange = (id: Id): Statement => ({ name: 'outbox.to_change', text: 'select kind, failed_at from outbox where id = $1 for update', values: [id] })

/** What was given up gets its attempts anew. */
export const reviveWish = (id: Id, at: Instant): Statement => ({
  name: 'outbox.revive', text: 'update outbox set failed_at = null, attempts = 0, due_at = $2, last_error = null where id = $1 and failed_at is not null', values: [id, formatInstant(at)],
})

/** Counting stops here: it is much. */
const COUNTED_MAX = 1_000

/** How much is due and waits, how much of it has waited since before `late`, how much was given up, and since when the oldest waits. */
export const outboxCounts = (now: Instant, late: Instant): Statement => ({
  name: 'outbox.counts',
  text: `with open as (select due_at from outbox where done_at is null and cancelled_at is null and failed_at is null and due_at <= $1 order by due_at limit ${COUNTED_MAX})
    select count(*)::int as waiting, count(*) filter (where due_at < $2)::int as late, min(due_at) as oldest,
      (select count(*)::int from (select 1 from outbox where failed_at is not null limit ${COUNTED_MAX}) given_up) as failed from open`,
  values: [formatInstant(now), formatInstant(late)],
})
