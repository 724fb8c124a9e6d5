import { authorise, may, mayOn, scopeOf } from '#capabilities/access/core/viewer.ts'
import type { AudienceSubject } from '#capabilities/access/core/audience.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { later, DAY, formatInstant } from '#kernel/instant.ts'
import type { Cast } from './access-actors.ts'
import type { CaseMaking, MadeCase, MakeSubject } from './filed-cases.ts'
import { declare, declareFiled, type Declaration, type Verdict } from './matrix.ts'
import type { WholeHouse } from './whole-house.ts'

const ONCE = ['stranger'] as const
const OTHERS = ['team', 'stranger'] as const
const EVERYONE = ['own', 'team', 'stranger'] as const
const PHONED = { scenario: 'after-sales', channel: 'phone', subject: '来电', text: '无法开机' }

/** Done by whoever has the role, or may do every step everywhere. */
const byRole = (permission: Permission, roles: readonly string[]) => (viewer: Viewer | null, facts: AudienceSubject): Verdict => {
  if (viewer === null) return 'unauthenticated'
  const verdict = authorise(viewer, permission, facts)
  const inRole = viewer.permissions['case.stand_in'] === 'all' || viewer.roles.some((role) => roles.includes(role))
  return verdict === 'ok' && !inRole ? 'forbidden' : verdict
}
const signedIn = (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : 'ok')
const holding = (permission: Permission) => (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : may(viewer, permission) ? 'ok' : 'forbidden')

/** The customer named has no case yet: there only for whoever sees all of them. */
const ofStranger = (permission: Permission, anywhere = false) => (viewer: Viewer | null, facts: AudienceSubject | null): Verdict => {
  if (viewer === null) return 'unauthenticated'
  const verdict = anywhere || facts === null ? (may(viewer, permission) ? 'ok' : 'forbidden') : authorise(viewer, permission, facts)
  return verdict === 'ok' && scopeOf(viewer, 'customer.read') !== 'all' ? 'hidden' : verdict
}
/** A new case is opened for a team the permission reaches. */
const forTeam = (viewer: Viewer | null, facts: AudienceSubject): Verdict => (viewer === null ? 'unauthenticated' : mayOn(viewer, 'case.open', facts) ? 'ok' : 'forbidden')

/** The routes of cases: one line each. */
export function caseDeclarations({ house }: WholeHouse, make: CaseMaking, { ourTeam, otherTeam }: Cast): readonly Declaration[] {
  const { on, asAdmin } = make
  const put = (route: string, permission: Permission, subject: MakeSubject) => declareFiled({ route: `PUT /api/v1/cases/:id${route}`, success: 200, permission, subject })
  const post = (route: string, permission: Permission, subject: MakeSubject, success = 200) => declareFiled({ route: `POST /api/v1/cases/:id${route}`, success, permission, subject })
  const take = (route: string, permission: Permission, subject: MakeSubject) => declareFiled({ route: `DELETE /api/v1/cases/:id${route}`, success: 200, permission, subject })
  const read = (route: string, subject: MakeSubject = make.reading) => declareFiled({ route: `GET /api/v1/cases/:id${route}`, success: 200, permission: 'case.read', subject })
  const inClock = (subject: MakeSubject) => make.withParams(subject, async (id) => ({ clock: await make.clockOf(id) }))
  const due = { dueAt: formatInstant(later(house.clock.now, 30 * DAY)), reason: '客户要求下周处理' }
  const setDue = async ({ id }: MadeCase) => asAdmin('PUT', `/cases/${id}/clocks/${await make.clockOf(id)}/due`, due)
  const linked: MakeSubject = async (actor, standing) => {
    const subject = await on(undefined)(actor, standing)
    const other = await make.another()
    await asAdmin('POST', `/cases/${String(subject.params?.['id'])}/links`, { otherId: other })
    return { ...subject, params: { ...subject.params, other } }
  }
  /** The other case stands to the actor as the first does. */
  const withOther = (field: string): MakeSubject => async (actor, standing) =>
    ({ ...(await on(undefined)(actor, standing)), body: { [field]: (await make.caseFor(actor, standing)).id } })
  /** The customer's word on a step of the agents is taken by agents. */
  const ofAgents = (route: string, subject: MakeSubject) =>
    declare<AudienceSubject>({ route: `POST /api/v1/cases/:id${route}`, success: 200, standings: EVERYONE, rule: byRole('case.confirm_for_customer', ['agent']), subject })
  const merged = on(undefined, async ({ id }) => asAdmin('POST', `/cases/${id}/merge`, { intoId: await make.another() }))

  return [
    // First, while there are few cases: a day has to pass for it.
    ofAgents('/surveys/:invitation/answer', make.scored),
    declare({ route: 'GET /api/v1/scenarios', success: 200, standings: ONCE, rule: signedIn, subject: async () => ({ facts: null }) }),
    declare({ route: 'GET /api/v1/scenarios/:key', success: 200, standings: ONCE, rule: signedIn, subject: async () => ({ facts: null, params: { key: 'after-sales' } }) }),
    declare({ route: 'GET /api/v1/cases', success: 200, standings: ONCE, rule: signedIn, subject: async () => ({ facts: null }) }),
    declare({ route: 'POST /api/v1/cases', success: 201, standings: ONCE, rule: holding('case.open'), subject: async () => ({ facts: null, body: PHONED }) }),
    declare({ route: 'POST /api/v1/cases', success: 201, standings: ONCE, rule: ofStranger('case.open', true), subject: async () => ({ facts: null, body: { ...PHONED, customerId: await make.customer() } }) }),
    declare<AudienceSubject>({ route: 'POST /api/v1/cases', success: 201, standings: OTHERS, rule: forTeam, subject: async (_actor, standing) => {
      const teamId = standing === 'team' ? ourTeam : otherTeam
      return { facts: { teamId, assigneeId: null, collaboratorIds: [] }, body: { ...PHONED, teamId } }
    } }),
    declare({ route: 'GET /api/v1/version-moves/cases', success: 200, standings: ONCE, rule: holding('case.move_version'), subject: async () => ({ facts: null, query: `?handbookId=${(await house.house.live.current()).id}` }) }),
    declare({ route: 'POST /api/v1/version-moves', success: 200, standings: ONCE, rule: holding('case.move_version'), subject: async () => ({ facts: null, body: { caseIds: [await make.another()], handbookId: (await house.house.live.current()).id, dryRun: true } }) }),

    read(''), read('/events'), read('/records'), read('/messages'), read('/knowledge-drafts'), read('/clocks'), read('/clocks/:clock/ledger', inClock(make.reading)),

    put('/classification', 'case.classify', on({ codes: { urgency: 'urgent' } })),
    put('/assignment', 'case.assign', on({ teamId: otherTeam, assigneeId: null })),
    put('/customer', 'case.classify', async (actor, standing) => on({ customerId: (await make.caseFor(actor, standing)).customerId })(actor, standing)),
    declare<AudienceSubject>({ route: 'PUT /api/v1/cases/:id/customer', success: 200, standings: EVERYONE, rule: ofStranger('case.classify'), subject: on(async () => ({ customerId: await make.customer() })) }),
    post('/replies', 'case.reply', on({ text: '您好，已收到。' })),
    post('/notes', 'case.note', on({ text: '先查保修。' })),
    post('/contacts', 'case.reply', on({ reached: true, text: '已电话说明' })),
    post('/wait', 'case.wait', on({ reason: 'customer-information' })),
    take('/wait', 'case.wait', on(undefined, ({ id }) => asAdmin('POST', `/cases/${id}/wait`, { reason: 'customer-information' }))),
    put('/clocks/:clock/due', 'case.due', inClock(on(due))),
    take('/clocks/:clock/due', 'case.due', inClock(on(undefined, setDue))),
    post('/dismissal', 'case.dismiss', on({ dismissal: 'spam' })),
    post('/reopening', 'case.reopen', on({}, ({ id }) => make.resolve(id))),
    post('/children', 'case.open', on({ scenario: 'after-sales' })),
    post('/links', 'case.link', withOther('otherId')),
    take('/links/:other', 'case.link', linked),
    post('/merge', 'case.merge', withOther('intoId')),
    take('/merge', 'case.merge', merged),
    post('/splits', 'case.split', on(({ messageId }) => ({ messageIds: [messageId], subject: '另一件事' })), 201),
    ofAgents('/confirmations/:confirmation/answer', make.asked),
    ofAgents('/confirmations/:confirmation/sending', make.sends),
    ofAgents('/customer-links', make.wantsLink),

    declare<AudienceSubject>({
      route: 'POST /api/v1/cases/:id/steps/:step/completion', success: 200, standings: EVERYONE, rule: byRole('case.step', ['agent']),
      subject: make.withParams(on({ form: make.INTAKE }), async () => ({ step: 'intake' })),
    }),
    declare<AudienceSubject>({
      route: 'POST /api/v1/cases/:id/records', success: 200, standings: EVERYONE, rule: byRole('case.step', ['agent', 'tech_support', 'engineer', 'supervisor']),
      subject: on({ record: 'news', form: { words: { news: '配件明天到' } } }),
    }),
  ]
}
