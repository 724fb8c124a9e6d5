import type { AudienceSubject } from '#capabilities/access/core/audience.ts'
import { DAY, HOUR, later } from '#kernel/instant.ts'
import type { Id } from '#kernel/id.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'
import type { Cast } from './access-actors.ts'
import type { Actor, Standing, Subject } from './matrix.ts'
import type { WholeHouse } from './whole-house.ts'

/** A case made by the real commands, filed as the standing says. */
export type MadeCase = { readonly id: Id; readonly facts: AudienceSubject; readonly messageId: Id; readonly customerId: Id }
export type MakeSubject = (actor: Actor, standing: Standing) => Promise<Subject<AudienceSubject>>
/** As many as there are tries of one route. */
const SCORES = 20
type Body = Readonly<Record<string, unknown>>

const INTAKE = { codes: { urgency: 'ordinary', type: 'question', complexity: 'simple' }, words: { symptom: '打印机不动了', need: '恢复打印' } }

/** Makes cases, customers and what lies in them. Everything is asked of the server as the administrator. */
export function casesFor({ house, ground }: WholeHouse, { ourTeam, otherTeam }: Cast) {
  let made = 0
  const asAdmin = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object): Promise<Body> => {
    const answer = await ground.call({ method, url: `/api/v1${url}`, as: ground.admin.as, ...(body === undefined ? {} : { body }) })
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const idOf = (body: Body, name = 'id'): Id => body[name] as Id
  const customer = async (): Promise<Id> =>
    idOf(await asAdmin('POST', '/customers', { name: `王丽 ${++made}`, contactPoints: [{ kind: 'email', value: `wangli${made}@example.com` }] }))

  async function open(teamId: Id): Promise<Omit<MadeCase, 'facts'>> {
    const customerId = await customer()
    const body = await asAdmin('POST', '/cases', { scenario: 'after-sales', channel: 'phone', subject: '打印机', text: '不动了', teamId, customerId })
    const ids = body['ids'] as Body
    return { id: idOf(body, 'case'), messageId: idOf(ids, 'message'), customerId }
  }

  /** Owned by the actor's own team, or by another team and then perhaps in the actor's own hands. */
  async function filed(case_: Omit<MadeCase, 'facts'>, actor: Actor, standing: Standing): Promise<MadeCase> {
    const teamId = standing === 'team' ? ourTeam : otherTeam
    const assigneeId = standing === 'own' && actor.viewer !== null ? actor.viewer.id : null
    if (standing === 'own') await asAdmin('PUT', `/cases/${case_.id}/assignment`, { teamId, assigneeId })
    return { ...case_, facts: { teamId, assigneeId, collaboratorIds: [] } }
  }
  const caseFor = async (actor: Actor, standing: Standing): Promise<MadeCase> => filed(await open(standing === 'team' ? ourTeam : otherTeam), actor, standing)

  const view = (id: Id): Promise<Body> => asAdmin('GET', `/cases/${id}`)
  const stepOf = async (id: Id, key: string): Promise<Body> => ((await view(id))['steps'] as Body[]).find((step) => step['key'] === key) ?? {}
  const complete = (id: Id, step: string, form: object) => asAdmin('POST', `/cases/${id}/steps/${step}/completion`, { form })

  /** The need is asked back and waits for the customer's word. */
  async function asked(actor: Actor, standing: Standing): Promise<Subject<AudienceSubject>> {
    const { id, facts } = await caseFor(actor, standing)
    await complete(id, 'intake', INTAKE)
    return { facts, params: { id, confirmation: String((await stepOf(id, 'need'))['confirmationId']) }, body: { confirmed: true, note: '电话里同意' } }
  }

  /** The question that waits is sent. */
  async function sends(actor: Actor, standing: Standing): Promise<Subject<AudienceSubject>> {
    return { ...(await asked(actor, standing)), body: {} }
  }

  /** The link of the question that waits. */
  async function wantsLink(actor: Actor, standing: Standing): Promise<Subject<AudienceSubject>> {
    const { facts, params = {} } = await asked(actor, standing)
    const { confirmation = '', ...rest } = params
    return { facts, params: rest, body: { of: confirmation } }
  }

  async function resolve(id: Id): Promise<void> {
    await complete(id, 'intake', INTAKE)
    await complete(id, 'answer', { codes: { result: 'answered' }, words: { answer: '已恢复' } })
    await asAdmin('POST', `/cases/${id}/confirmations/${String((await stepOf(id, 'closing'))['confirmationId'])}/answer`, { confirmed: true, note: '电话里说好了' })
  }

  /** The call-back opens a day after, so all these cases are made at once and wait together. */
  let waiting: Promise<Omit<MadeCase, 'facts'>[]> | null = null
  async function readyForScore(count: number): Promise<Omit<MadeCase, 'facts'>[]> {
    const cases: Omit<MadeCase, 'facts'>[] = []
    for (let n = 0; n < count; n++) {
      const case_ = await open(otherTeam)
      await resolve(case_.id)
      cases.push(case_)
    }
    house.clock.now = later(house.clock.now, DAY + HOUR)
    await house.settle()
    return cases
  }
  async function scored(actor: Actor, standing: Standing): Promise<Subject<AudienceSubject>> {
    waiting ??= readyForScore(SCORES)
    const case_ = (await waiting).pop()
    if (case_ === undefined) throw new Error('more cases wait for their score')
    const teamId = standing === 'team' ? ourTeam : otherTeam
    const assigneeId = standing === 'own' && actor.viewer !== null ? actor.viewer.id : null
    await asAdmin('PUT', `/cases/${case_.id}/assignment`, { teamId, assigneeId })
    const [invitation] = (await view(case_.id))['invitations'] as Body[]
    const { collaboratorIds } = (await view(case_.id)) as { collaboratorIds?: Id[] }
    return { facts: { teamId, assigneeId, collaboratorIds: collaboratorIds ?? [] }, params: { id: case_.id, invitation: String(invitation?.['id']) }, body: { score: 5 } }
  }

  /** A case as it is, after something the administrator did to it, with a body that is right for it. */
  const on = (body: object | ((case_: MadeCase) => object | Promise<object>) | undefined, before?: (case_: MadeCase) => Promise<unknown>): MakeSubject => async (actor, standing) => {
    const case_ = await caseFor(actor, standing)
    await before?.(case_)
    const wanted = typeof body === 'function' ? await body(case_) : body
    return { facts: case_.facts, params: { id: case_.id }, ...(wanted === undefined ? {} : { body: wanted }) }
  }
  /** What only reads may be tried on one case again and again. */
  const shared = new Map<string, Promise<MadeCase>>()
  const reading: MakeSubject = async (actor, standing) => {
    const name = `${actor.name} ${standing}`
    const made = shared.get(name) ?? caseFor(actor, standing)
    shared.set(name, made)
    const { id, facts } = await made
    return { facts, params: { id } }
  }
  const withParams = (make: MakeSubject, params: (id: Id) => Promise<Readonly<Record<string, string>>>): MakeSubject => async (actor, standing) => {
    const subject = await make(actor, standing)
    return { ...subject, params: { ...subject.params, ...(await params(subject.params?.['id'] as Id)) } }
  }
  const clockOf = async (id: Id): Promise<string> => String(((await view(id))['clocks'] as Body[]).find(({ status }) => status === 'running')?.['id'])
  const another = async (): Promise<Id> => (await open(ourTeam)).id

  /** Replies need a mailbox to leave from; nothing is sent in a test. */
  const openMailbox = (): Promise<unknown> =>
    house.fresh.db.query(mailboxRow(house.house.sealing, house.clock.now, { id: house.house.newId(), address: 'service@example.com', username: 'service', password: 'secret' }))

  return { asAdmin, openMailbox, customer, caseFor, on, reading, withParams, asked, wantsLink, sends, scored, resolve, clockOf, another, stepOf, INTAKE }
}

export type CaseMaking = ReturnType<typeof casesFor>
