import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ErrorObject, ValidateFunction } from 'ajv'
import ajvFormats from 'ajv-formats'
import fastJsonStringify from 'fast-json-stringify'
import type { FastifySchema, FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify'
import type { Locale } from '#kernel/text.ts'
import { textIn } from '#kernel/text.ts'
import { fieldMessages } from './messages/field-messages.ts'
import { closed } from './strict-schema.ts'

/** One mistake at one place, e.g. `{ path: 'body.urgency', code: 'enum', message: '应为其中之一：…' }`. */
export type FieldError = { readonly path: string; readonly code: string; readonly message: string }

const FIELDS_MAX = 20
/** Bodies above this length are told their first mistake only: a list of all mistakes can be far larger than the body. */
const ALL_ERRORS_BODY_MAX = 65_536

const options = { strict: false, useDefaults: true, removeAdditional: false } as const
const addFormats = ajvFormats as unknown as (ajv: Ajv2020) => Ajv2020
const bodyAll = addFormats(new Ajv2020({ ...options, coerceTypes: false, allErrors: true }))
const bodyFirst = addFormats(new Ajv2020({ ...options, coerceTypes: false, allErrors: false }))
const query = addFormats(new Ajv2020({ ...options, coerceTypes: 'array', allErrors: true }))

/**
 * Two validators: a body is taken as it is written, a query or path is text and is read as what the schema says.
 * Each is compiled when it is first asked: compiling them all was half of a start, and most processes ask few.
 */
export const compileValidator: FastifySchemaCompiler<FastifySchema> = ({ schema, httpPart }) => {
  if (httpPart !== 'body') {
    const check = whenAsked(() => query.compile(httpPart === 'headers' ? schema as object : schemaOf(schema)))
    return (data: unknown) => check()(data) || { error: failure(check().errors ?? []) }
  }
  const first = whenAsked(() => bodyFirst.compile(schemaOf(schema)))
  const all = whenAsked(() => bodyAll.compile(schemaOf(schema)))
  return (data: unknown) => (first()(data) ? { value: data } : { error: failure(explain(all, data) ?? first().errors ?? []) })
}

/** What an answer may hold, compiled when the first such answer is written; a field that its schema does not name is left out. */
export const compileSerializer: FastifySerializerCompiler<unknown> = ({ schema }) => {
  const write = whenAsked(() => fastJsonStringify(schema as Parameters<typeof fastJsonStringify>[0]))
  return (data: unknown) => write()(data)
}

function whenAsked<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}

const schemaOf = (schema: unknown): object => closed(schema) as object

function explain(all: () => ValidateFunction, data: unknown): ErrorObject[] | null {
  if (JSON.stringify(data).length > ALL_ERRORS_BODY_MAX) return null
  all()(data)
  return all().errors ?? null
}

/** Fastify keeps an error's own fields; ours carries what Ajv found. */
const failure = (found: readonly ErrorObject[]): Error => Object.assign(new Error('invalid'), { found })

/** What the validators found, if this is their error. */
export function foundErrors(error: unknown): readonly ErrorObject[] | null {
  const { found, validation } = error as { found?: readonly ErrorObject[]; validation?: readonly ErrorObject[] }
  return found ?? validation ?? null
}

/** Says where each mistake is and what it is, in the reader's language. */
export function fieldErrors(found: readonly ErrorObject[], part: string, locale: Locale): readonly FieldError[] {
  return found.slice(0, FIELDS_MAX).map(({ keyword, instancePath, params }) => {
    const names = params as Readonly<Record<string, unknown>>
    const leaf = names['missingProperty'] ?? names['additionalProperty'] ?? names['unevaluatedProperty']
    const steps = instancePath.split('/').filter((step) => step !== '').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    const path = [part, ...steps, ...(typeof leaf === 'string' ? [leaf] : [])].join('.')
    const text = textIn(fieldMessages[keyword] ?? fieldMessages['other'] ?? keyword, locale)
    return { path, code: keyword, message: text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(names[name] ?? hole)) }
  })
}
