/** The views of the inbox that everybody has. */
export const VIEWS = ['mine', 'team', 'unassigned', 'due-soon', 'overdue', 'waiting', 'new-reply', 'resolved', 'closed', 'all'] as const
/** Those that say how much there is to do; what is closed is no work any more. */
export const COUNTED_VIEWS = VIEWS.filter((view) => view !== 'closed')
export type StandingView = (typeof VIEWS)[number]
