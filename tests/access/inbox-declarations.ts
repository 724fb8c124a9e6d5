import { may, scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { CaseMaking } from './filed-cases.ts'
import { declare, declareFiled, type Actor, type Declaration, type Standing, type Verdict } from './matrix.ts'
import type { WholeHouse } from './whole-house.ts'

const ONCE = ['stranger'] as const
const OWN = ['own', 'stranger'] as const

const signedIn = (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : 'ok')
const person = (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : viewer.kind === 'staff' ? 'ok' : 'forbidden')
const holding = (permission: Permission) => (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : may(viewer, permission) ? 'ok' : 'forbidden')
const sharing = (viewer: Viewer | null): Verdict => (person(viewer) !== 'ok' ? person(viewer) : scopeOf(viewer!, 'view.share') === 'all' ? 'ok' : 'forbidden')
type Mine = { readonly mine: boolean }
/** What belongs to others is not there. */
const ofWhoeverRan = (viewer: Viewer | null, { mine }: Mine): Verdict => (viewer === null ? 'unauthenticated' : mine ? 'ok' : 'hidden')
/** What others share with everybody is there, and looked after by whoever may share so. */
const ofOwner = (viewer: Viewer | null, { mine }: Mine): Verdict => (mine ? person(viewer) : sharing(viewer))

/** Numbers, views and batches of the inbox: one line each. */
export function inboxDeclarations({ house }: WholeHouse, make: CaseMaking): readonly Declaration[] {
  const { db } = house.fresh
  const at = formatInstant(house.clock.now)
  let views = 0
  const view = (body?: object) => async ({ viewer }: Actor, standing: Standing) => {
    const ownerId = standing === 'own' && viewer !== null ? viewer.id : house.admin.id
    const id = house.house.newId()
    views += 1
    await db.query({
      text: `insert into case_views (id, owner_id, name, filters, sort, columns, density, shared, position, is_default, created_at, updated_at) values ($1, $2, $3, '{}', 'due', '{}', 'middle', 'all', 0, false, $4, $4)`,
      values: [id, ownerId, `视图 ${views}`, at],
    })
    return { facts: { mine: ownerId === viewer?.id }, params: { id }, ...(body === undefined ? {} : { body }) }
  }
  /** A batch of this actor, or the administrator's. */
  const batch = async ({ viewer }: Actor, standing: Standing) => {
    const id = house.house.newId()
    const actorId: Id = standing === 'own' && viewer !== null ? viewer.id : house.admin.id
    const caseId = await make.another()
    await db.write([
      { text: `insert into case_batches (id, actor_kind, actor_id, action, more, created_at) values ($1, 'staff', $2, '{"type":"read"}', false, $3)`, values: [id, actorId, formatInstant(house.clock.now)] },
      { text: `insert into case_batch_items (batch_id, case_id, position, outcome, before) values ($1, $2, 0, 'changed', '{"type":"read","toldAt":null,"receivedAt":null}')`, values: [id, caseId] },
    ])
    return { facts: { mine: actorId === viewer?.id }, params: { id } }
  }
  return [
    declare({ route: 'GET /api/v1/cases/counts', success: 200, standings: ONCE, rule: signedIn, subject: async () => ({ facts: null, query: '?views=all' }) }),
    declare({ route: 'GET /api/v1/overview', success: 200, standings: ONCE, rule: holding('report.read'), subject: async () => ({ facts: null }) }),
    declare({ route: 'GET /api/v1/customer-briefs', success: 200, standings: ONCE, rule: holding('customer.read'), subject: async () => ({ facts: null, query: `?ids=${await make.customer()}` }) }),
    declareFiled({ route: 'POST /api/v1/cases/:id/reading', success: 200, permission: 'case.reply', subject: make.on(undefined, ({ id }) => make.asAdmin('DELETE', `/cases/${id}/reading`)) }),
    declareFiled({ route: 'DELETE /api/v1/cases/:id/reading', success: 200, permission: 'case.reply', subject: make.on(undefined) }),
    declare({ route: 'GET /api/v1/case-views', success: 200, standings: ONCE, rule: person, subject: async () => ({ facts: null }) }),
    declare({ route: 'POST /api/v1/case-views', success: 201, standings: ONCE, rule: person, subject: async () => ({ facts: null, body: { name: `我的 ${(views += 1)}`, filters: {} } }) }),
    declare<Mine>({ route: 'PATCH /api/v1/case-views/:id', success: 200, standings: OWN, rule: ofOwner, subject: view({ density: 'compact' }) }),
    declare<Mine>({ route: 'DELETE /api/v1/case-views/:id', success: 204, standings: OWN, rule: ofOwner, subject: view() }),
    declare({ route: 'POST /api/v1/case-batches', success: 200, standings: ONCE, rule: holding('case.assign'), subject: async () => ({ facts: null, body: { action: { type: 'assign', assigneeId: null }, caseIds: [await make.another()], dryRun: true } }) }),
    declare<Mine>({ route: 'GET /api/v1/case-batches/:id', success: 200, standings: OWN, rule: ofWhoeverRan, subject: batch }),
    declare<Mine>({ route: 'POST /api/v1/case-batches/:id/undo', success: 200, standings: OWN, rule: ofWhoeverRan, subject: batch }),
  ]
}
