import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Converter } from 'opencc-js'
import { describe, expect, test } from 'vitest'

type Words = Readonly<Record<string, string>>

/** Every room that speaks on a screen, by the folder of its words. */
const ROOMS = globSync('{ui,apps/console,capabilities/*/web}/**/words/zh-cn.ts').map((path) => path.replace('/zh-cn.ts', '')).toSorted()
const readWords = async (room: string, language: string): Promise<Words> => {
  const { href } = new URL(`../../${room}/${language}.ts`, import.meta.url)
  return ((await import(href)) as { readonly WORDS: Words }).WORDS
}
const holesOf = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').toSorted()
const toTraditional = Converter({ from: 'cn', to: 'tw' })

test('the rooms that speak are found', () => {
  expect(ROOMS).toContain('ui/words')
  expect(ROOMS.length).toBeGreaterThanOrEqual(3)
})

describe.each(ROOMS)('%s', (room) => {
  test.each(['zh-tw', 'en'])('says in %s all that it says in zh-CN, with the same holes', async (language) => {
    const [chinese, other] = await Promise.all([readWords(room, 'zh-cn'), readWords(room, language)])
    expect(Object.keys(other).toSorted()).toEqual(Object.keys(chinese).toSorted())
    for (const [key, text] of Object.entries(chinese)) expect(holesOf(other[key] ?? ''), `${key} in ${language}`).toEqual(holesOf(text))
  })

  test('leaves no simplified character in its traditional words', async () => {
    for (const [key, text] of Object.entries(await readWords(room, 'zh-tw'))) {
      // 台 and 里 and the like stand in both scripts; what the converter changes and what is nowhere in its own output is simplified.
      const converted = toTraditional(text)
      const left = [...text].filter((char, at) => [...converted][at] !== char && !'台里后只干发面系布'.includes(char))
      expect(left, key).toEqual([])
    }
  })

  test('says nothing that no screen asks for', async () => {
    const files = globSync('{ui,apps/console,capabilities/*/web}/**/*.{ts,tsx}').filter((path) => !/\/words\/(zh-cn|zh-tw|en)\.ts$/.test(path))
    const code = (await Promise.all(files.map(async (path) => readFile(path, 'utf8')))).join('\n')
    const heads = [...code.matchAll(/`([a-z_.]+[._])\$\{/g)].map(([, head]) => head ?? '')
    const unasked = Object.keys(await readWords(room, 'zh-cn')).filter((key) => !code.includes(`'${key}'`) && !heads.some((head) => key.startsWith(head)))
    expect(unasked).toEqual([])
  })
})
