import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'

/** Which promises are looked at: those that started in [from, to), under one clause. Null is no bound. */
export type AttainmentFilter = { readonly from: Instant | null; readonly to: Instant | null; readonly clause: string | null }

const text = (at: Instant | null): string | null => (at === null ? null : formatInstant(at))

/** Opens a cursor over clocks, those of one case and clause together; imported cases come with the name their own log gave them. */
export const openClocks = ({ from, to, clause }: AttainmentFilter): Statement => ({
  text: `declare attainment_clocks no scroll cursor for
    select clock.case_id, clock.clause, clock.state, kept.number, kept.handbook_id, imported.external_id
    from clocks clock join cases kept on kept.id = clock.case_id left join imported_cases imported on imported.case_id = clock.case_id
    where ($1::text is null or clock.clause = $1) and ($2::timestamptz is null or clock.started_at >= $2) and ($3::timestamptz is null or clock.started_at < $3)
    order by clock.clause, kept.opened_at, clock.case_id, clock.started_at, clock.id`,
  values: [clause, text(from), text(to)],
})

/** The next rows of the cursor. */
export const fetchClocks = (rows: number): Statement => ({ text: `fetch ${rows} from attainment_clocks`, values: [] })
