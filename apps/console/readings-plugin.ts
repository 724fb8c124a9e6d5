import { readFile } from 'node:fs/promises'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pinyin } from 'pinyin-pro'
import type { Plugin } from 'vite'

const ROOT = join(import.meta.dirname, '../..')
const WORDS = '{ui,apps/console,capabilities/*/web}/**/words/zh-*.ts'
const NAME = 'virtual:readings'
const RESOLVED = `\0${NAME}`

/** How the Chinese characters on the screens are read, looked up while the console is built: the browser needs no dictionary. */
export const readingsPlugin = (): Plugin => ({
  name: 'readings',
  resolveId: (id) => (id === NAME ? RESOLVED : null),
  load: async (id) => (id === RESOLVED ? `export const READINGS = ${JSON.stringify(await readingsOfWords())}` : null),
})

/** `gong工公 zuo作做…`: every syllable, without tones, with the characters of the screens' words that may be read so. */
export async function readingsOfWords(): Promise<string> {
  const texts = await Promise.all(globSync(WORDS, { cwd: ROOT }).map(async (path) => readFile(join(ROOT, path), 'utf8')))
  const characters = [...new Set(texts.join('').match(/\p{sc=Han}/gu) ?? [])].toSorted()
  const bySyllable = new Map<string, string>()
  for (const character of characters) {
    for (const syllable of new Set(pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true }))) {
      if (/^[a-z]+$/.test(syllable)) bySyllable.set(syllable, (bySyllable.get(syllable) ?? '') + character)
    }
  }
  return [...bySyllable].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([syllable, those]) => syllable + those).join(' ')
}
