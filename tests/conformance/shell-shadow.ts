import { expect } from 'vitest'
import { parse, stringify } from 'yaml'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import { DEFAULT_HANDBOOK } from '#apps/server/start.ts'
import type { HandbookFile } from '#capabilities/handbook/core/section.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { type Instant } from '#kernel/instant.ts'
import { PERMISSIONS } from '#capabilities/access/core/permission.ts'
import type { Actor } from '#capabilities/case/core/case-command.ts'
import { insertCustomer } from '#capabilities/customer/server/commands.ts'
import { customers, staff, teams } from '#scenarios/cast.ts'
import type { Story } from '#scenarios/story.ts'
import { playMove } from '#sim/play-move.ts'
import type { Opening, Untimed } from '#sim/simulate.ts'
import { FIRST_VERSION, instantOf, setStage, type Manual, type Stage } from '#sim/stage.ts'
import { openTestHouse, type TestHouse } from '#tests/setup/test-house.ts'
import { announce, forgetAnnounced, isAdministered, publish, publishRenamed, type Administered } from './ask-administrators.ts'
import { askByDoor, openByDoor, type Doors } from './ask-over-http.ts'

/** What the simulation was asked, to be asked of the real shell as well. */
type Errand = { readonly actor: Actor; readonly opening: Opening } | { readonly actor: Actor; readonly caseId: Id; readonly command: Untimed }

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** The real shell, in virtual time, with the cast of the stories living in it. `ids` are theirs by those of the cast. */
export type Shadow = { readonly house: TestHouse; readonly files: readonly HandbookFile[]; readonly ids: ReadonlyMap<string, string>; readonly doors: Doors }

export async function openShadow(start: Instant): Promise<Shadow> {
  const files = await openHandedOut()
  const house = await openTestHouse({ at: start, files, mailbox: true })
  const ids = new Map<string, string>()
  const cookies = new Map<string, string>()
  const byRole = await house.teams()
  for (const team of Object.values(teams)) ids.set(team.id, must(byRole.get(team.role), `a team of ${team.role} stands from the first day`))
  for (const [name, { id, roles, team }] of Object.entries(staff)) {
    const person = await house.hire(name.toLowerCase(), roles, [must(ids.get(teams[team].id), 'teams come first') as Id])
    ids.set(id, person.id)
    cookies.set(person.id, person.cookie)
  }
  for (const { id, lead } of Object.values(teams)) await house.fresh.db.query({ text: 'update teams set lead_id = $2 where id = $1', values: [ids.get(id), ids.get(staff[lead].id)] })
  for (const { id, name, tier, mail } of Object.values(customers)) {
    ids.set(id, id)
    await house.fresh.db.write(insertCustomer({ id, kind: 'person', name, company: null, locale: 'zh-CN', tier, contactPoints: mail ? [{ id: house.house.newId(), kind: 'email', value: addressOf(id) }] : [] }, start, house.house.sealing))
  }
  const doors: Doors = { house, cookieOf: (id) => must(cookies.get(id), 'colleagues of the cast are signed in'), addressOf }
  return { house, files, ids, doors }
}

const addressOf = (customerId: string): string => `${customerId.slice(-3)}@customer.test`

/** Who sees and may do what is another test's business: here every role of the handbook reaches every case, each step in its own role. */
async function openHandedOut(): Promise<readonly HandbookFile[]> {
  const files = must(await readHandbookFolder(DEFAULT_HANDBOOK), 'the handbook comes with the product')
  const everything = Object.fromEntries(PERMISSIONS.filter((permission) => permission !== 'case.stand_in').map((permission) => [permission, 'all']))
  return files.map((file) => {
    if (file.path !== 'roles.yaml') return file
    const roles = parse(file.text) as { key: string; permissions: object }[]
    return { path: file.path, text: stringify(roles.map((role) => (role.key === 'admin' ? role : { ...role, permissions: everything }))) }
  })
}

/** Plays a story on the simulator and, command by command, on the real shell; both histories must be equal, ids apart. */
export async function shadowed(shadow: Shadow, story: Story, manual: Manual): Promise<void> {
  const { house } = shadow
  const start = instantOf(must(story.steps[0], 'a story begins').at)
  await clearedAt(house, start)
  const compared: Compared = { sequence: await lastSequence(house), entries: 0 }
  const versions = new Map([[FIRST_VERSION, (await house.house.cases.handbooks.current()).id]])
  const errands: Errand[] = []
  const stage = listening(setStage(manual, start), errands)
  const ids = new Map(shadow.ids)
  for (const step of story.steps) {
    stage.simulation.advanceTo(instantOf(step.at))
    await house.advanceTo(instantOf(step.at))
    await learn({ shadow, ids, versions }, stage, compared)
    if (!('does' in step)) continue
    playMove(stage, step)
    if (isAdministered(step.does)) await administer(shadow, step.does, versions)
    await ask({ shadow, ids, versions }, errands.splice(0))
    stage.simulation.advanceTo(stage.simulation.now())
    await house.settle()
    await learn({ shadow, ids, versions }, stage, compared)
  }
  if (versions.size > 1) await publish(house, shadow.files)
}

/** A house without cases (what has happened stays in the log), its clock set to the story's beginning. */
async function clearedAt(house: TestHouse, start: Instant): Promise<void> {
  await house.fresh.db.query({ text: 'truncate cases, outbox cascade', values: [] })
  house.clock.now = start
  await forgetAnnounced(house)
}

/** How the story's names stand in the shell: ids of cases and people, versions of the manual. */
type Translation = { readonly shadow: Shadow; readonly ids: Map<string, string>; readonly versions: Map<string, string> }

async function administer({ house, files }: Shadow, does: Administered, versions: Map<string, string>): Promise<void> {
  if (does.do === 'announce') return announce(house, does)
  versions.set(does.version, await publishRenamed(house, files, does.renames))
}

function listening(stage: Stage, errands: Errand[]): Stage {
  const { simulation } = stage
  return {
    ...stage,
    simulation: {
      ...simulation,
      open: (actor, opening) => {
        errands.push({ actor, opening })
        return simulation.open(actor, opening)
      },
      issue: (actor, caseId, command) => {
        errands.push({ actor, caseId, command })
        return simulation.issue(actor, caseId, command)
      },
    },
  }
}

/** What a move asks, in the shell's own ids, through the door of whoever asks. A split opens and links the new case by itself. */
async function ask({ shadow: { doors }, ids, versions }: Translation, [simulated, next]: readonly Errand[]): Promise<void> {
  if (simulated === undefined) return
  const errand = JSON.parse(inVersions(JSON.stringify(simulated), versions).replaceAll(UUID, (id) => ids.get(id) ?? id)) as Errand
  const linked = next !== undefined && 'command' in next && next.command.type === 'link' ? (ids.get(next.command.otherId) ?? null) : null
  if ('opening' in errand) await openByDoor(doors, errand.actor, errand.opening, linked as Id | null)
  else await askByDoor(doors, errand.actor, errand.caseId, errand.command)
}

/** How far both logs were compared. */
type Compared = { sequence: number; entries: number }

/** Compares what has happened since, and learns which id of the shell stands for which of the simulation. */
async function learn({ shadow: { house }, ids, versions }: Translation, stage: Stage, compared: Compared): Promise<void> {
  const simulated = stage.simulation.log.slice(compared.entries).map((entry) => inVersions(sorted(entry), versions))
  const { rows } = await house.fresh.db.query({ text: `select seq, stream_id, type, actor_kind, (extract(epoch from occurred_at) * 1000)::bigint as at, data from events where seq > $1 and stream_kind = 'case' order by seq`, values: [compared.sequence] })
  const lived = rows.map((row) => sorted({ caseId: row['stream_id'], actor: row['actor_kind'], event: { ...(row['data'] as object), type: row['type'], at: Number(row['at']) } }))
  const known = new Map(ids)
  for (const [index, line] of simulated.entries()) pair(line, lived[index] ?? '', known)
  expect(lived.map(unnumbered)).toEqual(simulated.map((line) => unnumbered(line.replaceAll(UUID, (id) => known.get(id) ?? id))))
  for (const [from, to] of known) ids.set(from, to)
  compared.entries += simulated.length
  compared.sequence = Number(rows.at(-1)?.['seq'] ?? compared.sequence)
}

/** Versions of the manual by the ids they have in the shell. */
const inVersions = (line: string, versions: ReadonlyMap<string, string>): string =>
  line.replaceAll(/"handbook":"([^"]+)"/g, (whole, name: string) => (versions.has(name) ? `"handbook":"${versions.get(name)}"` : whole))

function pair(simulated: string, lived: string, ids: Map<string, string>): void {
  const theirs = lived.match(UUID) ?? []
  for (const [index, id] of (simulated.match(UUID) ?? []).entries()) {
    const other = theirs[index]
    if (other !== undefined && !ids.has(id)) ids.set(id, other)
  }
}

/** Serials of a day go on from story to story. */
const unnumbered = (line: string): string => line.replace(/("number":"[A-Z]+-\d{8})-\d+"/, '$1"')

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner))

async function lastSequence({ fresh }: TestHouse): Promise<number> {
  const { rows } = await fresh.db.query({ text: 'select coalesce(max(seq), 0)::bigint as seq from events', values: [] })
  return Number(rows[0]?.['seq'])
}
