import type { CaseView } from '../../contract.ts'
import type { CaseEvent } from '../../core/case-event.ts'
import type { ScenarioGuide } from '../../guide-contract.ts'
import type { HistoryEvent } from './history-entries.ts'

/** The clauses of the handbook behind an event: those of its clock, of its step, of its record. */
export function clausesOf(event: CaseEvent, { view, guide }: { readonly view: Pick<CaseView, 'clocks'>; readonly guide: ScenarioGuide | undefined }): readonly string[] {
  if ('clockId' in event) {
    const clause = view.clocks.find(({ id }) => id === event.clockId)?.clause
    return clause === undefined ? [] : [clause]
  }
  if (event.type === 'case.recorded') return guide?.records.find(({ key }) => key === event.record)?.clauses ?? []
  return 'step' in event ? (guide?.steps.find(({ key }) => key === event.step)?.clauses ?? []) : []
}

const OTHERS = ['parentId', 'childId', 'otherId', 'newCaseId'] as const

/** Other cases that a history speaks of. */
export const otherCasesIn = (events: readonly HistoryEvent[]): readonly string[] =>
  [...new Set(events.flatMap(({ data }) => OTHERS.map((name) => data[name])).filter((id) => typeof id === 'string'))]
