import type { contextOf } from '#capabilities/access/server/register-access.ts'
import type { Refusal } from '#kernel/decision.ts'
import type { Id, IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Text } from '#kernel/text.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import type { CustomerRefusal } from '../contract.ts'

/** What others keep of customers, who are given by their ids with those merged into them. */
export type Belongings = {
  /** Their cases, as `id` and `over`. */
  cases(customerIds: readonly Id[]): Statement
  /** Takes away every personal word; runs before the addresses of the customers are gone. */
  erase(of: { readonly customerIds: readonly Id[]; readonly caseIds: readonly Id[] }, at: Instant): readonly Statement[]
}

/** What the shell of customers stands on. Time is read once per command, at the door. */
export type CustomerDeps = {
  readonly db: Db
  readonly sealing: Sealing
  readonly newId: IdSource
  readonly now: () => Instant
  readonly belongings: Belongings
  /** The tiers of the handbook in force, the lowest first. */
  readonly tiers: () => Promise<readonly { readonly key: string; readonly name: Text }[]>
  /** Carries away the files that a committed transaction gave up; what is not done now is done by housekeeping. */
  readonly clearFiles: () => Promise<unknown>
  /** Counts one look-up under this key and answers how many seconds to wait: 0 when it may go on. */
  readonly attempt: (key: string) => Promise<number>
}

/** Who commands, when, through which request. */
export type Context = ReturnType<typeof contextOf>
/** Done, or a refusal of the business. What is hidden or forbidden is thrown to the error map under the lock. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal<CustomerRefusal> }
