import { HttpProblem } from '#platform/http/problem.ts'

/** An opaque place in a list: what the last row was sorted by. */
export const writeCursor = (position: Readonly<Record<string, string>>): string => Buffer.from(JSON.stringify(position), 'utf8').toString('base64url')

/** Reads a cursor of ours; anything else is a bad request. */
export function readCursor(cursor: string, keys: readonly string[]): Readonly<Record<string, string>> {
  const bad = () => new HttpProblem(400, 'list.bad_cursor')
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw bad()
    throw error
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw bad()
  const position = parsed as Record<string, unknown>
  if (Object.keys(position).length !== keys.length || !keys.every((key) => typeof position[key] === 'string' && /^[-0-9a-zA-Z:.]{0,60}$/.test(position[key]))) throw bad()
  return position as Record<string, string>
}
