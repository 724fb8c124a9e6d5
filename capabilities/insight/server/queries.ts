import type { Calendars, Clock } from '#capabilities/clock/core/clock.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Tx } from '#platform/db/database.ts'
import { attainmentOf, emptyTally, summarise, tally, type CaseAttainment, type ClauseAttainment, type Tally } from '../core/attainment.ts'
import { fetchClocks, openClocks, type AttainmentFilter } from './store.ts'

const ROWS = 2_000

/** What reading attainment stands on. Calendars come from the handbook version each case runs under. */
export type AttainmentDeps = { readonly db: Db; readonly now: () => Instant; readonly calendarsOf: (handbook: string) => Promise<Calendars> }

/** One case under one clause, with the names people know it by. `externalId`: what another help desk's log called it. */
export type NamedAttainment = CaseAttainment & { readonly number: string; readonly externalId: string | null }

type Row = { readonly caseId: string; readonly clause: string; readonly clock: Clock; readonly number: string; readonly handbook: string; readonly externalId: string | null }

/** Calls `take` with every case and clause, clause by clause, oldest case first, as they stand at one moment, until it answers false. Memory holds one case. */
export async function eachAttainment(deps: AttainmentDeps, filter: AttainmentFilter, take: (attainment: NamedAttainment) => Promise<boolean> | boolean): Promise<void> {
  const at = deps.now()
  await deps.db.read(async (tx) => {
    for await (const rows of byCaseAndClause(tx, filter)) {
      const [{ caseId, clause, number, externalId, handbook }] = rows
      const attainment = attainmentOf({ caseId, clause }, rows.map(({ clock }) => clock), { at, calendars: await deps.calendarsOf(handbook) })
      if (attainment !== null && !(await take({ ...attainment, number, externalId }))) return
    }
  })
}

/** Clause by clause: how many cases were met, missed, unknown or are running, and how long they took. */
export async function readAttainment(deps: AttainmentDeps, filter: AttainmentFilter): Promise<readonly ClauseAttainment[]> {
  const tallies = new Map<string, Tally>()
  await eachAttainment(deps, filter, (attainment) => {
    const sofar = tallies.get(attainment.clause) ?? emptyTally()
    tallies.set(attainment.clause, sofar)
    tally(sofar, attainment)
    return true
  })
  return [...tallies].map(([clause, sofar]) => summarise(clause, sofar))
}

type Group = readonly [Row, ...Row[]]

async function* byCaseAndClause(tx: Tx, filter: AttainmentFilter): AsyncGenerator<Group> {
  let group: [Row, ...Row[]] | null = null
  for await (const row of clockRows(tx, filter)) {
    if (group !== null && group[0].caseId === row.caseId && group[0].clause === row.clause) group.push(row)
    else {
      if (group !== null) yield group
      group = [row]
    }
  }
  if (group !== null) yield group
}

async function* clockRows(tx: Tx, filter: AttainmentFilter): AsyncGenerator<Row> {
  await tx.query(openClocks(filter))
  for (;;) {
    const { rows } = await tx.query(fetchClocks(ROWS))
    if (rows.length === 0) return
    for (const row of rows) {
      yield {
        caseId: String(row['case_id']),
        clause: String(row['clause']),
        clock: row['state'] as Clock,
        number: String(row['number']),
        handbook: String(row['handbook_id']),
        externalId: row['external_id'] as string | null,
      }
    }
  }
}
