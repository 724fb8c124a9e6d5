type Schema = Readonly<Record<string, unknown>>

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The schema with every object closed: a field it does not name is refused, never dropped. What names its own rule keeps it. */
export function closed(schema: unknown, inAllOf = false): unknown {
  if (Array.isArray(schema)) return schema.map((part) => closed(part))
  if (!isSchema(schema)) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closedUnder(key, value)]))
  if (Array.isArray(schema['allOf'])) return 'unevaluatedProperties' in schema || inAllOf ? inner : { ...inner, unevaluatedProperties: false }
  const open = isSchema(schema['properties']) && !('additionalProperties' in schema) && !('unevaluatedProperties' in schema) && !('patternProperties' in schema)
  return open && !inAllOf ? { ...inner, additionalProperties: false } : inner
}

function closedUnder(key: string, value: unknown): unknown {
  if (key === 'allOf' && Array.isArray(value)) return value.map((part) => closed(part, true))
  if ((key === 'properties' || key === 'patternProperties' || key === '$defs') && isSchema(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, closed(part)]))
  }
  const holdsSchemas = ['items', 'prefixItems', 'anyOf', 'oneOf', 'additionalProperties'].includes(key)
  return holdsSchemas ? closed(value) : value
}
