import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'

type Row = Readonly<Record<string, unknown>>

const COLUMNS = 'reply_templates.id, owner_id, staff.name as owner_name, reply_templates.name, text, shared, team_id'
/** Whose a template is, or with whom it is shared. */
const READABLE = `reply_templates.archived_at is null and (owner_id = $1 or shared = 'all' or (shared = 'team' and team_id = any($2::uuid[])))`

/** A template as its row says. */
export type KeptTemplate = { readonly id: Id; readonly ownerId: Id; readonly ownerName: string; readonly name: string; readonly text: string; readonly shared: 'private' | 'team' | 'all'; readonly teamId: string | null }

export const readTemplate = (row: Row): KeptTemplate => ({
  id: row['id'] as Id, ownerId: row['owner_id'] as Id, ownerName: String(row['owner_name']), name: String(row['name']), text: String(row['text']), shared: row['shared'] as KeptTemplate['shared'], teamId: row['team_id'] as string | null,
})

/** One's own by name, then those shared with one. */
export const templatesFor = (viewer: Viewer, limit: number): Statement => ({
  name: 'reply_template.list',
  text: `select ${COLUMNS} from reply_templates join staff on staff.id = owner_id where ${READABLE} order by owner_id = $1 desc, reply_templates.name, reply_templates.id limit $3`,
  values: [viewer.id, viewer.teamIds, limit],
})

/** One that this viewer may read. */
export const templateNamed = (viewer: Viewer, id: Id): Statement => ({
  name: 'reply_template.read',
  text: `select ${COLUMNS} from reply_templates join staff on staff.id = owner_id where ${READABLE} and reply_templates.id = $3`,
  values: [viewer.id, viewer.teamIds, id],
})

/** Locks the templates of somebody, so that their number and names hold while one is changed. */
export const lockTemplatesOf = (ownerId: Id): Statement => ({
  name: 'reply_template.lock',
  text: `select ${COLUMNS} from reply_templates join staff on staff.id = owner_id where owner_id = $1 and reply_templates.archived_at is null order by reply_templates.id for update of reply_templates`,
  values: [ownerId],
})

export const keepTemplate = ({ id, ownerId, name, text, shared, teamId }: KeptTemplate, at: Instant): Statement => ({
  name: 'reply_template.keep',
  text: `insert into reply_templates (id, owner_id, name, text, shared, team_id, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $7)
    on conflict (id) do update set name = excluded.name, text = excluded.text, shared = excluded.shared, team_id = excluded.team_id, updated_at = excluded.updated_at`,
  values: [id, ownerId, name, text, shared, teamId, formatInstant(at)],
})

export const archiveTemplate = (id: Id, at: Instant): Statement => ({ name: 'reply_template.archive', text: 'update reply_templates set archived_at = $2 where id = $1', values: [id, formatInstant(at)] })
