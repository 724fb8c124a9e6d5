/** The views of the inbox that everybody has. */
export const VIEWS = ['mine', 'team', 'unassigned', 'due-soon', 'overdue', 'waiting', 'new-reply', 'resolved', 'all'] as const
export type StandingView = (typeof VIEWS)[number]
