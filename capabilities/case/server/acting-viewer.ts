import { authorise, scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import type { Locale } from '#kernel/text.ts'
import { forbidden, HttpProblem, notFound, refusal } from '#platform/http/problem.ts'
import type { Actor } from '../core/case-command.ts'
import type { Scenario } from '../core/compile-scenario.ts'
import { labelled } from '../core/field-label.ts'
import type { CaseAggregate, CaseRefusal } from '../core/unfolding.ts'

/** Whoever commands, as the engine sees them. Whoever may stand in does steps of any role. */
export const actorOf = (viewer: Viewer): Actor =>
  viewer.kind === 'system' ? { kind: 'system' } : { kind: viewer.kind, id: viewer.id, roles: viewer.roles, overrides: scopeOf(viewer, 'case.stand_in') === 'all' }

/** Hidden cases do not exist for the viewer (404); visible ones may be forbidden (403). Asked under the lock. */
export function authoriseOn(viewer: Viewer, permission: Permission, { state }: CaseAggregate): void {
  const answer = authorise(viewer, permission, state)
  if (answer === 'hidden') throw notFound()
  if (answer === 'forbidden') throw forbidden(permission)
}

/** A case's refusal as an HTTP problem: a wrong role is a matter of rights, everything else of the business. Fields are called as the reader's form calls them. */
export function problemOf(said: CaseRefusal, reader?: { readonly scenario: Scenario | undefined; readonly locale: Locale }): HttpProblem {
  if (said.code === 'case.not_found') return notFound()
  if (said.code === 'case.wrong_role') return new HttpProblem(403, said.code, said.params === undefined ? {} : { params: said.params })
  return refusal(labelled(said, reader?.scenario?.definition, reader?.locale ?? 'zh-CN'))
}
