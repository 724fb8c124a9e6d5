import { blankCode } from '../blank-code.ts'
import { isCode, type Breach, type SourceFile } from '../source-file.ts'

/** Nobody hides where a thing lives: no index files, no files that only pass on what others export. */
export function barrelFiles(files: readonly SourceFile[]): readonly Breach[] {
  return files.filter((file) => isCode(file.path)).flatMap((file) => {
    if (/(^|\/)index\.tsx?$/.test(file.path)) return [breach(file, 'is an index file')]
    const code = blankCode(file.text).trim()
    const own = code.replace(/\bexport\s+(type\s+)?[\w$*\s{},]*?\bfrom\s*['"]\s*['"];?/g, '').trim()
    return code !== '' && own === '' ? [breach(file, 'only passes on exports of others')] : []
  })
}

const breach = (file: SourceFile, what: string): Breach => ({
  path: file.path, line: 1, what, remedy: 'import from the file that owns the name, and remove this one',
})
