import type { TSchema } from 'typebox'
import type { Finding } from '#kernel/finding.ts'

/** The part of JSON Schema that sections are written in. */
type Shape = {
  readonly type?: string
  readonly const?: unknown
  readonly anyOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly patternProperties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  readonly items?: Shape
  readonly pattern?: string
  readonly examples?: readonly unknown[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
}
type Path = Finding['path']
type Plain = { readonly [key: string]: unknown }

/**
 * Whether a value has the shape of a section, and if not, each difference at its place. Answers as the schema library would, but in
 * findings that can be said in words. Unknown fields are findings, never dropped.
 */
export const checkShape = (schema: TSchema, value: unknown): readonly Finding[] => differences(schema as Shape, value, [])

function differences(shape: Shape, value: unknown, path: Path): readonly Finding[] {
  if (shape.anyOf !== undefined) return ofChoice(shape.anyOf, value, path)
  if (shape.const !== undefined) return shape.const === value ? [] : [notOneOf([shape], value, path)]
  switch (shape.type) {
    case 'object': return isPlain(value) ? ofObject(shape, value, path) : [{ path, code: 'shape.expected_fields' }]
    case 'array': return Array.isArray(value) ? ofList(shape, value, path) : [{ path, code: 'shape.expected_list' }]
    case 'string': return typeof value === 'string' ? ofText(shape, value, path) : [{ path, code: 'shape.expected_text', params: { found: said(value) } }]
    case 'number': return typeof value === 'number' ? ofNumber(shape, value, path) : [{ path, code: 'shape.expected_number', params: { found: said(value) } }]
    case 'integer': return Number.isInteger(value) ? ofNumber(shape, Number(value), path) : [{ path, code: 'shape.expected_number', params: { found: said(value) } }]
    case 'boolean': return typeof value === 'boolean' ? [] : [{ path, code: 'shape.expected_flag', params: { found: said(value) } }]
    default: return []
  }
}

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)
const said = (value: unknown): string => (typeof value === 'object' && value !== null ? (Array.isArray(value) ? '[…]' : '{…}') : String(value).slice(0, 60))

/** Of several ways to write a thing, the findings of the one that was most likely meant. */
function ofChoice(choices: readonly Shape[], value: unknown, path: Path): readonly Finding[] {
  if (choices.every((choice) => choice.const !== undefined)) {
    return choices.some((choice) => choice.const === value) ? [] : [notOneOf(choices, value, path)]
  }
  const tried = choices.map((choice) => ({ findings: differences(choice, value, path), fits: fitsKind(choice, value) }))
  const [best] = tried.toSorted((a, b) => Number(b.fits) - Number(a.fits) || a.findings.length - b.findings.length)
  return tried.some(({ findings }) => findings.length === 0) ? [] : (best?.findings ?? [])
}

function fitsKind(choice: Shape, value: unknown): boolean {
  if (choice.type === 'array') return Array.isArray(value)
  if (choice.type === 'object') return isPlain(value)
  return choice.type === typeof value
}

const notOneOf = (choices: readonly Shape[], value: unknown, path: Path): Finding =>
  ({ path, code: 'shape.not_one_of', params: { found: said(value), allowed: choices.map((choice) => String(choice.const)).join(', ') } })

function ofObject(shape: Shape, value: Plain, path: Path): readonly Finding[] {
  const known = shape.properties ?? {}
  const patterns = Object.entries(shape.patternProperties ?? {})
  const missing = (shape.required ?? []).filter((field) => !Object.hasOwn(value, field))
  const inside = Object.keys(value).flatMap((field): readonly Finding[] => {
    const at = [...path, field]
    if (Object.hasOwn(known, field)) return differences(known[field]!, value[field], at)
    const pattern = patterns.find(([source]) => new RegExp(source, 'u').test(field))
    if (pattern !== undefined) return differences(pattern[1], value[field], at)
    if (patterns.length > 0) return [{ path: at, code: 'shape.bad_key', params: { field } }]
    if (shape.additionalProperties !== false) return []
    return [{ path: at, code: 'shape.unknown_field', params: { field, allowed: Object.keys(known).join(', ') } }]
  })
  return [...missing.map((field) => ({ path, code: 'shape.missing_field', params: { field } })), ...inside]
}

function ofList(shape: Shape, value: readonly unknown[], path: Path): readonly Finding[] {
  if (shape.minItems !== undefined && value.length < shape.minItems) return [{ path, code: 'shape.too_few', params: { least: shape.minItems } }]
  if (shape.maxItems !== undefined && value.length > shape.maxItems) return [{ path, code: 'shape.too_many', params: { most: shape.maxItems } }]
  return shape.items === undefined ? [] : value.flatMap((item, index) => differences(shape.items!, item, [...path, index]))
}

function ofText(shape: Shape, value: string, path: Path): readonly Finding[] {
  if (shape.minLength !== undefined && value.length < shape.minLength) return [{ path, code: 'shape.empty_text' }]
  if (shape.maxLength !== undefined && value.length > shape.maxLength) return [{ path, code: 'shape.too_long', params: { most: shape.maxLength } }]
  if (shape.pattern === undefined || new RegExp(shape.pattern, 'u').test(value)) return []
  const example = shape.examples?.map(String).join(', ') ?? shape.pattern
  return [{ path, code: 'shape.bad_format', params: { found: said(value), example } }]
}

function ofNumber(shape: Shape, value: number, path: Path): readonly Finding[] {
  const low = shape.minimum !== undefined && value < shape.minimum
  const high = shape.maximum !== undefined && value > shape.maximum
  return low || high ? [{ path, code: 'shape.out_of_range', params: { found: value, least: shape.minimum ?? '−∞', most: shape.maximum ?? '∞' } }] : []
}
