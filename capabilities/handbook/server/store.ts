import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Text } from '#kernel/text.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import type { HandbookFile } from '../core/section.ts'

/** A published version without its files. */
export type HandbookVersion = {
  readonly id: Id
  readonly number: number
  readonly name: Text
  /** First local date it is in force. */
  readonly effectiveOn: string
  readonly publishedAt: Instant
  readonly publishedBy: Id | null
  readonly sha256: string
}

const COLUMNS = 'id, number, name, effective_on, published_at, published_by, sha256'
/** Any fixed number: publishing is one at a time. */
const PUBLISHING_LOCK = 7_204_861

export const lockPublishing: Statement = { name: 'handbook.lock', text: 'select pg_advisory_xact_lock($1)', values: [PUBLISHING_LOCK] }

export const latestVersion: Statement = { name: 'handbook.latest', text: `select ${COLUMNS} from handbook_versions order by number desc limit 1`, values: [] }

/** The version in force on a date: the last published whose day has come; before any has, the first. */
export const versionInForce = (on: string): Statement => ({
  name: 'handbook.in_force',
  text: `(select ${COLUMNS}, source from handbook_versions where effective_on <= $1 order by number desc limit 1)
    union all (select ${COLUMNS}, source from handbook_versions where not exists (select from handbook_versions where effective_on <= $1) order by number limit 1)`,
  values: [on],
})

export const versionById = (id: Id): Statement => ({ name: 'handbook.by_id', text: `select ${COLUMNS}, source from handbook_versions where id = $1`, values: [id] })

export const allVersions: Statement = { name: 'handbook.all', text: `select ${COLUMNS} from handbook_versions order by number desc limit 100`, values: [] }

export const insertVersion = (version: HandbookVersion, files: readonly HandbookFile[]): Statement => ({
  name: 'handbook.insert',
  text: `insert into handbook_versions (${COLUMNS}, source) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
  values: [
    version.id, version.number, JSON.stringify(version.name), version.effectiveOn, formatInstant(version.publishedAt), version.publishedBy, version.sha256, JSON.stringify(files),
  ],
})

type Row = {
  readonly id: Id
  readonly number: number
  readonly name: Text
  readonly effective_on: string
  readonly published_at: Instant
  readonly published_by: Id | null
  readonly sha256: string
  readonly source?: readonly HandbookFile[]
}

/** Reads rows of versions; `files` is empty where the statement did not ask for them. */
export const readVersions = (rows: Rows | undefined): readonly { readonly version: HandbookVersion; readonly files: readonly HandbookFile[] }[] =>
  ((rows?.rows ?? []) as readonly Row[]).map((row) => ({
    version: {
      id: row.id, number: row.number, name: row.name, effectiveOn: row.effective_on, publishedAt: row.published_at, publishedBy: row.published_by, sha256: row.sha256,
    },
    files: row.source ?? [],
  }))
