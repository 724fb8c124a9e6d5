import { instantText, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'

/** Which promises are looked at: those that started in [from, to), under one clause. Null is no bound. */
export type AttainmentFilter = { readonly from: Instant | null; readonly to: Instant | null; readonly clause: string | null }

/** Opens a cursor over clocks, those of one case and clause together; imported cases come with the name their own log gave them. */
export const openClocks = ({ from, to, clause }: AttainmentFilter): Statement => ({
  text: `declare attainment_clocks no scroll cursor for
    select clock.case_id, clock.clause, clock.state, kept.number, kept.handbook_id, imported.external_id
    from clocks clock join cases kept on kept.id = clock.case_id left join imported_cases imported on imported.case_id = clock.case_id
    where ($1::text is null or clock.clause = $1) and ($2::timestamptz is null or clock.started_at >= $2) and ($3::timestamptz is null or clock.started_at < $3)
    order by clock.clause, kept.opened_at, clock.case_id, clock.started_at, clock.id`,
  values: [clause, instantText(from), instantText(to)],
})

/** The next rows of the cursor. */
export const fetchClocks = (rows: number): Statement => ({ text: `fetch ${rows} from attainment_clocks`, values: [] })

/** Opens a cursor over the events of cases opened in [from, to), case by case in the order they happened. Clocks are left out: whoever replays measures anew. */
export const openHistories = ({ from, to }: { readonly from: Instant | null; readonly to: Instant | null }): Statement => ({
  text: `declare case_histories no scroll cursor for
    select kept.id as case_id, kept.number, kept.scenario, imported.external_id, event.type, event.v, event.occurred_at, event.actor_kind, event.actor_id, event.data
    from cases kept join events event on event.stream_id = kept.id and event.stream_kind = 'case' left join imported_cases imported on imported.case_id = kept.id
    where event.type like 'case.%' and ($1::timestamptz is null or kept.opened_at >= $1) and ($2::timestamptz is null or kept.opened_at < $2)
    order by kept.opened_at, kept.id, event.version`,
  values: [instantText(from), instantText(to)],
})

/** The next rows of the cursor. */
export const fetchHistories = (rows: number): Statement => ({ text: `fetch ${rows} from case_histories`, values: [] })
