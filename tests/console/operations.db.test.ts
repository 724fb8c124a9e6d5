import { existsSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { administration } from '#apps/server/administration.ts'
import { cases } from '#apps/server/cases.ts'
import type { Part } from '#apps/server/part.ts'
import { people } from '#apps/server/people.ts'
import { parseInstant } from '#kernel/instant.ts'
import { must } from '#kernel/assert.ts'
import { openTestHouse, type TestHouse } from '#tests/setup/test-house.ts'

type Schemas = Readonly<Record<string, unknown>>
/** Answers that are files, and doors of machines. */
const NOT_FOR_SCREENS = [/^GET \/api\/v1\/attachments\//, /^GET \/api\/v1\/live$/, /^GET \/api\/v1\/events\/export$/]

const routes = new Map<string, Schemas>()
const watching: Part = {
  name: 'watching',
  role: 'web',
  open: async (_house, http) => {
    must(http, 'the house has a door').addHook('onRoute', ({ method, url, schema }) => {
      for (const each of [method].flat()) if (each !== 'HEAD') routes.set(`${each} ${url}`, (schema ?? {}) as Schemas)
    })
    return null
  },
}

async function declared(): Promise<ReadonlyMap<string, Schemas>> {
  const folders = readdirSync(new URL('../../capabilities/', import.meta.url))
  const lists = await Promise.all(folders.map(async (folder) => {
    const { href } = new URL(`../../capabilities/${folder}/operations.ts`, import.meta.url)
    const list = (existsSync(new URL(href)) ? await import(href) : {}) as Readonly<Record<string, Readonly<Record<string, Schemas>>>>
    return Object.values(list).flatMap((operations) => Object.entries(operations))
  }))
  return new Map(lists.flat())
}

const PARTS = ['params', 'querystring', 'body', 'response'] as const
const shapeOf = (schemas: Schemas): string => JSON.stringify(PARTS.map((part) => schemas[part] ?? null))

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({ at: must(parseInstant('2026-11-20T10:00:00+08:00'), 'an instant'), parts: [watching, people, cases, administration] })
})
afterAll(async () => house.close())

test('every operation that a screen may call is a route that takes and answers the same', async () => {
  const operations = await declared()
  expect(operations.size).toBeGreaterThan(90)
  const differing = [...operations].filter(([name, schemas]) => {
    const route = routes.get(name)
    return route === undefined || shapeOf(route) !== shapeOf(schemas)
  })
  expect(differing.map(([name]) => name)).toEqual([])
})

test('every route of the API can be called from a screen', async () => {
  const operations = await declared()
  const missing = [...routes.keys()].filter((name) => name.includes(' /api/v1/') && !operations.has(name) && !NOT_FOR_SCREENS.some((pattern) => pattern.test(name)))
  expect(missing).toEqual([])
})
