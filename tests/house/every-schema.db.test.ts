import fastJsonStringify, { type Schema } from 'fast-json-stringify'
import type { FastifySchema } from 'fastify'
import { expect, test } from 'vitest'
import { ensureConsole } from '#apps/console/build.ts'
import type { Part } from '#apps/server/part.ts'
import { PARTS } from '#apps/server/parts.ts'
import { must } from '#kernel/assert.ts'
import { parseInstant } from '#kernel/instant.ts'
import { compileValidator } from '#platform/http/validation.ts'
import { openTestHouse } from '#tests/setup/test-house.ts'

const ASKED = ['body', 'querystring', 'params', 'headers'] as const
type Route = { readonly name: string; readonly method: string; readonly url: string; readonly schema: FastifySchema }

/** Every route that the server adds, as it is added. */
function collecting(routes: Route[]): Part {
  return {
    name: 'collecting',
    role: 'web',
    open: async (_house, http) => {
      must(http, 'the house has a door').addHook('onRoute', ({ method, url, schema }) => void routes.push({ name: `${String(method)} ${url}`, method: String(method), url, schema: schema ?? {} }))
      return null
    },
  }
}

const writtenBy = (schema: FastifySchema): readonly (readonly [string, Schema])[] => Object.entries((schema.response ?? {}) as Record<string, Schema>)

function mistakesOf({ name, method, url, schema }: Route): readonly string[] {
  const tried = (what: string, compile: () => unknown): readonly string[] => {
    try {
      compile()
      return []
    } catch (error) {
      return [`${name} ${what}: ${String(error)}`]
    }
  }
  return [
    ...ASKED.filter((part) => schema[part] !== undefined).flatMap((part) => tried(part, () => compileValidator({ schema: schema[part] as FastifySchema, method, url, httpPart: part })({}))),
    ...writtenBy(schema).flatMap(([status, written]) => tried(status, () => fastJsonStringify(written))),
  ]
}

test('what every route asks for and answers can be checked and written, although that is compiled only when it is needed', async () => {
  await ensureConsole()
  const routes: Route[] = []
  const house = await openTestHouse({ at: must(parseInstant('2026-11-02T09:00:00+08:00'), 'a date'), parts: [collecting(routes), ...PARTS.filter(({ role }) => role !== 'worker')] })
  await house.close()
  expect(routes.filter(({ schema }) => schema.response !== undefined).length).toBeGreaterThan(100)
  expect(routes.flatMap(mistakesOf)).toEqual([])
})
