import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { CaseFilters, CaseSort, SavedView } from '../inbox-contract.ts'

type Row = Readonly<Record<string, unknown>>

const COLUMNS = `case_views.id, owner_id, staff.name as owner_name, case_views.name, filters, sort, columns, density, shared, team_id, position, is_default, case_views.updated_at`
/** Whose a view is, or with whom it is shared. */
const READABLE = `case_views.archived_at is null and (owner_id = $1 or shared = 'all' or (shared = 'team' and team_id = any($2::uuid[])))`

/** A view as its row says. */
export type KeptView = Omit<SavedView, 'owner' | 'mine' | 'updatedAt'> & { readonly ownerId: Id; readonly ownerName: string; readonly updatedAt: Instant }

export const readView = (row: Row): KeptView => ({
  id: String(row['id']),
  name: String(row['name']),
  filters: row['filters'] as CaseFilters,
  sort: row['sort'] as CaseSort,
  columns: [...(row['columns'] as readonly string[])],
  density: row['density'] as KeptView['density'],
  shared: row['shared'] as KeptView['shared'],
  teamId: row['team_id'] as string | null,
  order: Number(row['position']),
  isDefault: row['is_default'] === true,
  ownerId: row['owner_id'] as Id,
  ownerName: String(row['owner_name']),
  updatedAt: row['updated_at'] as Instant,
})

/** The viewer's views in their order, then those shared with them. */
export const viewsFor = (viewer: Viewer, limit: number): Statement => ({
  name: 'case_view.list',
  text: `select ${COLUMNS} from case_views join staff on staff.id = owner_id where ${READABLE} order by owner_id = $1 desc, position, case_views.name, case_views.id limit $3`,
  values: [viewer.id, viewer.teamIds, limit],
})

/** Some of the views this viewer may read. */
export const viewsNamed = (viewer: Viewer, ids: readonly Id[]): Statement => ({
  name: 'case_view.read',
  text: `select ${COLUMNS} from case_views join staff on staff.id = owner_id where ${READABLE} and case_views.id = any($3::uuid[])`,
  values: [viewer.id, viewer.teamIds, ids],
})

/** Locks the views of somebody, so that their number and names hold while one is changed. */
export const lockViewsOf = (ownerId: Id): Statement => ({
  name: 'case_view.lock',
  text: `select ${COLUMNS} from case_views join staff on staff.id = owner_id where owner_id = $1 and case_views.archived_at is null order by case_views.id for update of case_views`,
  values: [ownerId],
})

/** Two of one person at once wait for each other. */
export const lockOwner = (ownerId: Id): Statement => ({ name: 'case_view.lock_owner', text: 'select id from staff where id = $1 for no key update', values: [ownerId] })

export const insertView = (view: KeptView): Statement => ({
  name: 'case_view.insert',
  text: `insert into case_views (id, owner_id, name, filters, sort, columns, density, shared, team_id, position, is_default, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)`,
  values: [view.id, view.ownerId, view.name, JSON.stringify(view.filters), view.sort, view.columns, view.density, view.shared, view.teamId, view.order, view.isDefault, formatInstant(view.updatedAt)],
})

export const updateView = (view: KeptView): Statement => ({
  name: 'case_view.update',
  text: `update case_views set name = $2, filters = $3, sort = $4, columns = $5, density = $6, shared = $7, team_id = $8, position = $9, is_default = $10, updated_at = $11 where id = $1`,
  values: [view.id, view.name, JSON.stringify(view.filters), view.sort, view.columns, view.density, view.shared, view.teamId, view.order, view.isDefault, formatInstant(view.updatedAt)],
})

/** Somebody begins with one view only. */
export const clearDefault = (ownerId: Id, except: string, at: Instant): Statement => ({
  name: 'case_view.clear_default',
  text: 'update case_views set is_default = false, updated_at = $3 where owner_id = $1 and id <> $2 and is_default and archived_at is null',
  values: [ownerId, except, formatInstant(at)],
})

export const archiveView = (id: string, at: Instant): Statement => ({
  name: 'case_view.archive',
  text: 'update case_views set archived_at = $2, is_default = false where id = $1',
  values: [id, formatInstant(at)],
})
