import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { SealedColumn } from '#platform/crypto/reseal.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { FormInput } from '../contract.ts'
import type { Filled } from '../core/case-command.ts'
import type { CaseDeps } from './case-deps.ts'
import { insertRecord, type NewRecord } from './store.ts'

const context = (id: string): string => `case_records.words:${id}`
/** What the records of cases keep sealed. */
export const RECORD_SEALED: readonly SealedColumn[] = [{ table: 'case_records', id: 'id', idType: 'uuid', column: 'words', form: 'bytes', context }]

/** Personal words of a record, sealed to their row. */
const sealWords = (sealing: Sealing, id: Id, words: Readonly<Record<string, string>>): Buffer | null =>
  Object.keys(words).length === 0 ? null : sealing.sealBytes(Buffer.from(JSON.stringify(words), 'utf8'), context(id))

export const openWords = (sealing: Sealing, id: Id, sealed: Uint8Array | null): Readonly<Record<string, string>> =>
  sealed === null ? {} : (JSON.parse(sealing.openBytes(sealed, context(id)).toString('utf8')) as Record<string, string>)

/** A form as the engine takes it: codes, and the names of the fields that have words. */
export const filledFrom = (recordId: Id, form: FormInput): Filled => ({
  recordId,
  codes: form.codes ?? {},
  fields: Object.keys(form.words ?? {}).filter((key) => (form.words![key] ?? '').trim() !== ''),
})

export type RecordOf = Pick<NewRecord, 'caseId' | 'kind' | 'subject' | 'form' | 'author'> & { readonly id: Id; readonly input: FormInput; readonly at: Instant }

/** The row beside a form's event. */
export function recordStatement({ sealing }: CaseDeps, record: RecordOf): Statement {
  const { input, ...rest } = record
  return insertRecord({ ...rest, codes: input.codes ?? {}, words: sealWords(sealing, record.id, input.words ?? {}) })
}
