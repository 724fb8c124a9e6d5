import type { Id, IdSource } from '#kernel/id.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { refusal } from '#platform/http/problem.ts'
import { attachingRefusal } from '../core/upload-rules.ts'
import { uploadsOf, type Uploader } from './upload-store.ts'

/** The files of a record: under which id each of the asked is found from now on, and what belongs behind the record's own statement. */
export type RecordFiles = { readonly idOf: ReadonlyMap<string, Id>; readonly rows: readonly Statement[] }

/** A file as one may fetch it. */
export type CaseFile = { readonly id: Id; readonly name: string; readonly type: string; readonly bytes: number }

/**
 * Files that go with a form: those this writer uploaded, and those that lie in the case already. Whatever is neither is refused, as are too
 * many (`message.file_unknown`, `message.too_many_files`, `message.files_too_large`).
 */
export async function filesForRecord(deps: { readonly db: Db; readonly newId: IdSource }, uploader: Uploader, record: { readonly id: Id; readonly caseId: Id; readonly fileIds: readonly Id[] }): Promise<RecordFiles> {
  const asked = [...new Set(record.fileIds)]
  if (asked.length === 0) return { idOf: new Map(), rows: [] }
  const inCase = new Set((await deps.db.query(filesInCase(record.caseId, asked))).rows.map((row) => row['id'] as Id))
  const coming = asked.filter((id) => !inCase.has(id))
  const { rows } = await deps.db.query(uploadsOf(uploader, coming))
  const refused = attachingRefusal(coming, rows.map((row) => ({ bytes: Number(row['bytes']) })))
  if (refused !== null) throw refusal(refused.refusal)
  const files = coming.map((fileId) => ({ fileId, id: deps.newId() }))
  const idOf = new Map<string, Id>([...[...inCase].map((id) => [id, id] as const), ...files.map(({ fileId, id }) => [fileId, id] as const)])
  return { idOf, rows: files.length === 0 ? [] : [attachToRecord({ uploader, record, files })] }
}

/** Those of these files that lie in the case: in its messages or its forms. */
export const filesInCase = (caseId: Id, ids: readonly Id[]): Statement => ({
  name: 'conversation.files_in_case',
  text: `select a.id, a.name, a.type, a.bytes from attachments a left join messages m on m.id = a.message_id where a.id = any($2::uuid[]) and coalesce(m.case_id, a.case_id) = $1`,
  values: [caseId, ids],
})

type Attaching = { readonly uploader: Uploader; readonly record: { readonly id: Id; readonly caseId: Id }; readonly files: readonly { readonly fileId: Id; readonly id: Id }[] }

/** Waiting files become those of a record: all of them, or the transaction fails. */
const attachToRecord = ({ uploader, record, files }: Attaching): Statement => ({
  name: 'conversation.attach_to_record',
  text: `with taken as (delete from uploads where file_id = any($5::uuid[]) and uploader_kind = $1 and uploader_id = $2 returning file_id, name, type, bytes, sha256),
    kept as (insert into attachments (id, record_id, case_id, file_id, name, type, bytes, sha256, position)
      select asked.id, $3, $4, file_id, name, type, bytes, sha256, asked.place - 1 from taken join unnest($5::uuid[], $6::uuid[]) with ordinality as asked (file_id, id, place) using (file_id) returning id)
    select careloop_assert(count(*) = cardinality($5::uuid[]), 'uploads.waiting') from kept`,
  values: [uploader.kind, uploader.id, record.id, record.caseId, files.map(({ fileId }) => fileId), files.map(({ id }) => id)],
})
