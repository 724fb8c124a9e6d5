import type { Upload } from '#capabilities/conversation/contract.ts'
import { MESSAGE_BYTES_MAX } from '#capabilities/conversation/core/upload-rules.ts'
import { newKey } from '#ui/talk/call.ts'
import { Problem, problemOf } from '#ui/talk/problem.ts'

/** What is larger is not sent at all: the server would only say so after it has come. */
export const isTooLarge = ({ size }: File): boolean => size > MESSAGE_BYTES_MAX

/** Brings a file to the server, where it waits for its message; `onPart` hears how much of it has gone, from 0 to 1. Rejects with `Problem`. */
export async function uploadFile(file: File, onPart: (part: number) => void = () => undefined): Promise<Upload> {
  return new Promise((resolve, reject) => {
    // `fetch` does not tell how far it has come.
    const request = new XMLHttpRequest()
    request.open('POST', '/api/v1/files')
    request.responseType = 'json'
    const headers = { 'content-type': file.type === '' ? 'application/octet-stream' : file.type, 'x-file-name': encodeURIComponent(file.name), 'accept-language': document.documentElement.lang, 'idempotency-key': newKey() }
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', ({ loaded, total }) => onPart(total === 0 ? 0 : loaded / total))
    request.addEventListener('load', () => (request.status === 201 ? resolve(request.response as Upload) : reject(problemOf(request.status, request.response))))
    for (const lost of ['error', 'abort', 'timeout']) request.addEventListener(lost, () => reject(new Problem(0, 'no_connection')))
    request.send(file)
  })
}
