import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { Finding } from '#kernel/finding.ts'
import type { HandbookFile } from './section.ts'
import { yamlMistake } from './yaml-mistake.ts'

/** Bounds of one YAML file: bytes of text (as UTF-16 units), values after aliases are followed, levels of nesting. */
const YAML_LIMITS = { lengthMax: 262_144, valuesMax: 20_000, depthMax: 32 } as const

type Place = { readonly line: number; readonly column: number }
type Path = readonly (string | number)[]

/** What a file says: plain frozen data, where each part stands, and what is wrong with it as YAML. `ok` is false when the value must not be used. */
export type ParsedYaml = {
  readonly ok: boolean
  readonly value: unknown
  readonly problems: readonly { readonly code: string; readonly params: Readonly<Record<string, string | number>>; readonly place: Place }[]
  /** The place of the value at a path, or of the deepest part of the path that exists. */
  readonly locate: (path: Path) => Place
}

const START: Place = { line: 1, column: 1 }
/** Names that would reach into JavaScript objects. */
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype']

/** Reads one file of the handbook as YAML 1.2 without tags. Never throws, whatever the text. */
export function parseYaml(file: HandbookFile): ParsedYaml {
  if (file.text.length > YAML_LIMITS.lengthMax) return unreadable('yaml.too_long', START, { most: YAML_LIMITS.lengthMax })
  const tooDeep = deepestFlow(file.text)
  if (tooDeep !== null) return unreadable('yaml.too_deep', tooDeep, { most: YAML_LIMITS.depthMax })
  const counter = new LineCounter()
  const document = parsed(file.text, counter)
  if (document === null) return unreadable('yaml.too_deep', START, { most: YAML_LIMITS.depthMax })
  const place = (offset: number): Place => placeAt(counter, offset)
  const [error] = [...document.errors, ...document.warnings]
  if (error !== undefined) {
    const { code, params, offset } = yamlMistake(error, document, file.text)
    return unreadable(code, place(offset), params)
  }
  const reading: Reading = { document, place, problems: [], values: 0 }
  const value = toPlain(reading, document.contents, 0)
  return { ok: reading.problems.length === 0, value, problems: reading.problems, locate: (path) => locate(document, place, path) }
}

const unreadable = (code: string, place: Place, params: Finding['params'] = {}): ParsedYaml =>
  ({ ok: false, value: undefined, problems: [{ code, params, place }], locate: () => place })

function placeAt(counter: LineCounter, offset: number): Place {
  const { line, col } = counter.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

/** The parser goes into itself once per level, so very deep text can exhaust the stack: that, and only that, is caught. */
function parsed(text: string, lineCounter: LineCounter): Document | null {
  try {
    return parseDocument(text, { lineCounter, uniqueKeys: true, version: '1.2', schema: 'core', merge: false, prettyErrors: false })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Counts brackets and leading dashes that are plainly too many, before the parser spends time on them. */
function deepestFlow(text: string): Place | null {
  const run = /(?:[[{][\s]*){33,}|(?:[-?:][ \t]+){33,}/.exec(text)
  if (run === null) return null
  const before = text.slice(0, run.index).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

type Reading = {
  readonly document: Document
  readonly place: (offset: number) => Place
  readonly problems: { code: string; params: Record<string, string | number>; place: Place }[]
  values: number
}

const offsetOf = (node: unknown): number => (node as Node | null)?.range?.[0] ?? 0

function complain(reading: Reading, node: unknown, code: string, params: Record<string, string | number> = {}): undefined {
  if (reading.problems.length < 20) reading.problems.push({ code, params, place: reading.place(offsetOf(node)) })
  return undefined
}

function toPlain(reading: Reading, node: unknown, depth: number): unknown {
  reading.values++
  if (reading.values === YAML_LIMITS.valuesMax + 1) complain(reading, node, 'yaml.too_many_values', { most: YAML_LIMITS.valuesMax })
  if (reading.values > YAML_LIMITS.valuesMax) return undefined
  if (depth > YAML_LIMITS.depthMax) return complain(reading, node, 'yaml.too_deep', { most: YAML_LIMITS.depthMax })
  if (node === null || node === undefined) return null
  if (isAlias(node)) {
    const target = node.resolve(reading.document)
    return target === undefined ? complain(reading, node, 'yaml.reference', { name: node.source }) : toPlain(reading, target, depth + 1)
  }
  if (isSeq(node)) return Object.freeze(node.items.map((item) => toPlain(reading, item, depth + 1)))
  if (isMap(node)) return mapToPlain(reading, node.items, depth)
  if (isPair(node)) return complain(reading, node.key, 'yaml.malformed', { detail: '' })
  return isScalar(node) ? scalarToPlain(reading, node, node.value) : complain(reading, node, 'yaml.malformed', { detail: '' })
}

function scalarToPlain(reading: Reading, node: unknown, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return complain(reading, node, 'yaml.not_finite')
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value
  return complain(reading, node, 'yaml.tag', { detail: typeof value })
}

function mapToPlain(reading: Reading, pairs: readonly { readonly key: unknown; readonly value: unknown }[], depth: number): unknown {
  const entries: [string, unknown][] = []
  for (const { key, value } of pairs) {
    const name = isScalar(key) ? key.value : undefined
    if (typeof name !== 'string') complain(reading, key ?? value, 'yaml.key_not_text', { key: String(name) })
    else if (FORBIDDEN_KEYS.includes(name)) complain(reading, key, 'yaml.forbidden_key', { key: name })
    else entries.push([name, toPlain(reading, value, depth + 1)])
  }
  return Object.freeze(Object.fromEntries(entries))
}

function locate(document: Document, place: (offset: number) => Place, path: Path): Place {
  let node: unknown = document.contents
  let offset = offsetOf(node)
  for (const part of path) {
    const target: unknown = isAlias(node) ? node.resolve(document) : node
    if (isMap(target)) {
      const pair = target.items.find(({ key }) => isScalar(key) && key.value === part)
      if (pair === undefined) break
      node = pair.value
      offset = offsetOf(pair.key)
    } else if (isSeq(target) && typeof part === 'number' && target.items[part] !== undefined) {
      node = target.items[part]
      offset = offsetOf(node)
    } else break
  }
  return place(offset)
}
