import type { Upload } from '#capabilities/conversation/contract.ts'
import { newKey } from '#ui/talk/call.ts'
import { Problem, problemOf } from '#ui/talk/problem.ts'

/** Brings a file to the server, where it waits for its message. Rejects with `Problem`. */
export async function uploadFile(file: File): Promise<Upload> {
  const answer = await fetch('/api/v1/files', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': file.type === '' ? 'application/octet-stream' : file.type, 'x-file-name': encodeURIComponent(file.name), 'accept-language': document.documentElement.lang, 'idempotency-key': newKey() },
    body: file,
  }).catch(() => {
    throw new Problem(0, 'no_connection')
  })
  const said: unknown = await answer.json().catch(() => null)
  if (!answer.ok) throw problemOf(answer.status, said)
  return said as Upload
}
