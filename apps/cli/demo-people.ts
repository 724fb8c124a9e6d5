import type { House } from '#apps/server/house.ts'
import { keepCompanyName } from '#apps/server/company.ts'
import { rolesOf } from '#capabilities/access/definition.ts'
import type { RoleGrants } from '#capabilities/access/core/permission.ts'
import { viewerFor, type Viewer } from '#capabilities/access/core/viewer.ts'
import { ensureAdministrator } from '#capabilities/access/server/ensure-administrator.ts'
import type { CommandContext } from '#capabilities/access/server/deps.ts'
import { staffCreated } from '#capabilities/access/server/staff-commands.ts'
import { mailFor, replacePassword } from '#capabilities/access/server/staff-store.ts'
import { archiveTeam, changeTeam, createTeam } from '#capabilities/access/server/team-commands.ts'
import { createMailbox } from '#capabilities/conversation/server/mailbox-changes.ts'
import { insertCustomer } from '#capabilities/customer/server/commands.ts'
import { normaliseAddress } from '#capabilities/customer/core/normalise-address.ts'
import { assert, must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { pickIndex, seededRng } from '#kernel/rng.ts'
import type { Statement } from '#platform/db/database.ts'
import type { DemoStaff, DemoTexts } from './demo-texts.ts'

/** Everybody signs in with this. */
export const DEMO_PASSWORD = 'yunyu-2026-demo'

/** Somebody who works here, as commands know them. */
export type DemoColleague = DemoStaff & { readonly id: Id; readonly teamId: Id; readonly viewer: Viewer }
export type DemoCustomer = { readonly id: Id; readonly kind: 'person' | 'company'; readonly name: string; readonly company: string; readonly address: string; readonly phone: string; readonly city: string; readonly title: string }
export type DemoCast = {
  readonly colleagues: ReadonlyMap<string, DemoColleague>
  readonly teams: ReadonlyMap<string, Id>
  readonly mailboxes: ReadonlyMap<string, { readonly id: Id; readonly address: string; readonly name: string }>
  readonly customers: readonly DemoCustomer[]
}

/** Hires everybody, forms the teams, opens the mailboxes and enters the customers: by the commands that a company uses for it. */
export async function settleCompany(house: House, texts: DemoTexts, many: number): Promise<DemoCast> {
  const { company } = texts
  const by = await administrator(house)
  const teams = await formTeams(house, by, texts)
  const colleagues = await hireAll(house, by, texts, teams)
  for (const { key, lead } of company.teams) await done(changeTeam(house.access, by.context('changeTeam'), by.viewer, idOf(teams, key), { leadId: must(colleagues.get(lead), 'a lead works here').id }))
  const mailboxes = new Map<string, { id: Id; address: string; name: string }>()
  for (const { key, name, address, team } of company.mailboxes) {
    const deps = { ...house, scenarioKnown: async () => true, checkMailbox: async () => ({ imap: null, smtp: null }) as never }
    const door = { host: 'mail.yunyu.example', port: 993, secure: true }
    const input = { name: `${name}（演示）`, address, imap: door, smtp: { ...door, port: 465 }, username: address, password: 'demo', scenario: 'after-sales', teamId: idOf(teams, team), active: true }
    const made = await done(createMailbox({ deps, context: by.context('createMailbox'), viewer: by.viewer }, input))
    mailboxes.set(key, { ...made, address, name })
  }
  await house.db.write([keepCompanyName(company.name)])
  return { colleagues, teams, mailboxes, customers: await enterCustomers(house, by, texts, many) }
}

const idOf = (teams: ReadonlyMap<string, Id>, key: string): Id => must(teams.get(key), `there is a team ${key}`)

async function done<T>(outcome: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false }>): Promise<T> {
  const answer = await outcome
  assert(answer.ok, `the demo is set up as a company would be: ${JSON.stringify(answer)}`)
  return answer.value
}

type By = { readonly viewer: Viewer; readonly roles: readonly RoleGrants[]; readonly hash: string; readonly context: (command: string) => CommandContext }

async function administrator(house: House): Promise<By> {
  await ensureAdministrator(house.access)
  const { rows } = await house.db.query({ text: `select id from staff where number = 'admin'`, values: [] })
  const id = must(rows[0], 'a company begins with an administrator')['id'] as Id
  const hash = await house.access.hasher.hash(DEMO_PASSWORD)
  await house.db.write(replacePassword({ staffId: id, hash, mustChange: false, at: house.now() }))
  const published = must(await house.handbooks.byId((await house.live.current()).id), 'the version in force was published')
  const roles = rolesOf(published.handbook) as readonly RoleGrants[]
  const context = (command: string): CommandContext => ({ at: house.now(), actor: { kind: 'staff', id }, command, commandId: house.newId(), requestId: null, settle: () => [] })
  return { viewer: viewerFor({ id, name: '管理员', roles: ['admin'], teamIds: [] }, roles), roles, hash, context }
}

/** The teams of the first start make room for the company's own. */
async function formTeams(house: House, { viewer, context }: By, { company }: DemoTexts): Promise<ReadonlyMap<string, Id>> {
  const { rows } = await house.db.query({ text: 'select id from teams where archived_at is null', values: [] })
  for (const row of rows) await done(archiveTeam(house.access, context('archiveTeam'), viewer, row['id'] as Id))
  const teams = new Map<string, Id>()
  for (const { key, name, role } of company.teams) teams.set(key, (await done(createTeam(house.access, context('createTeam'), viewer, { name, role }))).id)
  return teams
}

async function hireAll(house: House, { roles, hash, context }: By, { company }: DemoTexts, teams: ReadonlyMap<string, Id>): Promise<ReadonlyMap<string, DemoColleague>> {
  const colleagues = new Map<string, DemoColleague>()
  for (const person of company.staff) {
    const id = house.newId()
    const teamId = idOf(teams, person.team)
    const hired = { id, number: person.number, name: person.name, email: mailFor(person.number, undefined), locale: 'zh-CN' as const, roles: [person.role], teamIds: [teamId], passwordHash: hash, mustChangePassword: false }
    await house.db.write(staffCreated(house, context('createStaff'), hired, 'administrator'))
    colleagues.set(person.number, { ...person, id, teamId, viewer: viewerFor({ id, name: person.name, roles: [person.role], teamIds: [teamId] }, roles) })
  }
  return colleagues
}

type Named = { readonly zh: string; readonly pinyin: string }
const namesIn = (list: string): readonly Named[] => [...list.matchAll(/([\u4e00-\u9fff]+)([a-z]+)/g)].map(([, zh = '', pinyin = '']) => ({ zh, pinyin }))

async function enterCustomers(house: House, by: By, texts: DemoTexts, many: number): Promise<readonly DemoCustomer[]> {
  const { company } = texts
  const rng = seededRng(300)
  const oneOf = <T>(list: readonly T[]): T => list[pickIndex(rng, list.length)] as T
  const [surnames, given, firms] = [company.surnames, company.given, company.companies].map(namesIn) as [readonly Named[], readonly Named[], readonly Named[]]
  const customers: DemoCustomer[] = []
  const statements: Statement[] = []
  for (let index = 0; index < many; index += 1) {
    const kind = index % 3 === 2 ? 'company' : 'person'
    const [surname, name, firm] = [oneOf(surnames), oneOf(given), firms[Math.floor(index / 3) % firms.length] as Named]
    const city = oneOf(company.cities)
    const person = { name: `${surname.zh}${name.zh}`, company: kind === 'company' ? `${city}${firm.zh}${index >= firms.length * 3 ? '分店' : ''}` : '' }
    const address = kind === 'company' ? `${surname.pinyin}.${name.pinyin}@${firm.pinyin}${index}.example` : `${surname.pinyin}${name.pinyin}${index}@${oneOf(['example.com', 'example.net', 'example.org'])}`
    const phone = `1990000${String(1000 + index).padStart(4, '0').slice(-4)}`
    const id = house.newId()
    const contactPoints = ([['email', address], ['phone', phone]] as const).map(([means, value]) => ({ id: house.newId(), kind: means, value: must(normaliseAddress(means, value), 'the address is one') }))
    const customer = { id, kind, name: person.name, company: person.company === '' ? null : person.company, locale: 'zh-CN', tier: oneOf(company.tiers[kind]), contactPoints } as const
    statements.push(...insertCustomer(customer, house.now(), house.sealing, by.context('createCustomer')))
    customers.push({ id, kind, ...person, address, phone, city, title: oneOf(company.titles) })
  }
  await house.db.write(statements)
  return customers
}
