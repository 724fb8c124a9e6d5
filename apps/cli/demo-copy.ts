import type { Db, Statement } from '#platform/db/database.ts'

/** Cases that stand alone: no parent, no child, no link, none merged into another. */
const ALONE = `cases.parent_id is null and cases.status <> 'merged' and json_array_length(cases.state -> 'children') = 0 and json_array_length(cases.state -> 'linkedIds') = 0`
const twin = (id: string): string => `md5(${id}::text || ':' || n)::uuid`
const TURNS = 'generate_series($1::int, $2::int) n'
/** A copy is a day older than the one before it; what is open stays as it is. */
const OLDER = `case when cases.status = 'closed' then make_interval(days => n) else interval '0' end`

const COPIES: readonly string[] = [
  `insert into cases (id, number, scenario, handbook_id, version, status, observed, customer_id, team_id, assignee_id, parent_id, subject, green, new_reply, awaiting, channel, state, opened_at, resolved_at, closed_at, next_due_at, wake_at, updated_at)
    select ${twin('cases.id')}, number || '-' || n, scenario, handbook_id, version, status, observed, customer_id, team_id, assignee_id, null, subject, green, new_reply, awaiting, channel, replace(replace(cases.state::text, cases.id::text, ${twin('cases.id')}::text), number, number || '-' || n)::json,
      opened_at - ${OLDER}, resolved_at - ${OLDER}, closed_at - ${OLDER}, next_due_at, null, updated_at - ${OLDER} from cases, ${TURNS} where ${ALONE} and number !~ '-\\d+-\\d+-\\d+$'`,
  `insert into clocks (id, case_id, key, clause, status, state, started_at, ended_at, due_at, missed_at, provisional)
    select ${twin('clocks.id')}, ${twin('case_id')}, key, clause, clocks.status, replace(clocks.state::text, clocks.id::text, ${twin('clocks.id')}::text)::json, started_at - ${OLDER}, ended_at - ${OLDER}, due_at - ${OLDER}, missed_at - ${OLDER}, provisional
    from clocks join cases on cases.id = case_id, ${TURNS} where ${ALONE} and number !~ '-\\d+-\\d+-\\d+$'`,
  `insert into audience (key, case_id, customer_id, next_due_at, status, closed_at)
    select key, ${twin('case_id')}, audience.customer_id, audience.next_due_at, audience.status, audience.closed_at - ${OLDER} from audience join cases on cases.id = case_id, ${TURNS} where ${ALONE} and number !~ '-\\d+-\\d+-\\d+$'`,
  `insert into messages (id, case_id, customer_id, direction, channel, author_kind, author_id, mailbox_id, subject, text, html, reply_text, auto, wording, from_name, created_at, state, send_at, sent_at)
    select ${twin('messages.id')}, ${twin('case_id')}, messages.customer_id, direction, messages.channel, author_kind, author_id, mailbox_id, messages.subject, text, html, reply_text, auto, wording, from_name, messages.created_at - ${OLDER}, messages.state, send_at - ${OLDER}, sent_at - ${OLDER}
    from messages join cases on cases.id = case_id, ${TURNS} where ${ALONE} and number !~ '-\\d+-\\d+-\\d+$'`,
]

/** Makes as many cases as are wanted, or a few more, by copies of those that stand alone: rows only, no events, so a copy has no history and wakes by itself never. For measuring screens. */
export async function copyCases(db: Db, { wanted }: { readonly wanted: number }): Promise<void> {
  const { rows: [count] } = await db.query({ text: `select count(*) as played, count(*) filter (where ${ALONE}) as alone from cases`, values: [] })
  const turns = Math.ceil(Math.max(0, wanted - Number(count?.['played'])) / Math.max(1, Number(count?.['alone'])))
  const statements = (from: number, to: number): readonly Statement[] => COPIES.map((text) => ({ text, values: [from, to] }))
  for (let turn = 1; turn <= turns; turn += 2) await db.write(statements(turn, Math.min(turn + 1, turns)))
}
