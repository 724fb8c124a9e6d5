import type { Scope } from '#capabilities/access/core/permission.ts'
import type { Refusal } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import type { ReplyTemplate, TemplateChange } from '../writing-contract.ts'

/** Somebody keeps so many templates at most. */
const TEMPLATES_MAX = 200

export type TemplateRefusal = Refusal<'reply_template.too_many' | 'reply_template.name_taken' | 'reply_template.team_missing' | 'reply_template.not_shareable'>
/** How far the owner shares (`template.share`), in which teams they stand, and which teams there are. */
export type TemplateSharer = { readonly scope: Scope | undefined; readonly teamIds: readonly Id[]; readonly teams: ReadonlySet<string> }

/** Whether a template may be kept like this beside its owner's others; null when it may. `sharer` is null where it stays shared as it was. */
export function refusalOfTemplate(template: Pick<ReplyTemplate, 'name' | 'shared' | 'teamId'>, others: readonly { readonly name: string }[], sharer: TemplateSharer | null): TemplateRefusal | null {
  if (others.length >= TEMPLATES_MAX) return { code: 'reply_template.too_many', params: { limit: TEMPLATES_MAX } }
  if (others.some(({ name }) => name === template.name)) return { code: 'reply_template.name_taken' }
  if (template.shared === 'private' || sharer === null) return null
  if (template.shared === 'team' && (template.teamId === null || !sharer.teams.has(template.teamId))) return { code: 'reply_template.team_missing' }
  const within = sharer.scope === 'all' || (template.shared === 'team' && sharer.teamIds.includes(template.teamId as Id))
  return within ? null : { code: 'reply_template.not_shareable' }
}

/** What of a template is really changed; null where nothing is. Only what is shared with a team names one. */
export function changeOfTemplate(before: Pick<ReplyTemplate, 'name' | 'text' | 'shared' | 'teamId'>, { name, text, shared, teamId = null }: Pick<ReplyTemplate, 'name' | 'text' | 'shared'> & { readonly teamId?: string | null }): TemplateChange | null {
  const team = shared === 'team' ? teamId : null
  const change: TemplateChange = {
    ...(name.trim() === before.name ? {} : { name: name.trim() }), ...(text === before.text ? {} : { text }),
    ...(shared === before.shared && team === before.teamId ? {} : { shared, teamId: team }),
  }
  return Object.keys(change).length === 0 ? null : change
}
