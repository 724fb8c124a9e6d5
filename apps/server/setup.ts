import { Type } from 'typebox'
import { SETUP_STEPS, type SetupStep } from '#capabilities/access/core/setup-step.ts'
import { ByStep, Company, CompanyChange, Setup } from '#capabilities/access/setup-contract.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import { scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import { contextOf, viewerOf } from '#capabilities/access/server/register-access.ts'
import type { Id } from '#kernel/id.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { appendNextEvent } from '#platform/events/append-next-event.ts'
import { forbidden } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { companyName, companyPhone, keepCompanyName, keepCompanyPhone } from './company.ts'
import type { House } from './house.ts'

const tags = ['setup'] as const
const KEY = 'setup.settled'
/** The company is one thing with one history. */
const STREAM = '00000000-0000-7000-8000-00000000c0ff' as Id
/** Who may take which step: the permission for everything. */
const NEEDED: Readonly<Record<SetupStep, Permission>> = { company: 'handbook.publish', hours: 'calendar.manage', mailbox: 'mailbox.manage', colleagues: 'staff.manage' }
type Settled = ReadonlySet<string>

/** The company's name, and what is still missing before the house can work. */
export function setupRoutes(app: Http, house: House): void {
  const { db } = house
  app.get('/api/v1/company', { schema: { tags, summary: '公司信息', response: { 200: Company } } }, async () => company(db))
  app.put('/api/v1/company', { schema: { tags, summary: '修改公司信息', body: CompanyChange, response: { 200: Company } } }, async (request) => {
    requireStep(viewerOf(request), 'company')
    const name = request.body.name.trim()
    const phone = request.body.phone?.trim()
    const context = contextOf(request, house, 'changeCompany')
    const fields = ['name', ...(phone === undefined ? [] : ['phone'])]
    await db.write([keepCompanyName(name), ...(phone === undefined ? [] : [keepCompanyPhone(phone)]), happened(house, context, { type: 'company.changed', data: { fields } }), ...context.settle({ company: STREAM })])
    return company(db)
  })
  app.get('/api/v1/setup', { schema: { tags, summary: '还有哪些初始设置没有完成', response: { 200: Setup } } }, async (request) => {
    const viewer = viewerOf(request)
    const [settled, done] = await Promise.all([settledSteps(db), doneSteps(db)])
    const items = SETUP_STEPS.filter((step) => scopeOf(viewer, NEEDED[step]) === 'all').map((step) => ({ step, done: done[step] || settled.has(step) }))
    return { items, welcome: items.some(({ step, done: isDone }) => step === 'company' && !isDone) && !settled.has('welcome') }
  })
  app.put('/api/v1/setup/:step', { schema: { tags, summary: '这一步已经定好，不再提醒', params: ByStep, response: { 204: Type.Null() } } }, async (request, reply) => {
    const { step } = request.params
    requireStep(viewerOf(request), step === 'welcome' ? 'company' : step)
    const context = contextOf(request, house, 'settleSetup')
    await db.write([keepSettled(step), happened(house, context, { type: 'setup.settled', data: { step } }), ...context.settle({ company: STREAM })])
    return reply.status(204).send(null)
  })
}

const company = async (db: Db) => ({ name: await companyName(db), phone: await companyPhone(db) })

function requireStep(viewer: Viewer, step: SetupStep): void {
  if (scopeOf(viewer, NEEDED[step]) !== 'all') throw forbidden(NEEDED[step])
}

async function settledSteps(db: Db): Promise<Settled> {
  const { rows } = await db.query({ name: 'setup.settled', text: 'select value from settings where key = $1', values: [KEY] })
  const value = rows[0]?.['value']
  return new Set(Array.isArray(value) ? value.map(String) : [])
}

const keepSettled = (step: string): Statement => ({
  name: 'setup.keep_settled',
  text: `insert into settings (key, value) values ($1, jsonb_build_array($2::text))
    on conflict (key) do update set value = case when settings.value ? $2 then settings.value else settings.value || jsonb_build_array($2::text) end`,
  values: [KEY, step],
})

/** What can be seen in the house itself: a name, a handbook that somebody has published, a mailbox, somebody beside the first administrator. */
async function doneSteps(db: Db): Promise<Readonly<Record<SetupStep, boolean>>> {
  const { rows } = await db.query({
    name: 'setup.done',
    text: `select exists (select 1 from handbook_versions where published_by is not null) as hours,
      exists (select 1 from mailboxes where archived_at is null) as mailbox,
      (select count(*) from (select 1 from staff limit 2) few) > 1 or exists (select 1 from staff_invitations) as colleagues`,
    values: [],
  })
  const row = rows[0] ?? {}
  return { company: (await companyName(db)) !== '', hours: row['hours'] === true, mailbox: row['mailbox'] === true, colleagues: row['colleagues'] === true }
}

type Happening = { readonly type: 'company.changed'; readonly data: { readonly fields: readonly string[] } } | { readonly type: 'setup.settled'; readonly data: { readonly step: string } }

const happened = (house: House, { at, actor, command, commandId, requestId }: ReturnType<typeof contextOf>, event: Happening): Statement =>
  appendNextEvent({ id: house.newId(), streamKind: 'company', streamId: STREAM, v: 1, occurredAt: at, recordedAt: at, actor, command, commandId, requestId, ...event })
