import type { CaseEvent } from './case-event.ts'

/** A record of a case as far as the customer may speak in it; `subject` is the question or the invitation it belongs to. */
export type SpokenRecord = { readonly id: string; readonly kind: string; readonly subject: string; readonly words: Readonly<Record<string, string>>; readonly recordedAt: string }
/** Words of the customer, under the id of their record. */
export type Quote = { readonly id: string; readonly text: string }

/** What the customer said to a question, or beside a score; the oldest first. `of`: the confirmation or the invitation. */
export const saidTo = (records: readonly SpokenRecord[], of: string): readonly Quote[] => quotesIn(records.filter(({ subject }) => subject === of))

/** What the customer said with this event: events carry no personal word, the records beside them do. */
export function saidWith(records: readonly SpokenRecord[], event: CaseEvent): readonly Quote[] {
  switch (event.type) {
    case 'case.confirmed':
    case 'case.declined': return saidTo(records, event.confirmationId)
    // A reason may have been added later: that is an event of its own.
    case 'case.survey_answered': return saidTo(records.filter(({ recordedAt }) => Date.parse(recordedAt) === event.at), event.invitationId)
    case 'case.survey_added_to': return quotesIn(records.filter(({ id }) => id === event.recordId))
    default: return []
  }
}

/** What the customer said beside the scores of a case. */
export const saidWithScores = (records: readonly SpokenRecord[]): readonly Quote[] => quotesIn(records.filter(({ kind }) => kind === 'survey'))

const quotesIn = (records: readonly SpokenRecord[]): readonly Quote[] =>
  records.flatMap(({ id, kind, words }) => {
    const text = (kind === 'reason' ? words['note'] : kind === 'survey' ? words['reason'] : undefined)?.trim()
    return text === undefined || text === '' ? [] : [{ id, text }]
  })
