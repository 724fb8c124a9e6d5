import { createHash } from 'node:crypto'
import { assert } from '#kernel/assert.ts'
import type { Id, IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { appendEvents } from '#platform/events/append-events.ts'
import type { HandbookPublished, PublishAnswer } from '../contract.ts'
import type { Handbook } from '../core/handbook.ts'
import { readHandbook, type ReadHandbook } from '../core/read-handbook.ts'
import type { HandbookFile, Section } from '../core/section.ts'
import { allVersions, insertVersion, latestVersion, lockPublishing, readVersions, versionById, versionInForce, type HandbookVersion } from './store.ts'

/** A version with what it says. */
export type PublishedHandbook = { readonly version: HandbookVersion; readonly files: readonly HandbookFile[]; readonly handbook: Handbook }

/** Who publishes and when; the permission `handbook.publish` must reach everything. */
export type PublishContext = {
  readonly at: Instant
  readonly actor: { readonly kind: 'staff' | 'api_key' | 'system'; readonly id: Id | null; readonly permissions: Readonly<Partial<Record<string, string>>> }
  readonly commandId: Id
  readonly requestId: string | null
  /** What settles the request's Idempotency-Key in the command's own transaction. */
  readonly settle: (ids: Readonly<Record<string, string>>) => readonly Statement[]
}

/** The published handbooks. Versions are immutable, so what was read once is kept. */
export type Handbooks = {
  /** Reads files as publishing would; nothing is written. */
  readonly read: (files: readonly HandbookFile[]) => ReadHandbook
  readonly publish: (files: readonly HandbookFile[], context: PublishContext) => Promise<PublishAnswer<HandbookVersion>>
  /** The version in force on a local date; null before anything is published. */
  readonly inForce: (on: string) => Promise<PublishedHandbook | null>
  readonly byId: (id: Id) => Promise<PublishedHandbook | null>
  /** Newest first, at most 100. */
  readonly versions: () => Promise<readonly HandbookVersion[]>
}

type Deps = { readonly db: Db; readonly newId: IdSource; readonly sections: readonly Section[] }
const KEPT_MAX = 50

export function openHandbooks(deps: Deps): Handbooks {
  const kept = new Map<Id, PublishedHandbook>()
  const opened = async (statement: Statement): Promise<PublishedHandbook | null> => {
    const [found] = readVersions(await deps.db.query(statement))
    if (found === undefined) return null
    const known = kept.get(found.version.id)
    if (known !== undefined) return known
    const read = readHandbook(found.files, deps.sections)
    assert(read.ok, `published handbook ${found.version.number} can be read`)
    if (kept.size >= KEPT_MAX) kept.clear()
    const published = { ...found, handbook: read.handbook }
    kept.set(found.version.id, published)
    return published
  }
  return {
    read: (files) => readHandbook(files, deps.sections),
    publish: (files, context) => publish(deps, files, context),
    inForce: (on) => opened(versionInForce(on)),
    byId: async (id) => kept.get(id) ?? (await opened(versionById(id))),
    versions: async () => readVersions(await deps.db.query(allVersions)).map(({ version }) => version),
  }
}

/** The hash of a handbook's files: the same files in any order give the same. */
export function handbookSha256(files: readonly HandbookFile[]): string {
  const ordered = files.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, text }) => [path, text])
  return createHash('sha256').update(JSON.stringify(ordered)).digest('hex')
}

async function publish(deps: Deps, files: readonly HandbookFile[], context: PublishContext): Promise<PublishAnswer<HandbookVersion>> {
  const { actor } = context
  if (actor.kind !== 'system' && actor.permissions['handbook.publish'] !== 'all') return { ok: false, forbidden: 'handbook.publish' }
  const read = readHandbook(files, deps.sections)
  if (!read.ok) return { ok: false, refusal: { code: 'handbook.invalid', params: { problems: read.problems.length } }, problems: read.problems }
  const sha256 = handbookSha256(files)
  return deps.db.transaction<PublishAnswer<HandbookVersion>>([lockPublishing, latestVersion], async ([, rows]) => {
    const latest = readVersions(rows)[0]?.version
    if (latest?.sha256 === sha256) return { abandon: true, answer: { ok: false, refusal: { code: 'handbook.unchanged', params: { number: latest.number } }, problems: [] } }
    const { name, effectiveOn } = read.handbook
    const version: HandbookVersion = { id: deps.newId(), number: (latest?.number ?? 0) + 1, name, effectiveOn, publishedAt: context.at, publishedBy: actor.id, sha256 }
    const ordered = files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
    return { writes: [insertVersion(version, ordered), published(deps, context, version), ...context.settle({ handbook: version.id })], answer: { ok: true, value: version } }
  })
}

function published(deps: Deps, context: PublishContext, { id, number, sha256 }: HandbookVersion): Statement {
  const event: HandbookPublished = { type: 'handbook.published', data: { number, sha256 } }
  const { actor, at, commandId, requestId } = context
  return appendEvents([{
    id: deps.newId(), streamKind: 'handbook', streamId: id, version: 1, v: 1, occurredAt: at, recordedAt: at,
    actor: { kind: actor.kind, id: actor.id }, command: 'publishHandbook', commandId, requestId, ...event,
  }])
}
