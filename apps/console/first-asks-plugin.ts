import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'
import { must } from '#kernel/assert.ts'
import { LOCALES } from '#kernel/text.ts'

/** Builds `first-asks.ts` into a script of its own, which stands before all others in the page. */
export const firstAsksPlugin = (): Plugin => ({
  name: 'first-asks',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    async handler(_options, bundle) {
      const page = bundle['index.html']
      if (page?.type !== 'asset') return
      const script = await scriptWith(Object.fromEntries(LOCALES.map((locale) => [locale, filesOf(bundle, locale)])))
      const fileName = `assets/first-asks-${createHash('sha256').update(script).digest('base64url').slice(0, 8)}.js`
      this.emitFile({ type: 'asset', fileName, source: script })
      page.source = String(page.source).replace(/(?=<script )/, `<script src="/${fileName}" async></script>\n    `)
    },
  },
})

/** A language and all that it stands on. */
function filesOf(bundle: Rolldown.OutputBundle, locale: string): readonly string[] {
  const name = `/language-${locale.toLowerCase()}.ts`
  const chunks = Object.values(bundle).filter((each) => each.type === 'chunk')
  const language = must(chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(name) === true), `${name} is a file of its own`)
  return [language.fileName, ...language.imports].map((file) => `/${file}`)
}

async function scriptWith(files: Readonly<Record<string, readonly string[]>>): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'warn',
    define: { LANGUAGE_FILES: JSON.stringify(files) },
    build: { write: false, copyPublicDir: false, target: 'es2022', modulePreload: false, rolldownOptions: { input: join(import.meta.dirname, 'first-asks.ts'), output: { format: 'iife' } } },
  })
  const [chunk] = must('output' in made ? made.output : undefined, 'the script is built once')
  return chunk.code
}
