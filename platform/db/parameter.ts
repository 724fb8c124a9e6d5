/** A value as PostgreSQL reads it from a parameter: text, bytes, or nothing. Lists become arrays, other objects JSON. */
export function parameterOf(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return arrayLiteral(value)
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function arrayLiteral(list: readonly unknown[]): string {
  let text = '{'
  for (let index = 0; index < list.length; index += 1) text += (index === 0 ? '' : ',') + elementOf(list[index])
  return `${text}}`
}

function elementOf(value: unknown): string {
  if (Array.isArray(value)) return arrayLiteral(value)
  const written = parameterOf(value)
  if (written === null) return 'NULL'
  if (typeof written !== 'string') return `"\\\\x${written.toString('hex')}"`
  return PLAIN.test(written) ? written : `"${written.replace(SPECIAL, '\\$&')}"`
}

/** What needs no quotes: ids, numbers, codes, instants. A bare NULL would be none. */
const PLAIN = /^(?!null$)[\w.:+-]+$/i
const SPECIAL = /["\\]/g
