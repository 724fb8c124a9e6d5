import { authorise, scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import type { AudienceSubject } from '#capabilities/access/core/audience.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { CaseMaking } from './filed-cases.ts'
import { declare, declareFiled, type Actor, type Declaration, type Standing, type Verdict } from './matrix.ts'
import type { WholeHouse } from './whole-house.ts'

const ONCE = ['stranger'] as const
const OWN = ['own', 'stranger'] as const
const EVERYONE = ['own', 'team', 'stranger'] as const

const person = (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : viewer.kind === 'staff' ? 'ok' : 'forbidden')
/** Programs keep no drafts, whatever they may see. */
const personOn = (permission: Permission) => (viewer: Viewer | null, facts: AudienceSubject): Verdict => (person(viewer) === 'ok' ? authorise(viewer!, permission, facts) : person(viewer))
type Mine = { readonly mine: boolean }
const sharing = (viewer: Viewer | null): Verdict => (person(viewer) !== 'ok' ? person(viewer) : scopeOf(viewer!, 'template.share') === 'all' ? 'ok' : 'forbidden')
/** What others share with everybody is there, and looked after by whoever may share so. */
const ofOwner = (viewer: Viewer | null, { mine }: Mine): Verdict => (mine ? person(viewer) : sharing(viewer))

/** Drafts, templates and moments to send: one line each. */
export function writingDeclarations({ house }: WholeHouse, make: CaseMaking): readonly Declaration[] {
  const at = formatInstant(house.clock.now)
  let templates = 0
  const template = (body?: object) => async ({ viewer }: Actor, standing: Standing) => {
    const ownerId = standing === 'own' && viewer !== null ? viewer.id : house.admin.id
    const id = house.house.newId()
    templates += 1
    await house.fresh.db.query({
      text: `insert into reply_templates (id, owner_id, name, text, shared, created_at, updated_at) values ($1, $2, $3, '您好', 'all', $4, $4)`,
      values: [id, ownerId, `模板 ${templates}`, at],
    })
    return { facts: { mine: ownerId === viewer?.id }, params: { id }, ...(body === undefined ? {} : { body }) }
  }
  const draft = (kind: string) => make.on({ kind, text: '您好', files: [], seenUntil: null })
  return [
    declare<AudienceSubject>({ route: 'GET /api/v1/cases/:id/draft', success: 200, standings: EVERYONE, rule: personOn('case.read'), subject: make.reading }),
    declare<AudienceSubject>({ route: 'PUT /api/v1/cases/:id/draft', success: 200, standings: EVERYONE, rule: personOn('case.reply'), subject: draft('reply') }),
    declare<AudienceSubject>({ route: 'PUT /api/v1/cases/:id/draft', success: 200, standings: EVERYONE, rule: personOn('case.note'), subject: draft('note') }),
    declare<AudienceSubject>({ route: 'DELETE /api/v1/cases/:id/draft', success: 204, standings: EVERYONE, rule: personOn('case.read'), subject: async (actor, standing) => ({ ...(await make.reading(actor, standing)), query: '?kind=reply' }) }),
    declareFiled({ route: 'GET /api/v1/cases/:id/readers', success: 200, permission: 'case.read', subject: make.reading }),
    declareFiled({ route: 'GET /api/v1/cases/:id/send-times', success: 200, permission: 'case.read', subject: make.reading }),
    declare({ route: 'GET /api/v1/reply-templates', success: 200, standings: ONCE, rule: person, subject: async () => ({ facts: null }) }),
    declare({ route: 'POST /api/v1/reply-templates', success: 201, standings: ONCE, rule: person, subject: async () => ({ facts: null, body: { name: `我的 ${(templates += 1)}`, text: '您好' } }) }),
    declare<Mine>({ route: 'PATCH /api/v1/reply-templates/:id', success: 200, standings: OWN, rule: ofOwner, subject: template({ text: '您好！' }) }),
    declare<Mine>({ route: 'DELETE /api/v1/reply-templates/:id', success: 204, standings: OWN, rule: ofOwner, subject: template() }),
  ]
}
