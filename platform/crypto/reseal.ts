import type { Db, Statement } from '#platform/db/database.ts'
import type { Sealing } from './sealing.ts'

const BATCH = 500
/** How many characters a sealed value begins with that name its key. */
const KEY_ID = 8

/** A column of sealed values, and to which place each is bound. Empty ones hold nothing any more. */
export type SealedColumn = {
  readonly table: string
  readonly id: string
  readonly idType: 'uuid' | 'boolean'
  readonly column: string
  readonly form: 'bytes' | 'text'
  readonly context: (id: string) => string
}

/** How many values are still sealed under another key than the present one. */
export async function countUnderOthers(db: Db, sealing: Pick<Sealing, 'keyId'>, place: SealedColumn): Promise<number> {
  const { rows } = await db.query({ text: `select count(*) as count from ${place.table} where ${underAnother(place, '$1')}`, values: [sealing.keyId] })
  return Number(rows[0]?.['count'])
}

/**
 * Seals what lies under another key anew under the present one, batch by batch, in the order of ids. It keeps no record of its own: begun
 * again after a crash it goes on with what is left. What somebody changes in the meantime stays as they changed it.
 */
export async function resealColumn(db: Db, sealing: Sealing, place: SealedColumn, onBatch: (done: number) => void): Promise<void> {
  let after: unknown = null
  for (;;) {
    const { rows } = await db.query(nextBatch(place, { after, keyId: sealing.keyId }))
    if (rows.length > 0) await db.write([replace(place, rows.map((row) => ({ id: row['id'], old: row['sealed'], fresh: resealed(sealing, place, row) })))])
    onBatch(rows.length)
    if (rows.length < BATCH) return
    after = rows.at(-1)?.['id']
  }
}

const underAnother = ({ column, form }: SealedColumn, keyId: string): string =>
  form === 'bytes' ? `length(${column}) > 0 and substring(${column} from 1 for ${KEY_ID}) <> convert_to(${keyId}, 'LATIN1')` : `length(${column}) > 0 and left(${column}, ${KEY_ID}) <> ${keyId}`

const nextBatch = (place: SealedColumn, { after, keyId }: { readonly after: unknown; readonly keyId: string }): Statement => ({
  text: `select ${place.id} as id, ${place.column} as sealed from ${place.table} where ($1::${place.idType} is null or ${place.id} > $1) and ${underAnother(place, '$2')} order by ${place.id} limit ${BATCH}`,
  values: [after, keyId],
})

function resealed(sealing: Sealing, { form, context }: SealedColumn, row: Readonly<Record<string, unknown>>): unknown {
  const place = context(String(row['id']))
  return form === 'bytes' ? sealing.sealBytes(sealing.openBytes(row['sealed'] as Uint8Array, place), place) : sealing.seal(sealing.open(String(row['sealed']), place), place)
}

type Replacing = { readonly id: unknown; readonly old: unknown; readonly fresh: unknown }

function replace({ table, id, idType, column, form }: SealedColumn, values: readonly Replacing[]): Statement {
  const type = form === 'bytes' ? 'bytea' : 'text'
  return {
    text: `update ${table} set ${column} = fresh.sealed from unnest($1::${idType}[], $2::${type}[], $3::${type}[]) as fresh (id, old, sealed) where ${table}.${id} = fresh.id and ${table}.${column} = fresh.old`,
    values: [values.map((it) => it.id), values.map((it) => it.old), values.map((it) => it.fresh)],
  }
}
