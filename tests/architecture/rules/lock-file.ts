import { lineAt, type Breach, type SourceFile } from '../source-file.ts'

/** The lock pins versions and hashes; where they are fetched from is each machine's own matter. */
export function lockFile(files: readonly SourceFile[]): readonly Breach[] {
  return files.filter((file) => file.path === 'package-lock.json').flatMap((file) => {
    const at = file.text.indexOf('"resolved"')
    if (at === -1) return []
    return [{ path: file.path, line: lineAt(file.text, at), what: 'carries download addresses ("resolved")', remedy: 'keep omit-lockfile-registry-resolved=true in .npmrc and write the lock anew without node_modules' }]
  })
}
