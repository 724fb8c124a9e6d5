import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import type { Breach } from './source-file.ts'

type Finding = { readonly code: string; readonly filename: string; readonly message: string; readonly labels: readonly { readonly span: { readonly line: number } }[] }

/** Functions over 70 lines below `folder`, as the linter's parser sees them (tests may tell longer stories). */
export function longFunctions(folder: string, config: string): readonly Breach[] {
  const linter = createRequire(import.meta.url).resolve('oxlint/package.json')
  const run = spawnSync(process.execPath, [join(linter, '../bin/oxlint'), '-c', config, '--format=json', '.'], { cwd: folder, encoding: 'utf8', maxBuffer: 64_000_000 })
  const report = JSON.parse(run.stdout) as { readonly diagnostics: readonly Finding[] }
  return report.diagnostics.filter((finding) => finding.code.includes('max-lines-per-function')).map((finding) => ({
    path: relative(folder, join(folder, finding.filename)),
    line: finding.labels[0]?.span.line ?? 1,
    what: finding.message.replace(/\.$/, ''),
    remedy: 'move the leaves out: the parent owns the branches, each leaf is straight',
  }))
}
