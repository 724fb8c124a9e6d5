import { VIEWS, type StandingView } from '../../core/standing-view.ts'
import type { CaseListQuery, CaseSort } from '../../inbox-contract.ts'

/** What the address of the inbox says: a view, what narrows it, its order. Everything in it can be sent to a colleague. */
export type InboxSearch = Omit<CaseListQuery, 'ids' | 'limit' | 'after' | 'view'> & { readonly view: string }

const LISTS = ['status', 'scenario', 'teamId', 'assigneeId', 'channel', 'awaiting'] as const
const TEXTS = ['customerId', 'openedFrom', 'openedTo', 'dueFrom', 'dueTo'] as const
const SORTS: readonly CaseSort[] = ['due', 'newest', 'updated', 'closed']

/** Reads an address; what it does not understand it leaves out, because people edit addresses by hand. */
export function readInboxSearch(given: Readonly<Record<string, unknown>>): InboxSearch {
  const search: Record<string, unknown> = { view: typeof given['view'] === 'string' && given['view'] !== '' ? given['view'] : 'mine' }
  for (const name of [...LISTS, ...Object.keys(given).filter((key) => key.startsWith('class.'))]) {
    const values = [given[name]].flat().filter((value): value is string => typeof value === 'string' && value !== '')
    if (values.length > 0) search[name] = values
  }
  for (const name of TEXTS) if (typeof given[name] === 'string' && given[name] !== '') search[name] = given[name]
  for (const name of ['green', 'newReply']) if (typeof given[name] === 'boolean') search[name] = given[name]
  if (SORTS.some((sort) => sort === given['sort'])) search['sort'] = given['sort']
  return search as InboxSearch
}

/** What narrows the view, without the view and its order. */
export function filtersOf({ view: _view, sort: _sort, ...filters }: InboxSearch): Omit<InboxSearch, 'view' | 'sort'> {
  return filters
}

export const isFiltered = (search: InboxSearch): boolean => Object.keys(filtersOf(search)).length > 0
export const isStanding = (view: string): view is StandingView => VIEWS.some((known) => known === view)
