import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { parseInstant } from '#kernel/instant.ts'
import { pickIndex, seededRng } from '#kernel/rng.ts'
import { changedTables, printDatabase } from '#tests/access/database-print.ts'
import { connectLive } from '#tests/setup/live-client.ts'
import { openTestHouse, type Person, type TestHouse } from '#tests/setup/test-house.ts'
import { cases } from './cases.ts'
import { live } from './live.ts'
import { people } from './people.ts'

/** As many as one socket may send within a second, so that the limit on them does not come into it. */
const PER_SOCKET = 20

let house: TestHouse
let port: number
let colleagues: readonly Person[]
let caseId: Id
beforeAll(async () => {
  house = await openTestHouse({ at: parseInstant('2026-11-23T09:00:00+08:00')!, parts: [people, cases, live] })
  await house.http.listen({ port: 0, host: 'localhost' })
  port = (house.http.server.address() as AddressInfo).port
  colleagues = [house.admin, await house.hire('chenyu', ['admin']), await house.hire('zhaomin', ['admin'])]
  const made = await house.call({ method: 'POST', url: '/api/v1/cases', as: house.admin.cookie, body: { scenario: 'after-sales', channel: 'phone', subject: '打印机' } })
  caseId = made.body['case'] as Id
})
afterAll(() => house.close())

const right = (): Record<string, unknown> => ({ type: 'watch', caseId, state: 'viewing' })

const written = (): readonly (string | Buffer)[] => [
  '', ' ', 'null', 'true', '0', '-1e999', '"watch"', '[]', '{}', '{', '}{', '[[[]', 'undefined', 'NaN', '\u0000', '🙂', '{"type":}', "{'type':'watch'}", '//', '<a>', 'GET / HTTP/1.1\r\n\r\n',
  '['.repeat(2_000), '{"a":'.repeat(800), 'x'.repeat(4_096), `${JSON.stringify(right())},`, `${JSON.stringify(right())}${JSON.stringify(right())}`, JSON.stringify([right()]), JSON.stringify(JSON.stringify(right())),
  Buffer.from(JSON.stringify(right())), Buffer.from([0xff, 0xfe, 0xfd]), Buffer.alloc(0), Buffer.alloc(4_096, 0x41),
  ...[
    {}, { type: null }, { type: 1 }, { type: ['watch'] }, { type: 'WATCH' }, { type: 'watch ' }, { type: 'subscribe' }, { type: 'resync' }, { type: 'cases', changed: [], gone: [] }, { type: 'signed-out' },
    { type: 'watch' }, { type: 'leave' }, { type: 'watch', caseId }, { type: 'watch', state: 'viewing' }, { ...right(), extra: 1 }, { ...right(), staffId: caseId }, { ...right(), constructor: 1 }, { type: 'leave', caseId, state: 'viewing' },
    { ...right(), state: 'left' }, { ...right(), state: '' }, { ...right(), state: null }, { ...right(), state: 'Viewing' }, { ...right(), state: ['viewing'] }, { ...right(), state: { viewing: true } },
    { ...right(), caseId: null }, { ...right(), caseId: 1 }, { ...right(), caseId: '' }, { ...right(), caseId: [] }, { ...right(), caseId: [caseId] }, { ...right(), caseId: { $ne: null } }, { ...right(), caseId: `${caseId}'` },
    { ...right(), caseId: `${caseId}\n` }, { ...right(), caseId: caseId.slice(1) }, { ...right(), caseId: `{${caseId}}` }, { ...right(), caseId: "' or 1=1 --" }, { ...right(), caseId: '../../me' }, { ...right(), caseId: 'SH-20261123-0001' },
    { ...right(), caseId: '00000000-0000-0000-0000-000000000000' }, { ...right(), caseId: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
  ].map((content) => JSON.stringify(content)),
  `{"__proto__":{"type":"watch"},"type":"leave"}`, `{"type":"watch","caseId":"${caseId}","state":"viewing","__proto__":{}}`,
]

/** Right frames with one to four bytes changed, kept where they are no longer right. */
function spoilt(count: number): readonly string[] {
  const rng = seededRng(20_261_123)
  const source = JSON.stringify(right())
  const made: string[] = []
  while (made.length < count) {
    const letters = [...source]
    for (let n = pickIndex(rng, 4); n >= 0; n -= 1) letters[pickIndex(rng, letters.length)] = String.fromCharCode(32 + pickIndex(rng, 95))
    const text = letters.join('')
    if (!text.toLowerCase().includes(caseId) || !text.includes('"type":"watch"') || !text.includes('"state":"viewing"') || !text.includes('"caseId"')) made.push(text)
  }
  return made
}

it('whatever is not understood gets the one fixed answer, changes nothing, and the socket goes on', async () => {
  const odd = [...written(), ...spoilt(400)]
  const before = await printDatabase(house.fresh.db)
  let sockets = 0
  for (let from = 0; from < odd.length; from += PER_SOCKET - 1, sockets += 1) {
    const screen = await connectLive({ port, headers: { cookie: colleagues[sockets % colleagues.length]!.cookie } })
    const batch = odd.slice(from, from + PER_SOCKET - 1)
    for (const content of batch) screen.say(content)
    for (const content of batch) await screen.next('refused').catch(() => Promise.reject(new Error(`no answer to one of: ${String(content).slice(0, 80)}`)))
    expect(screen.frames).toEqual(batch.map(() => ({ type: 'refused' })))
    screen.say(right())
    await screen.next('presence')
    await screen.close()
  }
  expect(odd.length).toBeGreaterThan(400)
  expect(changedTables(before, await printDatabase(house.fresh.db))).toEqual([])
  expect((await house.fresh.db.query({ text: 'select 1 from case_presence', values: [] })).rowCount).toBe(sockets)
}, 120_000)

it('a person has at most ten sockets', async () => {
  const open = await Promise.all(Array.from({ length: 10 }, () => connectLive({ port, headers: { cookie: colleagues[1]!.cookie } })))
  await expect(connectLive({ port, headers: { cookie: colleagues[1]!.cookie } })).rejects.toThrow('refused with 429')
  await open[0]!.close()
  // The place is free as soon as the server has seen the socket go, which the last of its presence tells.
  for (;;) {
    const again = await connectLive({ port, headers: { cookie: colleagues[1]!.cookie } }).catch(() => null)
    if (again !== null) {
      await again.close()
      break
    }
  }
  await Promise.all(open.map((screen) => screen.close()))
})
