import type { AudienceSubject } from '#capabilities/access/core/audience.ts'
import { may, mayOn, seesColleagues, viewerFor, type Viewer } from '#capabilities/access/core/viewer.ts'
import { COLLEAGUES_MAX, colleaguesAtWork, readColleagues } from '#capabilities/access/server/visibility.ts'
import type { Id } from '#kernel/id.ts'
import { refusal } from '#platform/http/problem.ts'
import type { CaseReaders } from '../writing-contract.ts'
import type { CaseDeps } from './case-deps.ts'

/** A colleague as a case concerns them: they see it, or would if they helped with it, or never do. */
type Sight = { readonly id: Id; readonly name: string; readonly sees: boolean; readonly could: boolean }

async function sightsOf(deps: CaseDeps, subject: AudienceSubject, ids: readonly Id[] | null): Promise<readonly Sight[]> {
  const { roles } = await deps.handbooks.current()
  const colleagues = readColleagues(await deps.db.query(colleaguesAtWork(ids)))
  if (colleagues.length > COLLEAGUES_MAX) throw refusal({ code: 'case.too_many_colleagues', params: { max: COLLEAGUES_MAX } })
  return colleagues.map((person) => {
    const viewer = viewerFor(person, roles)
    return { id: person.id, name: person.name, sees: mayOn(viewer, 'case.read', subject), could: may(viewer, 'case.read') }
  })
}

/** Whom one can turn to about a case: those who see it, and those one could let in. A program that may not know who works here is told nobody. */
export async function readersOf(deps: CaseDeps, viewer: Viewer, subject: AudienceSubject): Promise<CaseReaders> {
  if (!seesColleagues(viewer)) return { readers: [], invitable: [] }
  const sights = await sightsOf(deps, subject, null)
  const invitable = mayOn(viewer, 'case.assign', subject) ? sights.filter(({ sees, could }) => !sees && could) : []
  return { readers: sights.filter(({ sees }) => sees).map(({ id }) => id), invitable: invitable.map(({ id }) => id) }
}

type Mentioning = { readonly mentioned: readonly Id[]; /** Whom the writer means to let in. */ readonly letIn: readonly Id[] }

/** Who of those mentioned is let in. A mention that would tell somebody of a case they cannot see is refused. */
export async function collaboratorsOf(deps: CaseDeps, viewer: Viewer, subject: AudienceSubject, { mentioned, letIn }: Mentioning): Promise<readonly Id[]> {
  const sights = await sightsOf(deps, subject, mentioned)
  if (sights.length < mentioned.length) throw refusal({ code: 'case.assignee_unknown' })
  const unseen = sights.filter(({ sees }) => !sees)
  const mayLetIn = mayOn(viewer, 'case.assign', subject)
  const lost = unseen.filter(({ id, could }) => !mayLetIn || !could || !letIn.includes(id))
  if (lost.length > 0) throw refusal(seesColleagues(viewer) ? { code: 'case.mention_unseen', params: { names: lost.map(({ name }) => name).join('、') } } : { code: 'case.mention_hidden' })
  return unseen.map(({ id }) => id)
}
