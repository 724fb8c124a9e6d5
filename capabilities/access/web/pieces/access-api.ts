import { caller } from '#ui/talk/call.ts'
import type { ACCESS_OPERATIONS } from '../../operations.ts'

/** Requests about people, teams, sessions and keys. */
export const askAccess = caller<typeof ACCESS_OPERATIONS>()
