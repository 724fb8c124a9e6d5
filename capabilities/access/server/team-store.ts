import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import type { Team } from '../contract.ts'

/** A team as it is kept. */
export type TeamRow = Team

const COLUMNS = `
t.id, t.name, t.role, t.lead_id, t.archived_at,
array(select m.staff_id from team_members m join staff s on s.id = m.staff_id where m.team_id = t.id and s.archived_at is null order by m.staff_id)::text[] as member_ids`

/** The teams somebody can belong to. */
export const livingTeamIds: Statement = { name: 'access.team.living', text: 'select id from teams where archived_at is null', values: [] }
export const readTeamIds = (rows: Rows | undefined): readonly Id[] => (rows?.rows ?? []).map((row) => row['id'] as Id)

export const teamById = (id: Id): Statement => ({ name: 'access.team.by_id', text: `select ${COLUMNS} from teams t where t.id = $1`, values: [id] })
/** The same for a command: whoever else changes the team waits. */
export const teamToChange = (id: Id): Statement => ({ name: 'access.team.to_change', text: `select ${COLUMNS} from teams t where t.id = $1 for update of t`, values: [id] })

/** A page of teams, oldest first. */
export const teamPage = (page: { readonly after: string; readonly limit: number; readonly archived: boolean }): Statement => ({
  name: 'access.team.page',
  text: `select ${COLUMNS} from teams t where t.id > $1 and (t.archived_at is not null) = $3 order by t.id limit $2`,
  values: [page.after, page.limit, page.archived],
})

/** Whether somebody can lead: they work here. */
export const leadExists = (id: Id | null): Statement => ({ name: 'access.team.lead', text: 'select id from staff where id = $1 and active and archived_at is null', values: [id] })

export const insertTeam = (team: { readonly id: Id; readonly name: string; readonly role: string; readonly leadId: Id | null; readonly at: Instant }): Statement => ({
  name: 'access.team.insert',
  text: 'insert into teams (id, name, role, lead_id, created_at) values ($1, $2, $3, $4, $5)',
  values: [team.id, team.name, team.role, team.leadId, formatInstant(team.at)],
})

export const updateTeam = (team: { readonly id: Id; readonly name: string; readonly role: string; readonly leadId: Id | null; readonly archivedAt: Instant | null }): Statement => ({
  name: 'access.team.update',
  text: 'update teams set name = $2, role = $3, lead_id = $4, archived_at = $5 where id = $1',
  values: [team.id, team.name, team.role, team.leadId, team.archivedAt === null ? null : formatInstant(team.archivedAt)],
})

export const readTeams = (rows: Rows): readonly TeamRow[] =>
  rows.rows.map((row) => {
    const archivedAt = row['archived_at'] as Instant | null
    return {
      id: row['id'] as Id,
      name: String(row['name']),
      role: String(row['role']),
      leadId: row['lead_id'] as Id | null,
      memberIds: row['member_ids'] as Id[],
      archivedAt: archivedAt === null ? null : formatInstant(archivedAt),
    }
  })
