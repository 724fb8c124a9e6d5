import { scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { appendNextEvent } from '#platform/events/append-next-event.ts'
import { forbidden, notFound, refusal } from '#platform/http/problem.ts'
import { refusalOfTemplate } from '../core/reply-template.ts'
import type { NewTemplate, TemplateChange } from '../writing-contract.ts'
import type { CaseDeps } from './case-deps.ts'
import { readTeams } from './run-cases.ts'
import { teamsStatement } from './store.ts'
import { archiveTemplate, keepTemplate, lockTemplatesOf, readTemplate, templateNamed, type KeptTemplate } from './template-store.ts'
import { lockOwner } from './view-store.ts'

/** Who changes templates, and what is settled with it. */
export type TemplateContext = { readonly viewer: Viewer; readonly at: Instant; readonly requestId: string; readonly settle: (id: Id) => readonly Statement[] }

/** Keeps a text under a name. Refusals: `reply_template.too_many`, `name_taken`, `team_missing`, `not_shareable`. */
export function saveTemplate(deps: CaseDeps, context: TemplateContext, { name, text, shared = 'private', teamId = null }: NewTemplate): Promise<Id> {
  const { viewer } = context
  const template: KeptTemplate = { id: deps.newId(), ownerId: viewer.id, ownerName: viewer.name, name: name.trim(), text, shared, teamId }
  return kept(deps, context, { template, before: null, fields: ['name', 'text', 'shared'] })
}

/** Changes what is given and leaves the rest. */
export async function changeTemplate(deps: CaseDeps, context: TemplateContext, { id, change }: { readonly id: Id; readonly change: TemplateChange }): Promise<Id> {
  const before = await changeable(deps, context.viewer, id)
  const { name = before.name, text = before.text, shared = before.shared, teamId = before.teamId } = change
  return kept(deps, context, { template: { ...before, name: name.trim(), text, shared, teamId }, before, fields: Object.keys(change) })
}

/** A template is put away; its row stays. */
export async function putTemplateAway(deps: CaseDeps, context: TemplateContext, id: Id): Promise<void> {
  await changeable(deps, context.viewer, id)
  await deps.db.write([archiveTemplate(id, context.at), eventOf(deps, context, { id, type: 'reply_template.archived', data: {} }), ...context.settle(id)])
}

/** Templates belong to whoever made them; those that are shared are looked after by whoever may share with everybody. */
export const mayChangeTemplate = (viewer: Viewer, template: KeptTemplate): boolean => template.ownerId === viewer.id || (template.shared !== 'private' && scopeOf(viewer, 'template.share') === 'all')

async function changeable(deps: CaseDeps, viewer: Viewer, id: Id): Promise<KeptTemplate> {
  const row = (await deps.db.query(templateNamed(viewer, id))).rows[0]
  if (row === undefined) throw notFound()
  const template = readTemplate(row)
  if (!mayChangeTemplate(viewer, template)) throw forbidden('template.share')
  return template
}

type Keeping = { readonly template: KeptTemplate; readonly before: KeptTemplate | null; readonly fields: readonly string[] }

function kept(deps: CaseDeps, context: TemplateContext, { template: given, before, fields }: Keeping): Promise<Id> {
  const { viewer, at, settle } = context
  // Only what is shared with a team names one.
  const template = given.shared === 'team' ? given : { ...given, teamId: null }
  const shares = template.shared !== 'private' && (template.shared !== before?.shared || template.teamId !== before.teamId)
  if (shares && scopeOf(viewer, 'template.share') === undefined) throw forbidden('template.share')
  return deps.db.transaction([lockOwner(template.ownerId), lockTemplatesOf(template.ownerId), teamsStatement], async ([, rows, teams]) => {
    const others = must(rows, 'templates were loaded').rows.map(readTemplate).filter(({ id }) => id !== template.id)
    const sharer = !shares ? null : { scope: scopeOf(viewer, 'template.share'), teamIds: viewer.teamIds, teams: new Set(readTeams(must(teams, 'teams were loaded')).keys()) }
    const said = refusalOfTemplate(template, others, sharer)
    if (said !== null) throw refusal(said)
    const event = eventOf(deps, context, { id: template.id, type: before === null ? 'reply_template.saved' : 'reply_template.changed', data: { fields: [...fields].toSorted(), shared: template.shared, teamId: template.teamId } })
    return { writes: [keepTemplate(template, at), event, ...settle(template.id)], answer: template.id }
  })
}

/** What people write into templates stays in its row: the event says which fields. */
function eventOf(deps: CaseDeps, { viewer, at, requestId }: TemplateContext, { id, type, data }: { readonly id: Id; readonly type: string; readonly data: Readonly<Record<string, unknown>> }): Statement {
  return appendNextEvent({
    id: deps.newId(), streamKind: 'reply_template', streamId: id, type, v: 1, occurredAt: at, recordedAt: at, actor: { kind: viewer.kind, id: viewer.id }, command: type.slice(type.indexOf('.') + 1), commandId: deps.newId(), requestId, data,
  })
}
