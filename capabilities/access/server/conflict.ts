import { refused } from '#kernel/decision.ts'
import { Fault } from '#kernel/fault.ts'
import type { AccessRefusal } from '../contract.ts'
import type { Outcome } from './deps.ts'

const REFUSALS: Readonly<Record<string, AccessRefusal>> = {
  staff_number: 'staff.number_taken',
  users_email: 'staff.email_taken',
  teams_name: 'team.name_taken',
}

/** What another has taken is a refusal with a name, not a fault of the database. */
export async function unlessTaken<T>(work: Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work
  } catch (error) {
    const code = error instanceof Fault && error.code === 'db.conflict' ? REFUSALS[String(error.params['constraint'])] : undefined
    if (code === undefined) throw error
    return refused(code)
  }
}
