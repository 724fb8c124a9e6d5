import { HttpProblem } from './problem.ts'

/** Where a list goes on: what its last row was sorted by. */
export type Position = Readonly<Record<string, string>>

const LIMIT = 50
const VALUE = /^[^\p{C}]{0,60}$/u

/** What a page was asked for; without a cursor it begins at `first`. A cursor that is not ours is a bad request. */
export function pageAsked<P extends Position>(query: { readonly limit?: number; readonly after?: string }, first: P): { readonly limit: number; readonly after: P } {
  return { limit: query.limit ?? LIMIT, after: query.after === undefined ? first : positionOf(query.after, first) }
}

/** The opaque way to the next page; null after a short one. */
export const nextOf = <T>(rows: readonly T[], limit: number, position: (last: T) => Position): string | null => {
  const last = rows.at(-1)
  return last === undefined || rows.length < limit ? null : cursorOf(position(last))
}

/** A position as the reader is given it: opaque. */
export const cursorOf = (position: Position): string => Buffer.from(JSON.stringify(position), 'utf8').toString('base64url')

function positionOf<P extends Position>(cursor: string, first: P): P {
  const read = parsed(Buffer.from(cursor, 'base64url').toString('utf8'))
  const keys = Object.keys(first)
  const ours = Object.keys(read).length === keys.length && keys.every((key) => typeof read[key] === 'string' && VALUE.test(read[key]) && sameShape(read[key], first[key] ?? ''))
  if (!ours) throw new HttpProblem(400, 'list.bad_cursor')
  return read as P
}

/** Ids stay ids, numbers numbers and instants instants: the database need not refuse what nobody of us wrote. */
function sameShape(value: string, example: string): boolean {
  if (UUID.test(example)) return UUID.test(value)
  if (/^\d+$/.test(example)) return /^\d{1,20}$/.test(value)
  if (ENDLESS.test(example)) return ENDLESS.test(value) || /^\d{4}-\d\d-\d\dT[\d:.]{8,15}Z$/.test(value)
  return true
}

/** Before and after every instant. */
const ENDLESS = /^-?infinity$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Before every id. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000'
/** After every id: where lists that run backwards begin. */
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}
