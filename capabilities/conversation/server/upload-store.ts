import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'

/** Whoever uploaded a file, and alone may send it. */
export type Uploader = { readonly kind: 'staff' | 'api_key'; readonly id: Id }
export type NewUpload = { readonly fileId: Id; readonly uploader: Uploader; readonly name: string; readonly type: string; readonly bytes: number; readonly sha256: string }

export const insertUpload = ({ fileId, uploader, name, type, bytes, sha256 }: NewUpload, at: Instant): Statement => ({
  name: 'conversation.insert_upload',
  text: 'insert into uploads (file_id, uploader_kind, uploader_id, name, type, bytes, sha256, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
  values: [fileId, uploader.kind, uploader.id, name, type, bytes, sha256, formatInstant(at)],
})

export const waitingUploads = ({ kind, id }: Uploader): Statement => ({
  name: 'conversation.waiting_uploads',
  text: 'select count(*)::int as files, coalesce(sum(bytes), 0)::bigint as bytes from uploads where uploader_kind = $1 and uploader_id = $2',
  values: [kind, id],
})

export const uploadsOf = ({ kind, id }: Uploader, fileIds: readonly Id[]): Statement => ({
  name: 'conversation.uploads_of',
  text: 'select file_id, name, type, bytes from uploads where file_id = any($3::uuid[]) and uploader_kind = $1 and uploader_id = $2',
  values: [kind, id, fileIds],
})

type Attaching = { readonly uploader: Uploader; readonly messageId: Id; readonly files: readonly { readonly fileId: Id; readonly id: Id }[] }

/** Waiting files become those of a message, in the order given: all of them, or the transaction fails. */
export const attachUploads = ({ uploader, messageId, files }: Attaching): Statement => ({
  name: 'conversation.attach_uploads',
  text: `with taken as (delete from uploads where file_id = any($4::uuid[]) and uploader_kind = $1 and uploader_id = $2 returning file_id, name, type, bytes, sha256),
    kept as (insert into attachments (id, message_id, file_id, name, type, bytes, sha256, position)
      select asked.id, $3, file_id, name, type, bytes, sha256, asked.place - 1 from taken join unnest($4::uuid[], $5::uuid[]) with ordinality as asked (file_id, id, place) using (file_id) returning id)
    select careloop_assert(count(*) = cardinality($4::uuid[]), 'uploads.waiting') from kept`,
  values: [uploader.kind, uploader.id, messageId, files.map(({ fileId }) => fileId), files.map(({ id }) => id)],
})

/** The files of a message that was taken back wait for its writer again, as if they had just been uploaded. */
export const giveBackUploads = (messageId: Id, at: Instant): Statement => ({
  name: 'conversation.give_back_uploads',
  text: `with back as (delete from attachments using messages where message_id = $1 and messages.id = message_id and messages.state = 'cancelled' and author_kind in ('staff', 'api_key')
      returning file_id, author_kind, author_id, attachments.name, attachments.type, attachments.bytes, attachments.sha256)
    insert into uploads (file_id, uploader_kind, uploader_id, name, type, bytes, sha256, created_at) select file_id, author_kind, author_id, name, type, bytes, sha256, $2 from back on conflict (file_id) do nothing`,
  values: [messageId, formatInstant(at)],
})

/** Files that no message took are given up; what clears archived files away takes them from the disk. */
export const giveUpUploads = (before: Instant, at: Instant): Statement => ({
  name: 'conversation.give_up_uploads',
  text: `with gone as (delete from uploads where created_at <= $1 returning file_id)
    update files set archived_at = $2 from gone where id = file_id and archived_at is null`,
  values: [formatInstant(before), formatInstant(at)],
})
