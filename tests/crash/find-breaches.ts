import type { CaseEvent } from '#capabilities/case/core/case-event.ts'
import type { CaseState } from '#capabilities/case/core/case-state.ts'
import type { Clock } from '#capabilities/clock/core/clock.ts'
import { verifyChain } from '#platform/audit/seal-chain.ts'
import { systemTime } from '#platform/runtime.ts'
import type { AskedCommand } from './ask-commands.ts'
import type { DrillHouse } from './drill-house.ts'
import { historyBreaches, type LivedCase, type Rulebook } from './history-laws.ts'
import { acknowledgementBreaches, inboundBreaches, nothingAccepted, outboundBreaches, type Accepted } from './mail-laws.ts'
import type { PostedMail } from './post-mails.ts'

/** What earlier rounds have looked at. */
export type Checked = { readonly accepted: Accepted; readonly rules: Omit<Rulebook, 'now'>; events: number }
export const nothingChecked = (rules: Omit<Rulebook, 'now'>): Checked => ({ accepted: nothingAccepted(), rules, events: 0 })
export type Done = { readonly commands: readonly AskedCommand[]; readonly posted: readonly PostedMail[] }

/** Everything that may never happen, looked for in a house that has come to rest. Answers each breach in words. */
export async function findBreaches(house: DrillHouse, checked: Checked, { commands, posted }: Done): Promise<readonly string[]> {
  const found = await Promise.all([
    inboundBreaches(house, posted), outboundBreaches(house, checked.accepted), acknowledgementBreaches(house),
    commandBreaches(house, commands), livesBreaches(house, checked), chainBreaches(house), logBreaches(house),
  ])
  return found.flat()
}

/** What was acknowledged is there, once; what was asked again with the same key was done once. */
async function commandBreaches({ db }: DrillHouse, commands: readonly AskedCommand[]): Promise<readonly string[]> {
  const { rows } = await db.query({
    name: 'drill.commands',
    text: `select asked.key,
        case asked.kind
          when 'open' then (select count(*) from cases c where c.subject = asked.mark and c.id = asked.case_id) + 10 * (select count(*) from cases c where c.subject = asked.mark and c.id is distinct from asked.case_id)
          when 'step' then (select count(*) from events e where e.stream_id = asked.case_id and e.type = 'case.step_completed' and e.data->>'step' = asked.mark)
          when 'survey' then (select count(*) from events e where e.stream_id = asked.case_id and e.type = 'case.survey_answered' and e.data->>'invitationId' = asked.mark)
          else (select count(*) from messages m where m.case_id = asked.case_id and m.text = asked.mark)
        end as times
      from json_to_recordset($1::json) as asked(key text, kind text, mark text, case_id uuid)`,
    values: [JSON.stringify(commands.map((it) => ({ key: it.key, kind: it.kind, mark: it.mark, case_id: it.kind === 'open' ? it.caseId : it.case?.id })))],
  })
  const times = new Map(rows.map((row) => [String(row['key']), Number(row['times'])]))
  return commands.flatMap((it) => {
    if (it.wrong !== null) return [`${it.kind} ${it.key} was refused: ${it.wrong}`]
    if (it.outcome === 'unknown') return [`${it.kind} ${it.key} got no answer; heard last: ${it.heard}`]
    return times.get(it.key) === 1 ? [] : [`${it.kind} ${it.key} (${it.outcome}) was done ${times.get(it.key)} times`]
  })
}

/** Cases that something happened to since the last look. */
async function livesBreaches({ db }: DrillHouse, checked: Checked): Promise<readonly string[]> {
  const now = systemTime()
  const [touched, events, cases, clocks] = await db.read(async (tx) => {
    const fresh = await tx.query({ name: 'drill.touched', text: `select distinct stream_id as id, max(seq) over () as last from events where stream_kind = 'case' and seq > $1`, values: [checked.events] })
    const ids = fresh.rows.map((row) => row['id'])
    return [
      fresh,
      await tx.query({ name: 'drill.events', text: `select stream_id, version, type, (extract(epoch from occurred_at) * 1000)::bigint as at, data from events where stream_id = any($1::uuid[]) order by stream_id, version`, values: [ids] }),
      await tx.query({ name: 'drill.cases', text: 'select id, version, state from cases where id = any($1::uuid[])', values: [ids] }),
      await tx.query({ name: 'drill.clocks', text: 'select case_id, state from clocks where case_id = any($1::uuid[])', values: [ids] }),
    ] as const
  })
  const [eventsOf, clocksOf] = [Map.groupBy(events.rows, (row) => String(row['stream_id'])), Map.groupBy(clocks.rows, (row) => String(row['case_id']))]
  checked.events = Number(touched.rows[0]?.['last'] ?? checked.events)
  const orphans = touched.rows.length === cases.rows.length ? [] : [`${touched.rows.length - cases.rows.length} cases have events and no row`]
  return [...orphans, ...cases.rows.flatMap((row) => {
    const history = eventsOf.get(String(row['id'])) ?? []
    const lived: LivedCase = {
      version: Number(row['version']),
      state: row['state'] as CaseState,
      clocks: (clocksOf.get(String(row['id'])) ?? []).map((clock) => clock['state'] as Clock),
      versions: history.map((event) => Number(event['version'])),
      events: history.map((event) => ({ ...(event['data'] as object), type: event['type'], at: Number(event['at']) }) as CaseEvent),
    }
    return historyBreaches(lived, { ...checked.rules, now })
  })]
}

async function chainBreaches({ db }: DrillHouse): Promise<readonly string[]> {
  const { ok, brokenSeal } = await verifyChain(db)
  return ok ? [] : [`the audit chain breaks at seal ${brokenSeal}`]
}

/** Two first letters of one new customer: the later one is meant to be stopped and taken in again. */
const MEANT = /contact_point\.free|current transaction is aborted/

/** Locks come first: where a constraint or an assertion had to stop somebody, somebody was not held by them. */
async function logBreaches({ database }: DrillHouse): Promise<readonly string[]> {
  return (await database.newErrors()).filter((line) => !MEANT.test(line)).map((line) => `the database had to refuse: ${line.trim()}`)
}
