import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { authorise } from '#capabilities/access/core/viewer.ts'
import type { Id } from '#kernel/id.ts'
import { connectLive, type LiveClient } from '#tests/setup/live-client.ts'
import { castActors, type Cast } from './access-actors.ts'
import { PASSWORD, type Credential } from './access-house.ts'
import { changedTables, printDatabase } from './database-print.ts'
import { casesFor, type CaseMaking, type MadeCase } from './filed-cases.ts'
import type { Actor, Standing } from './matrix.ts'
import { openWholeHouse, type WholeHouse } from './whole-house.ts'

let whole: WholeHouse
let cast: Cast
let make: CaseMaking
let port: number
beforeAll(async () => {
  whole = await openWholeHouse()
  cast = await castActors(whole.ground)
  make = casesFor(whole, cast)
  await whole.house.http.listen({ port: 0, host: 'localhost' })
  port = (whole.house.http.server.address() as AddressInfo).port
})
afterAll(() => whole.house.close())

const headersOf = (as: Credential | null): Record<string, string> => (as === null ? {} : 'cookie' in as ? { cookie: as.cookie } : { authorization: `Bearer ${as.bearer}` })
const knock = (as: Credential | null, more: { readonly origin?: string; readonly headers?: Record<string, string> } = {}) => connectLive({ port, ...more, headers: { ...headersOf(as), ...more.headers } })
const note = (id: Id): Promise<unknown> => make.asAdmin('POST', `/cases/${id}/notes`, { text: '已电话沟通' })
const mentions = (client: LiveClient, from: number, id: Id): boolean => JSON.stringify(client.frames.slice(from)).includes(id)
const presenceOf = async (staffId: Id, caseId: Id): Promise<number> =>
  (await whole.house.fresh.db.query({ text: 'select 1 from case_presence where staff_id = $1 and case_id = $2', values: [staffId, caseId] })).rowCount

type Tried = { readonly cell: string; readonly wanted: string; readonly watch: string; readonly changed: readonly string[]; readonly told: boolean }

/** Has the case open, and is told when it changes; `known` is a case of the actor's own whose frame says that what came before has been told. */
async function tryScreen(screen: LiveClient, { actor, standing, subject, known }: { readonly actor: Actor; readonly standing: Standing; readonly subject: MadeCase; readonly known: MadeCase }): Promise<Tried> {
  const viewer = actor.viewer!
  const wanted = authorise(viewer, 'case.read', subject.facts)
  const { db } = whole.house.fresh
  const before = await printDatabase(db)
  screen.say({ type: 'watch', caseId: subject.id, state: 'viewing' })
  const watch = await Promise.race([
    screen.next('presence', (frame) => frame.caseId === subject.id && frame.people.some(({ id }) => id === viewer.id)).then(() => 'ok', String),
    ...(wanted === 'ok' ? [] : [screen.next('refused').then(() => 'hidden')]),
  ])
  const changed = [...changedTables(before, await printDatabase(db)), ...(wanted !== 'ok' && (await presenceOf(viewer.id, subject.id)) > 0 ? ['case_presence'] : [])]
  screen.say({ type: 'leave', caseId: subject.id })
  const from = screen.frames.length
  await note(subject.id)
  await note(known.id)
  await screen.next('cases', (frame) => screen.frames.indexOf(frame) >= from && frame.changed.some(({ id }) => id === known.id))
  return { cell: `${actor.name} on ${standing}`, wanted, watch, changed, told: mentions(screen, from, subject.id) }
}

it('each role may have open, and hears of, exactly the cases it may read; a refusal changes no row', async () => {
  const tried: Tried[] = []
  for (const actor of cast.actors.filter(({ viewer }) => viewer?.kind === 'staff')) {
    const known = await make.caseFor(actor, 'own')
    const screen = await knock(actor.as)
    for (const standing of ['own', 'team', 'stranger'] as const) tried.push(await tryScreen(screen, { actor, standing, subject: await make.caseFor(actor, standing), known }))
    await screen.close()
  }
  expect(tried.filter(({ wanted, watch, changed, told }) => watch !== wanted || changed.length > 0 || told !== (wanted === 'ok'))).toEqual([])
  expect(new Set(tried.map(({ wanted }) => wanted))).toEqual(new Set(['ok', 'hidden']))
}, 120_000)

it('a case that does not exist is refused like one that may not be seen', async () => {
  const [agent] = cast.actors
  const screen = await knock(agent!.as)
  const hidden = await make.caseFor(agent!, 'stranger')
  for (const caseId of [hidden.id, whole.house.house.newId()]) screen.say({ type: 'watch', caseId, state: 'replying' })
  expect([await screen.next('refused'), await screen.next('refused')]).toEqual([{ type: 'refused' }, { type: 'refused' }])
  await screen.close()
})

it('only people on our own pages get in: no stranger, no program, no page of others, no one-time password', async () => {
  const [agent] = cast.actors
  const program = cast.actors.find(({ viewer }) => viewer?.kind === 'api_key')!
  const statusOf = (knocking: Promise<LiveClient>): Promise<string> => knocking.then(() => 'let in', (error: Error) => error.message)
  const made = await whole.ground.call({ method: 'POST', url: '/api/v1/staff', as: whole.ground.admin.as, body: { number: 'xinren', name: '新人', roles: ['agent'], teamIds: [] } })
  const first = await whole.house.http.inject({ method: 'POST', url: '/api/v1/sessions', headers: { origin: 'http://localhost:3000' }, payload: { account: 'xinren', password: made.body['oneTimePassword'] ?? PASSWORD } })
  const newcomer = { cookie: String([first.headers['set-cookie']].flat()[0]).split(';')[0]! }
  expect(await Promise.all([
    statusOf(knock(null)),
    statusOf(knock(program.as)),
    statusOf(knock(agent!.as, { origin: 'https://evil.example' })),
    statusOf(knock(agent!.as, { origin: 'null' })),
    statusOf(knock({ cookie: `${(agent!.as as { cookie: string }).cookie.slice(0, -4)}AAAA` })),
    statusOf(knock(newcomer)),
  ])).toEqual(['refused with 401', 'refused with 403', 'refused with 403', 'refused with 403', 'refused with 401', 'refused with 403'])
})
