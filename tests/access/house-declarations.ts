import type { Permission } from '#capabilities/access/core/permission.ts'
import { may, scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import { DEFAULT_HANDBOOK } from '#apps/server/start.ts'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import type { CaseMaking, MakeSubject } from './filed-cases.ts'
import { declare, declareFiled, type Actor, type Declaration, type Verdict } from './matrix.ts'
import type { WholeHouse } from './whole-house.ts'

const ONCE = ['stranger'] as const
const OWN = ['own', 'stranger'] as const

const anybody = (): Verdict => 'ok'
const signedIn = (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : 'ok')
const person = (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : viewer.kind === 'staff' ? 'ok' : 'forbidden')
const holding = (permission: Permission) => (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : may(viewer, permission) ? 'ok' : 'forbidden')
const everywhere = (permission: Permission) => (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : scopeOf(viewer, permission) === 'all' ? 'ok' : 'forbidden')

/** A calendar stands in the manual: changing it takes the permission for both. */
const publishingCalendars = (viewer: Viewer | null): Verdict => (everywhere('calendar.manage')(viewer) === 'ok' ? everywhere('handbook.publish')(viewer) : everywhere('calendar.manage')(viewer))

/** Customers, seen through the cases they have: one line each. */
export function customerDeclarations(make: CaseMaking): readonly Declaration[] {
  const { asAdmin } = make
  /** The customer of a case that is filed as the standing says. */
  const of = (body?: object | ((id: Id) => Promise<object>), before?: (id: Id) => Promise<unknown>): MakeSubject => async (actor, standing) => {
    const { customerId, facts } = await make.caseFor(actor, standing)
    await before?.(customerId)
    const wanted = typeof body === 'function' ? await body(customerId) : body
    return { facts, params: { id: customerId }, ...(wanted === undefined ? {} : { body: wanted }) }
  }
  const filed = (route: string, permission: Permission, success: number, subject: MakeSubject) =>
    declareFiled({ route: route.replace('/', '/api/v1/'), success, permission, reading: 'customer.read', subject })
  const withPoint: MakeSubject = async (actor, standing) => {
    const subject = await of()(actor, standing)
    const view = await asAdmin('GET', `/customers/${String(subject.params?.['id'])}`)
    return { ...subject, params: { ...subject.params, point: String((view['contactPoints'] as { id: string }[])[0]?.id) } }
  }
  const ofClosed: MakeSubject = async (actor, standing) => {
    const { id, customerId, facts } = await make.caseFor(actor, standing)
    await asAdmin('POST', `/cases/${id}/dismissal`, { dismissal: 'spam' })
    return { facts, params: { id: customerId }, body: { reason: 'requested', confirm: String((await asAdmin('GET', `/customers/${customerId}`))['name']) } }
  }
  let phones = 0
  return [
    declare({ route: 'GET /api/v1/customers', success: 200, standings: ONCE, rule: holding('customer.read'), subject: async () => ({ facts: null }) }),
    declare({ route: 'POST /api/v1/customers', success: 201, standings: ONCE, rule: holding('customer.edit'), subject: async () => ({ facts: null, body: { name: '陈宇' } }) }),
    declare({ route: 'GET /api/v1/customer-tiers', success: 200, standings: ONCE, rule: signedIn, subject: async () => ({ facts: null }) }),
    declare({ route: 'POST /api/v1/customers/look-ups', success: 200, standings: ONCE, rule: holding('customer.read'), subject: async () => ({ facts: null, body: { address: 'wangli1@example.com' } }) }),
    declare({ route: 'POST /api/v1/customers/lookup', success: 200, standings: ONCE, rule: holding('case.open'), subject: async () => ({ facts: null, body: { address: 'wangli1@example.com', reason: 'call' } }) }),
    filed('GET /customers/:id', 'customer.read', 200, of()),
    filed('POST /customers/:id/disclosures', 'customer.read_full', 200, of({ reason: 'contact' })),
    filed('PATCH /customers/:id', 'customer.edit', 200, of({ name: '王丽娜' })),
    filed('POST /customers/:id/contact-points', 'customer.edit', 201, of(async () => ({ kind: 'phone', value: `1381234${String(1000 + ++phones)}` }))),
    filed('DELETE /customers/:id/contact-points/:point', 'customer.edit', 204, withPoint),
    filed('POST /customers/:id/archival', 'customer.edit', 204, of()),
    filed('DELETE /customers/:id/archival', 'customer.edit', 204, of(undefined, (id) => asAdmin('POST', `/customers/${id}/archival`))),
    filed('POST /customers/:id/erasure', 'customer.erase', 204, ofClosed),
    filed('POST /customers/:id/merge', 'customer.merge', 204, of(async () => ({ into: await make.customer() }))),
    filed('DELETE /customers/:id/merge', 'customer.merge', 204, of(undefined, async (id) => asAdmin('POST', `/customers/${id}/merge`, { into: await make.customer() }))),
  ]
}

/** Calendars, the manual, notices, the history: one line each. */
export function administrationDeclarations({ house }: WholeHouse, make: CaseMaking): readonly Declaration[] {
  const nothing = (body?: object, params?: Readonly<Record<string, string>>) => async () => ({ facts: null, ...(body === undefined ? {} : { body }), ...(params === undefined ? {} : { params }) })
  let minute = 0
  const hours = (hour: number, past = 0) => ({ timezone: 'Asia/Shanghai', week: { mon: [['09:00', `${hour}:${String(past).padStart(2, '0')}`]] }, holidays: [], workdays: [], exceptions: [] })
  let years = 2030
  let versions = 0
  const newVersion = async () => {
    const files = must(await readHandbookFolder(DEFAULT_HANDBOOK), 'the handbook ships with the product')
    versions += 1
    return { facts: null, body: { files: files.map((file) => (file.path === 'roles.yaml' ? { ...file, text: `${file.text}\n# ${versions}\n` } : file)) } }
  }
  const notice = async ({ viewer }: Actor, standing: string) => {
    const staffId = standing === 'own' && viewer !== null ? viewer.id : house.admin.id
    const id = house.house.newId()
    await house.fresh.db.query({
      text: `insert into notifications (id, staff_id, case_id, about, created_at, dedup_id) values ($1, $2, $3, 'clock.warned', $4, $5)`,
      values: [id, staffId, await make.another(), formatInstant(house.clock.now), id],
    })
    return { facts: { mine: staffId === viewer?.id }, params: { id } }
  }
  return [
    declare({ route: 'GET /api/v1/health', success: 200, standings: ONCE, rule: anybody, subject: nothing() }),
    declare({ route: 'GET /api/v1/calendars', success: 200, standings: ONCE, rule: signedIn, subject: nothing() }),
    declare({ route: 'GET /api/v1/calendars/statutory/:year', success: 200, standings: ONCE, rule: signedIn, subject: nothing(undefined, { year: '2026' }) }),
    declare({ route: 'POST /api/v1/calendars/:key/trial', success: 200, standings: ONCE, rule: publishingCalendars, subject: nothing(hours(18), { key: 'office' }) }),
    declare({ route: 'PUT /api/v1/calendars/:key', success: 200, standings: ONCE, rule: publishingCalendars, subject: async () => {
      minute += 1
      return { facts: null, params: { key: 'office' }, body: hours(18, minute) }
    } }),
    declare({ route: 'PUT /api/v1/calendars/statutory/:year', success: 200, standings: ONCE, rule: everywhere('calendar.manage'), subject: async () => {
      years += 1
      return { facts: null, params: { year: String(years) }, body: { holidays: [`${years}-01-01`], workdays: [] } }
    } }),
    declare({ route: 'GET /api/v1/company', success: 200, standings: ONCE, rule: signedIn, subject: nothing() }),
    declare({ route: 'PUT /api/v1/company', success: 200, standings: ONCE, rule: everywhere('handbook.publish'), subject: nothing({ name: '清风科技' }) }),
    declare({ route: 'GET /api/v1/setup', success: 200, standings: ONCE, rule: signedIn, subject: nothing() }),
    declare({ route: 'PUT /api/v1/setup/:step', success: 204, standings: ONCE, rule: everywhere('staff.manage'), subject: nothing(undefined, { step: 'colleagues' }) }),
    declare({ route: 'GET /api/v1/handbook/versions', success: 200, standings: ONCE, rule: signedIn, subject: nothing() }),
    declare({ route: 'POST /api/v1/handbook/versions', success: 201, standings: ONCE, rule: everywhere('handbook.publish'), subject: newVersion }),
    declare({ route: 'GET /api/v1/handbook/scenarios/:key/flowchart', success: 200, standings: ONCE, rule: signedIn, subject: nothing(undefined, { key: 'after-sales' }) }),
    declare({ route: 'GET /api/v1/handbook', success: 200, standings: ONCE, rule: signedIn, subject: nothing() }),
    declare({ route: 'GET /api/v1/handbook/scenarios/:key', success: 200, standings: ONCE, rule: signedIn, subject: nothing(undefined, { key: 'after-sales' }) }),
    declare({ route: 'GET /api/v1/handbook/clauses', success: 200, standings: ONCE, rule: signedIn, subject: nothing() }),
    declare({ route: 'GET /api/v1/handbook/clauses/:id', success: 200, standings: ONCE, rule: signedIn, subject: nothing(undefined, { id: 'AFT-01' }) }),
    declare({ route: 'GET /api/v1/handbook/changes', success: 200, standings: ONCE, rule: signedIn, subject: async () => {
      const { id } = (await house.house.live.current())
      return { facts: null, query: `?from=${id}&to=${id}` }
    } }),
    declare({ route: 'POST /api/v1/handbook/drafts', success: 200, standings: ONCE, rule: everywhere('handbook.publish'), subject: newVersion }),
    declare({ route: 'GET /api/v1/live', success: 426, standings: ONCE, rule: person, subject: nothing() }),
    declare({
      route: 'GET /api/v1/search', success: 200, standings: ONCE, subject: async () => ({ facts: null, query: '?q=wangli' }),
      rule: (viewer) => (holding('customer.read')(viewer) === 'ok' ? 'ok' : holding('case.read')(viewer)),
    }),
    declare({ route: 'GET /api/v1/notifications', success: 200, standings: ONCE, rule: person, subject: nothing() }),
    declare({ route: 'POST /api/v1/notifications/reading', success: 204, standings: ONCE, rule: person, subject: nothing() }),
    declare({
      route: 'POST /api/v1/notifications/:id/reading', success: 204, standings: OWN, subject: notice,
      rule: (viewer, { mine }: { readonly mine: boolean }) => (person(viewer) !== 'ok' ? person(viewer) : mine ? 'ok' : 'hidden'),
    }),
    declare({ route: 'GET /api/v1/attainment', success: 200, standings: ONCE, rule: everywhere('report.read'), subject: nothing() }),
    declare({ route: 'GET /api/v1/attainment/:clause/weeks', success: 200, standings: ONCE, rule: everywhere('report.read'), subject: async () => ({
      facts: null, params: { clause: 'AFT-01' }, query: '?from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z&zone=Asia/Shanghai',
    }) }),
    declare({ route: 'GET /api/v1/attainment/:clause/cases', success: 200, standings: ONCE, rule: holding('report.read'), subject: nothing(undefined, { clause: 'AFT-01' }) }),
    declare({ route: 'GET /api/v1/events', success: 200, standings: ONCE, rule: everywhere('audit.read'), subject: nothing() }),
    declare({ route: 'GET /api/v1/events/export', success: 200, standings: ONCE, rule: everywhere('audit.read'), subject: nothing() }),
    declare({
      route: 'GET /api/v1/health/details', success: 200, standings: ONCE, subject: nothing(),
      rule: (viewer) => (everywhere('audit.read')(viewer) === 'ok' ? 'ok' : everywhere('outbox.manage')(viewer)),
    }),
  ]
}
