import type { Id } from '#kernel/id.ts'
import { HOUR, later, type Instant } from '#kernel/instant.ts'
import { must } from '#kernel/assert.ts'
import type { Log } from '#platform/log/log.ts'
import type { CaseDeps } from './case-deps.ts'
import { decideBatch, readTeams, runCases, type CaseRequest, type CaseResult } from './run-cases.ts'
import { clocksOfCases, loadedCases, postponeWake, takeDueCases, teamsStatement } from './store.ts'

const BATCH = 200

/**
 * Issues `timeReached` to cases whose time has come: clocks announce, timers ring. Answers how many were due; a case
 * that cannot be decided is put off by an hour and logged, and does not hold up the rest.
 */
export async function runDueCases(deps: CaseDeps, log: Log, limit = BATCH): Promise<number> {
  const now = deps.now()
  try {
    return await takeBatch(deps, log, now, limit)
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'Bug') throw error
    log.error({ err: error }, 'a batch of due cases failed; each is tried alone')
    return oneByOne(deps, log, now, limit)
  }
}

async function takeBatch(deps: CaseDeps, log: Log, now: Instant, limit: number): Promise<number> {
  return deps.db.transaction([takeDueCases(now, limit), teamsStatement], async ([due, teams], tx) => {
    const cases = must(due, 'due cases were taken')
    const ids = cases.rows.map((row) => row['id'] as Id)
    if (ids.length === 0) return { abandon: true, answer: 0 }
    const loaded = loadedCases(cases, await tx.query(clocksOfCases(ids)))
    const requests = ids.map((caseId) => timeReached(deps, caseId, now))
    const decided = await decideBatch(deps, { requests, loaded, teams: readTeams(must(teams, 'teams were loaded')), settle: [] })
    const stuck = decided.answer.flatMap((result, index) => (result.ok ? [] : [refusedDue(log, ids[index]!, result)]))
    if ('abandon' in decided) return { writes: stuck.map((id) => postponeWake(id, later(now, HOUR))), answer: ids.length }
    return { writes: [...decided.writes, ...stuck.map((id) => postponeWake(id, later(now, HOUR)))], answer: ids.length }
  })
}

const timeReached = (deps: CaseDeps, caseId: Id, at: Instant): CaseRequest => ({
  caseId,
  command: { type: 'timeReached', at },
  actor: { kind: 'system' },
  commandId: deps.newId(),
  requestId: null,
})

function refusedDue(log: Log, caseId: Id, result: Extract<CaseResult, { ok: false }>): Id {
  log.error({ caseId, refusal: result.refusal.code }, 'a due case refused its time; it is looked at again in an hour')
  return caseId
}

async function oneByOne(deps: CaseDeps, log: Log, now: Instant, limit: number): Promise<number> {
  const due = await deps.db.query({ name: 'case.due_ids', text: 'select id from cases where wake_at <= $1 order by wake_at limit $2', values: [new Date(now).toISOString(), limit] })
  for (const row of due.rows) {
    const caseId = row['id'] as Id
    try {
      const [result] = await runCases(deps, [timeReached(deps, caseId, now)])
      if (result?.ok === false) await deps.db.query(postponeWake(refusedDue(log, caseId, result), later(now, HOUR)))
    } catch (error) {
      log.error({ err: error, caseId }, 'a due case failed; it is looked at again in an hour')
      await deps.db.query(postponeWake(caseId, later(now, HOUR)))
    }
  }
  return due.rows.length
}
