import { HttpProblem } from '#platform/http/problem.ts'
import type { PageQuery } from '../contract.ts'

const LIMIT = 50

/** What a list was asked for; a cursor that is not ours is a bad request. */
export function pageAsked(query: PageQuery, first: string): { readonly after: string; readonly limit: number; readonly archived: boolean } {
  return { after: query.after === undefined ? first : positionOf(query.after), limit: query.limit ?? LIMIT, archived: query.archived ?? false }
}

/** One page and the opaque way to the next; a short page is the last. */
export function pageAnswered<T>(items: readonly T[], limit: number, positionIn: (item: T) => string): { items: T[]; next: string | null } {
  const last = items.at(-1)
  return { items: [...items], next: last === undefined || items.length < limit ? null : Buffer.from(positionIn(last)).toString('base64url') }
}

/** Before every uuid. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The same, where the position is an id. */
export function pageById(query: PageQuery): ReturnType<typeof pageAsked> {
  const page = pageAsked(query, FIRST_ID)
  if (!UUID.test(page.after)) throw new HttpProblem(400, 'request.malformed')
  return page
}

function positionOf(cursor: string): string {
  const position = Buffer.from(cursor, 'base64url').toString('utf8')
  if (position === '' || /[\0\uFFFD]/.test(position)) throw new HttpProblem(400, 'request.malformed')
  return position
}
