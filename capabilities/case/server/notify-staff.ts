import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { rowArrays } from '#platform/db/row-arrays.ts'
import type { Job } from '#platform/outbox/outbox-store.ts'
import { DONE, type Outcome } from '#platform/outbox/outbox-worker.ts'
import type { CaseEffect } from '../core/case-command.ts'
import type { CaseDeps } from './case-deps.ts'

/** Somebody is to be told; `except`: whoever brought it about knows already. */
export type Notice = Omit<Extract<CaseEffect, { type: 'notify' }>, 'type'> & { readonly except?: Id | null }

/** Somebody of ours is told: the person in charge, a team, or everybody of a role. Each person once. */
export async function notifyStaff(deps: CaseDeps, job: Job, now: Instant): Promise<Outcome> {
  await notifyManyStaff(deps, [{ job, at: now }])
  return DONE
}

/** Many notices at once, each at its own instant: who they are for is read together, and they are written together. */
export async function notifyManyStaff(deps: CaseDeps, wishes: readonly { readonly job: Job; readonly at: Instant }[]): Promise<void> {
  const notices = wishes.map(({ job, at }) => ({ notice: job.payload as Notice, at }))
  const people = new Map<string, Id[]>()
  for (const row of (await deps.db.query(addressees(notices.map(({ notice }) => notice.to)))).rows) {
    const key = `${String(row['what'])} ${String(row['name'])}`
    people.set(key, [...(people.get(key) ?? []), row['id'] as Id])
  }
  const told = notices.flatMap(({ notice, at }) => (people.get(keyOf(notice.to)) ?? []).filter((id) => id !== notice.except).map((staffId): Told => ({ id: deps.newId(), staffId, notice, at })))
  if (told.length > 0) await deps.db.query(insertNotifications(told))
}

const keyOf = (to: Notice['to']): string => ('staffId' in to ? `person ${to.staffId}` : 'teamId' in to ? `team ${to.teamId}` : `role ${to.role}`)

/** Whoever works here of the persons, teams and roles that notices name. */
const addressees = (named: readonly Notice['to'][]): Statement => ({
  name: 'case.notified',
  text: `with present as materialized (select id from staff where active and archived_at is null)
    select 'person' as what, id::text as name, id from present where id = any($1::uuid[])
    union all select 'team', team_id::text, id from team_members join present on id = staff_id where team_id = any($2::uuid[])
    union all select 'role', role, id from staff_roles join present on id = staff_id where role = any($3::text[])`,
  values: [
    [...new Set(named.flatMap((to) => ('staffId' in to ? [to.staffId] : [])))],
    [...new Set(named.flatMap((to) => ('teamId' in to ? [to.teamId] : [])))],
    [...new Set(named.flatMap((to) => ('role' in to ? [to.role] : [])))],
  ],
})

type Told = { readonly id: Id; readonly staffId: Id; readonly notice: Notice; readonly at: Instant }

const NOTIFICATIONS = rowArrays<Told>([
  ['id', 'uuid', ({ id }) => id],
  ['staff_id', 'uuid', ({ staffId }) => staffId],
  ['case_id', 'uuid', ({ notice }) => notice.caseId],
  ['clock_id', 'uuid', ({ notice }) => notice.clockId],
  ['about', 'text', ({ notice }) => notice.about],
  ['created_at', 'timestamptz', ({ at }) => formatInstant(at)],
  ['dedup_id', 'text', ({ notice, staffId }) => `${notice.key}:${staffId}`],
])

const insertNotifications = (told: readonly Told[]): Statement => ({
  name: 'case.insert_notifications',
  text: `insert into notifications (${NOTIFICATIONS.names}) select * from ${NOTIFICATIONS.table} on conflict (dedup_id) do nothing`,
  values: NOTIFICATIONS.values(told),
})
