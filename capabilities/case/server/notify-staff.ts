import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { Job } from '#platform/outbox/outbox-store.ts'
import { DONE, type Outcome } from '#platform/outbox/outbox-worker.ts'
import type { CaseEffect } from '../core/case-command.ts'
import type { CaseDeps } from './case-deps.ts'

/** Somebody is to be told; `except`: whoever brought it about knows already. */
export type Notice = Omit<Extract<CaseEffect, { type: 'notify' }>, 'type'> & { readonly except?: Id | null }

/** Somebody of ours is told: the person in charge, a team, or everybody of a role. Each person once. */
export async function notifyStaff(deps: CaseDeps, job: Job, now: Instant): Promise<Outcome> {
  const wish = job.payload as Notice
  const people = (await deps.db.query(addressees(wish.to))).rows.map((row) => row['id'] as Id).filter((id) => id !== wish.except)
  if (people.length > 0) await deps.db.query(insertNotifications(people.map((staffId) => ({ id: deps.newId(), staffId })), wish, now))
  return DONE
}

function addressees(to: Notice['to']): Statement {
  if ('staffId' in to) return { name: 'case.notify_person', text: 'select id from staff where id = $1 and active and archived_at is null', values: [to.staffId] }
  if ('teamId' in to) {
    return {
      name: 'case.notify_team',
      text: 'select staff.id from staff join team_members on staff_id = staff.id where team_id = $1 and active and archived_at is null',
      values: [to.teamId],
    }
  }
  return {
    name: 'case.notify_role',
    text: 'select staff.id from staff join staff_roles on staff_id = staff.id where role = $1 and active and archived_at is null',
    values: [to.role],
  }
}

const insertNotifications = (people: readonly { id: Id; staffId: Id }[], wish: Notice, now: Instant): Statement => ({
  name: 'case.insert_notifications',
  text: `insert into notifications (id, staff_id, case_id, clock_id, about, created_at, dedup_id)
    select id, staff_id, $2, $3, $4, $5, $6 || ':' || staff_id from jsonb_to_recordset($1::jsonb) as person (id uuid, staff_id uuid)
    on conflict (dedup_id) do nothing`,
  values: [JSON.stringify(people.map(({ id, staffId }) => ({ id, staff_id: staffId }))), wish.caseId, wish.clockId, wish.about, formatInstant(now), wish.key],
})
