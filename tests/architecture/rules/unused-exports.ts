import { blankCode } from '../blank-code.ts'
import { isCode, lineAt, type Breach, type SourceFile } from '../source-file.ts'

const EXPORT = /\bexport\s+(?<async>async\s+)?(?<kind>const|let|function\*?|class|type|interface|enum)\s+(?<name>[\w$]+)/g

/** An exported name is used by another file; a type may also serve the exports beside it. Contracts speak to the outside. */
export function unusedExports(files: readonly SourceFile[]): readonly Breach[] {
  const code = files.filter((file) => isCode(file.path) && !file.path.startsWith('tests/data/'))
  const users = new Map<string, Set<string>>()
  for (const file of code) {
    for (const word of new Set(blankCode(file.text).match(/[\w$]+/g) ?? [])) users.set(word, (users.get(word) ?? new Set()).add(file.path))
  }
  return code.filter((file) => !/[/-]contract\.ts$|\/definition\.ts$|\.d\.ts$/.test(file.path)).flatMap((file) => exportsOf(file).flatMap((found) => {
    const elsewhere = [...(users.get(found.name) ?? [])].some((path) => path !== file.path)
    if (elsewhere || (found.isType && found.timesHere > 1)) return []
    return [{ path: file.path, line: found.line, what: `exports ${found.name}, which no other file uses`, remedy: 'drop the word export, or the thing itself' }]
  }))
}

type Exported = { readonly name: string; readonly line: number; readonly isType: boolean; readonly timesHere: number }

function exportsOf(file: SourceFile): readonly Exported[] {
  const code = blankCode(file.text)
  return [...code.matchAll(EXPORT)].map((match) => {
    const name = match.groups?.['name'] ?? ''
    return {
      name,
      line: lineAt(file.text, match.index),
      isType: match.groups?.['kind'] === 'type' || match.groups?.['kind'] === 'interface',
      timesHere: code.match(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g'))?.length ?? 0,
    }
  })
}
