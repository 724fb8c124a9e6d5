import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig } from 'vite'
import { componentStylesPlugin } from './component-styles-plugin.ts'
import { firstAsksPlugin } from './first-asks-plugin.ts'
import { readingsPlugin } from './readings-plugin.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Where the built console lies. */
const BUILT_CONSOLE = join(ROOT, 'dist/console')
const MARK = 'sources.txt'
const SOURCES = ['kernel', 'ui', 'capabilities', 'apps/console', 'package-lock.json']
const COMPRESSED = /\.(js|css|html|svg|json)$/

/** Words, and what the components say, by language. */
const languageOf = (id: string): string | null => /\/(zh[-_](?:cn|tw)|en(?:[-_]us)?)\.[jt]s$/i.exec(id)?.[1]?.toLowerCase().replace('_', '-').replace('en-us', 'en') ?? null

/** What forms are made of, and the icons beyond those of the first screen: each of them alone would be a request of its own. */
const FIELDS = /\/node_modules\/(?:antd\/es|@rc-component)\/(?:form|input|textarea|typography)\//
const CHOICES = /\/node_modules\/(?:antd\/es|@rc-component)\/(?:checkbox|input-number|radio|segmented|select|switch|virtual-list)\//
const ICONS = /\/node_modules\/@ant-design\/icons(?:-svg)?\//

/** How the console is built; the development server uses the same. */
const CONSOLE_CONFIG: InlineConfig = {
  root: join(ROOT, 'apps/console'),
  configFile: false,
  plugins: [react(), readingsPlugin(), componentStylesPlugin(), firstAsksPlugin()],
  logLevel: 'warn',
  build: {
    outDir: BUILT_CONSOLE, emptyOutDir: true, target: 'es2022', sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 2_000, modulePreload: { polyfill: false },
    // What every screen needs is one file, and so is each language: that compresses better than a hundred small ones and takes one request.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }, { name: languageOf, debugName: 'languages' }, { name: 'icons', test: ICONS }, { name: 'fields', test: FIELDS }, { name: 'choices', test: CHOICES }] } } },
  },
}

/** Builds the console unless what is there was made of these very sources. Answers whether it was built. */
export async function ensureConsole(): Promise<boolean> {
  const sources = await fingerprint()
  if ((await readFile(join(BUILT_CONSOLE, MARK), 'utf8').catch(() => '')) === sources) return false
  const making = `${BUILT_CONSOLE}.${process.pid}`
  await buildForUse(making)
  await compressAll(making)
  await writeFile(join(making, MARK), sources)
  await putInPlace(making)
  return true
}

/** Whoever starts the build (a test, a shell) does not decide what is built. */
async function buildForUse(outDir: string): Promise<void> {
  const { NODE_ENV: before } = process.env
  process.env.NODE_ENV = 'production'
  try {
    await build({ ...CONSOLE_CONFIG, build: { ...CONSOLE_CONFIG.build, outDir } })
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}

/** What the console is made of: every source by name and content. */
async function fingerprint(): Promise<string> {
  const found = (await Promise.all(SOURCES.map(filesUnder))).flat().toSorted()
  return createHash('sha256').update(found.join('\n')).digest('hex')
}

async function filesUnder(path: string): Promise<readonly string[]> {
  const about = await stat(join(ROOT, path))
  if (!about.isDirectory()) return [`${path} ${createHash('sha256').update(await readFile(join(ROOT, path))).digest('hex')}`]
  const entries = await readdir(join(ROOT, path), { withFileTypes: true })
  const inside = entries.filter((entry) => entry.isDirectory() ? !/^(server|messages)$/.test(entry.name) : /\.(tsx?|css|html|svg)$/.test(entry.name) && !/\.test\./.test(entry.name))
  return (await Promise.all(inside.map(async (entry) => filesUnder(`${path}/${entry.name}`)))).flat()
}

const zip = promisify(gzip)
const brotli = promisify(brotliCompress)

/** Compressed once, here, so that no request waits for it. */
async function compressAll(folder: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && COMPRESSED.test(entry.name))
  await Promise.all(files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path)
    await writeFile(`${path}.gz`, await zip(bytes, { level: 9 }))
    await writeFile(`${path}.br`, await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
  }))
}

/** Another process may be doing the same: who comes first wins, the other's work is the same. */
async function putInPlace(making: string): Promise<void> {
  const old = `${making}.old`
  await mkdir(join(BUILT_CONSOLE, '..'), { recursive: true })
  await rename(BUILT_CONSOLE, old).catch(() => undefined)
  await rename(making, BUILT_CONSOLE).catch(async () => cp(making, BUILT_CONSOLE, { recursive: true }))
  await Promise.all([making, old].map(async (folder) => rm(folder, { recursive: true, force: true })))
}
