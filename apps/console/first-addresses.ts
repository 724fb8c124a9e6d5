const OUTSIDE = /^\/(sign-in|invitations)(\/|$)/

/** Whether a page of the console is for who is signed in. */
export const isInside = (path: string): boolean => !OUTSIDE.test(path)

/** What the program asks of the server first when it is opened at an address; to the letter, or it asks once more. */
export function firstAddresses(path: string, search: URLSearchParams): readonly string[] {
  if (!isInside(path)) return []
  const me = '/api/v1/me'
  const caseId = /^\/cases\/([0-9a-f-]{36})$/.exec(path)?.[1]
  if (caseId !== undefined) return [me, `/api/v1/cases/${caseId}`, `/api/v1/cases/${caseId}/messages?order=newest&limit=30`]
  // What is filtered has many spellings; a view alone has one.
  if (path !== '/inbox' || [...search.keys()].some((name) => name !== 'view')) return [me]
  return [me, '/api/v1/case-views', `/api/v1/cases?${new URLSearchParams({ view: search.get('view') || 'mine', limit: '50' }).toString()}`]
}
