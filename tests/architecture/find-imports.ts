import { posix } from 'node:path'
import { blankCode } from './blank-code.ts'
import { isCode, lineAt, type SourceFile } from './source-file.ts'

/** One import of one file. `target` is a path of the repository, or null for a package or a node: module. */
export type Import = {
  readonly from: string
  readonly line: number
  readonly specifier: string
  readonly target: string | null
  readonly typeOnly: boolean
}

const STATEMENT = /\b(?:import|export)\b(?<names>[\w$*\s{},]*?\bfrom)?\s*['"](?<body>\s*)['"]/g
const DYNAMIC = /\bimport\s*\(\s*['"](?<body>\s*)['"]/g
const BESIDE = /\bnew URL\(\s*['"](?<body>\s*)['"]\s*,\s*import\.meta\.url/g

/** Imports, re-exports, dynamic imports and `new URL('./worker.ts', import.meta.url)` of one file. */
export function findImports(file: SourceFile): readonly Import[] {
  if (!isCode(file.path)) return []
  const code = blankCode(file.text)
  return [STATEMENT, DYNAMIC, BESIDE].flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => readImport(file, match)).filter((found) => found.specifier !== ''),
  ).filter((found) => !/^\.\.?\//.test(found.specifier) || /\.tsx?$/.test(found.specifier))
}

function readImport(file: SourceFile, match: RegExpExecArray): Import {
  const end = match[0].search(/['"]\s*['"]/) + match.index + 1
  const specifier = file.text.slice(end, end + (match.groups?.['body'] ?? '').length)
  return {
    from: file.path,
    line: lineAt(file.text, match.index),
    specifier,
    target: resolveSpecifier(file.path, specifier),
    typeOnly: isTypeOnly(match.groups?.['names'] ?? ''),
  }
}

function isTypeOnly(names: string): boolean {
  const clause = names.replace(/\bfrom$/, '').trim()
  if (/^type\b/.test(clause)) return true
  const inner = /^\{(?<list>[^}]*)\}$/.exec(clause)?.groups?.['list']
  if (inner === undefined) return false
  const list = inner.split(',').map((name) => name.trim()).filter((name) => name !== '')
  return list.length > 0 && list.every((name) => name.startsWith('type '))
}

function resolveSpecifier(from: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier))
  return null
}
