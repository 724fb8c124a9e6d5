import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { ensureConsole } from '#apps/console/build.ts'
import { must } from '#kernel/assert.ts'

const BUILT = join(import.meta.dirname, '../../dist/console')
const KB_MAX = 350

beforeAll(async () => void (await ensureConsole()), 120_000)

/** A built file and all that it imports before it runs. */
async function withImports(name: string, found = new Set<string>()): Promise<ReadonlySet<string>> {
  if (found.has(name)) return found
  found.add(name)
  const text = await readFile(join(BUILT, 'assets', name), 'utf8')
  for (const [, next] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) await withImports(must(next, 'an import has a name'), found)
  return found
}

test('the first route is at most 350 KB gzip: what the page names, the inbox and one language', async () => {
  const [page, names] = await Promise.all([readFile(join(BUILT, 'index.html'), 'utf8'), readdir(join(BUILT, 'assets'))])
  const lazy = ['language-zh-cn'].map((part) => must(names.find((name) => name.startsWith(`${part}-`) && name.endsWith('.js')), part))
  const named = [...page.matchAll(/\/assets\/([\w.-]+)"/g)].map(([, name]) => must(name, 'a named file'))
  expect(names.filter((name) => name.startsWith('inbox-screen-')), 'the inbox comes with what every screen needs').toEqual([])
  const styles = named.filter((name) => name.endsWith('.css'))
  const scripts = new Set<string>()
  for (const name of [...named.filter((each) => each.endsWith('.js')), ...lazy]) await withImports(name, scripts)
  expect(scripts.size).toBeGreaterThan(lazy.length)
  const sizes = await Promise.all([...scripts, ...styles].map(async (name) => gzipSync(await readFile(join(BUILT, 'assets', name)), { level: 9 }).length))
  expect(sizes.reduce((sum, size) => sum + size, 0) / 1_024).toBeLessThanOrEqual(KB_MAX)
})
