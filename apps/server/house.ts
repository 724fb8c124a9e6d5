import { rolesOf } from '#capabilities/access/definition.ts'
import type { RoleGrants } from '#capabilities/access/core/permission.ts'
import type { AccessDeps } from '#capabilities/access/server/deps.ts'
import type { PasswordHasher } from '#capabilities/access/server/password-hasher.ts'
import { createAccess } from '#capabilities/access/server/register-access.ts'
import type { CaseDeps } from '#capabilities/case/server/case-deps.ts'
import { createCaseNumbers } from '#capabilities/case/server/case-numbers.ts'
import { openHandbooks, type Handbooks } from '#capabilities/handbook/server/commands.ts'
import type { HandbookFile } from '#capabilities/handbook/core/section.ts'
import { HANDBOOK_SECTIONS } from '#apps/handbook-sections.ts'
import { assert, must } from '#kernel/assert.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Runtime } from '#platform/runtime.ts'
import { openCorrections, type Corrections } from './calendar-corrections.ts'
import { watchRoom, type Room } from './room-watch.ts'
import { liveHandbooks, type LiveHandbooks } from './handbook-source.ts'

/** What all parts of the server share: the runtime, the handbook in force, who works here, and the shell of cases. */
export type House = Runtime & {
  readonly room: Room
  readonly handbooks: Handbooks
  readonly live: LiveHandbooks
  readonly corrections: Corrections
  readonly access: AccessDeps
  readonly cases: CaseDeps
  /** The roles of the version in force, at most two seconds old. */
  readonly roles: () => Promise<readonly RoleGrants[]>
}

/** Moves in: on the first start the default handbook is published, from then on the one in force is used. */
export async function moveIn(bare: Runtime, defaults: () => Promise<readonly HandbookFile[]>, options: { readonly hasher?: PasswordHasher } = {}): Promise<House> {
  const runtime = watchRoom(bare)
  const { db, now, newId, sealing, config } = runtime
  const handbooks = openHandbooks({ db, newId, sections: HANDBOOK_SECTIONS })
  const corrections = await openCorrections(db)
  const live = liveHandbooks(handbooks, now, corrections)
  if ((await handbooks.versions()).length === 0) await publishDefault(runtime, handbooks, await defaults())
  const roles = async (): Promise<readonly RoleGrants[]> => {
    const { id } = await live.current()
    return rolesOf(must(await handbooks.byId(id), 'the version in force was published').handbook) as readonly RoleGrants[]
  }
  const access = createAccess({ db, now, newId, publicUrl: config.publicUrl, secret: sealing.blindIndex('sign-in', 'access.secret'), roles: await keptRoles(roles, now), ...options })
  const cases: CaseDeps = { db, sealing, newId, now, handbooks: live, numbers: createCaseNumbers(db) }
  return { ...runtime, handbooks, live, corrections, access, cases, roles }
}

async function publishDefault({ now, newId }: Runtime, handbooks: Handbooks, files: readonly HandbookFile[]): Promise<void> {
  const answer = await handbooks.publish(files, {
    at: now(),
    actor: { kind: 'system', id: null, permissions: {} },
    commandId: newId(),
    requestId: null,
    settle: () => [],
  })
  const raced = !answer.ok && 'refusal' in answer && answer.refusal.code === 'handbook.unchanged'
  assert(answer.ok || raced, 'the handbook that ships with the product is right')
}

const ROLES_FRESH_MS = 2_000

/** Roles are asked for on every request, so they are kept and read again behind it. */
async function keptRoles(read: () => Promise<readonly RoleGrants[]>, now: () => Instant): Promise<() => readonly RoleGrants[]> {
  let roles = await read()
  let readAt = now()
  return () => {
    if (Math.abs(now() - readAt) < ROLES_FRESH_MS) return roles
    readAt = now()
    read().then((fresh) => (roles = fresh), () => undefined)
    return roles
  }
}
