/** What can be done to a case as a whole. */
export type CaseAction = 'take' | 'assign' | 'wait' | 'resume' | 'link' | 'child' | 'split' | 'merge' | 'unmerge' | 'dismiss' | 'reopen'

/** What decides which actions there are: where the case stands, and what the reader may do. */
export type Actionable = { readonly status: string; readonly waiting: boolean; readonly assigned: boolean; readonly permissions: readonly string[] }

const NEEDS: Readonly<Record<CaseAction, string>> = {
  take: 'case.assign', assign: 'case.assign', wait: 'case.wait', resume: 'case.wait', link: 'case.link', child: 'case.open', split: 'case.split', merge: 'case.merge', unmerge: 'case.merge', dismiss: 'case.dismiss', reopen: 'case.reopen',
}

/** What the reader can do to the case now, in the order of the menu. */
export const actionsOf = (of: Actionable): readonly CaseAction[] =>
  (Object.keys(NEEDS) as CaseAction[]).filter((action) => of.permissions.includes(NEEDS[action]) && fits(action, of))

function fits(action: CaseAction, { status, waiting, assigned }: Actionable): boolean {
  switch (action) {
    case 'wait': return status === 'open' && !waiting
    case 'resume': return waiting
    case 'unmerge': return status === 'merged'
    case 'reopen': return status === 'closed' || status === 'resolved'
    case 'dismiss': return status === 'open'
    case 'take': return !assigned && (status === 'open' || status === 'resolved')
    case 'link':
    case 'split': return status !== 'merged'
    case 'assign':
    case 'child':
    case 'merge': return status === 'open' || status === 'resolved'
  }
}
