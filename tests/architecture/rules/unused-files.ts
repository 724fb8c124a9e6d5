import { posix } from 'node:path'
import { blankComments } from '../blank-code.ts'
import { isCode, isTest, type Breach, type SourceFile } from '../source-file.ts'

/** Files that nobody names because a tool finds them by their place. */
const ENTRIES: readonly RegExp[] = [
  /\.test\.tsx?$/, /^vitest\.config\.ts$/, /\/definition\.ts$/, /[/-]contract\.ts$/, /\/operations\.ts$/, /^bench\/[^/]+\.ts$/, /^tests\/setup\//, /^tests\/data\//, /\.d\.ts$/,
]

/** Every file is used: its name stands in another file (an import, a bin/ command, a worker's address). */
export function unusedFiles(files: readonly SourceFile[]): readonly Breach[] {
  const corpus = files.filter((file) => isSource(file.path)).map((file) => ({
    path: file.path, text: isCode(file.path) ? blankComments(file.text) : file.text,
  }))
  const uses = new Map<string, Set<string>>()
  for (const file of corpus) {
    for (const [name] of file.text.matchAll(/[\w.-]+\.tsx?\b/g)) uses.set(name, (uses.get(name) ?? new Set()).add(file.path))
  }
  return files.filter((file) => isCode(file.path) && !ENTRIES.some((entry) => entry.test(file.path))).flatMap((file) => {
    const users = [...(uses.get(posix.basename(file.path)) ?? [])].filter((user) => user !== file.path)
    // Tests are what the simulator is played from; they are its users as much as the product is.
    if (users.some((user) => !isTest(user) || isTest(file.path) || file.path.startsWith('sim/'))) return []
    const what = users.length === 0 ? 'is used by nothing' : 'is used by tests alone'
    return [{ path: file.path, line: 1, what, remedy: 'use it, remove it, or move it beside the tests that need it' }]
  })
}

const isSource = (path: string): boolean =>
  isCode(path) || /\.(json|sh|mjs|html)$/.test(path) || /^(bin|\.ci|\.githooks)\//.test(path)
