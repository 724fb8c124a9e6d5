import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SourceFile } from './source-file.ts'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const FOREIGN = new Set(['node_modules', '.git', '.data', '.data-demo', 'dist', 'coverage'])
const TEXT = /\.(tsx?|mjs|js|json|md|sql|sh|ya?ml|css|html|txt)$|^[A-Za-z-]+$|^\.(gitignore|npmrc|oxlintrc\.json)$/

/** Every text file of the clone. No git needed: an unpacked archive is checked as well. */
export function readTree(folder = ROOT, prefix = ''): readonly SourceFile[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
    if (FOREIGN.has(entry.name)) return []
    if (entry.isDirectory()) return readTree(folder, path)
    return entry.isFile() && TEXT.test(entry.name) && path !== '' ? [{ path, text: path.startsWith('tests/data/') ? '' : readFileSync(join(folder, path), 'utf8') }] : []
  })
}
