import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { may, type Viewer } from '#capabilities/access/core/viewer.ts'
import { contextOf, viewerOf } from '#capabilities/access/server/register-access.ts'
import { assert } from '#kernel/assert.ts'
import { forbidden, HttpProblem, refusal } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { FileHeaders, Upload } from '../contract.ts'
import { fileNameOf, mediaTypeOf, MESSAGE_BYTES_MAX, uploadingRefusal } from '../core/upload-rules.ts'
import type { ConversationDeps } from './conversation-deps.ts'
import { insertUpload, waitingUploads, type Uploader } from './upload-store.ts'

const MEGABYTE = 1 << 20

/** Files before their message: the body is the file, its name stands in a header. Nothing of it is held in memory, and nothing in it is believed. */
export function uploadRoutes(app: Http, deps: ConversationDeps): void {
  void app.register(async (scope: Http) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request: FastifyRequest, body: Readable, done: (error: null, body: Readable) => void) => done(null, body))
    scope.post('/api/v1/files', {
      config: { idempotency: false },
      schema: { tags: ['message'], summary: '上传附件：正文为文件内容，X-File-Name 为文件名（百分号编码）', headers: FileHeaders, response: { 201: Upload } },
    }, async (request, reply) => reply.status(201).send(await keepUpload(request, deps)))
  })
}

async function keepUpload(request: FastifyRequest, deps: ConversationDeps): Promise<Upload> {
  const uploader = uploaderOf(viewerOf(request))
  const name = fileNameOf(String(request.headers['x-file-name']))
  if (name === null) throw new HttpProblem(400, 'file.bad_name')
  if (Number(request.headers['content-length'] ?? 0) > MESSAGE_BYTES_MAX) throw tooLarge()
  const [waiting] = (await deps.db.query(waitingUploads(uploader))).rows
  const refused = uploadingRefusal({ files: Number(waiting?.['files']), bytes: Number(waiting?.['bytes']) })
  if (refused !== null) throw refusal(refused.refusal)
  const { at } = contextOf(request, deps, 'uploadFile')
  const { insert, id, bytes, sha256 } = await deps.files.put(deps.newId(), received(request.body as Readable | undefined), at)
  const type = mediaTypeOf(request.headers['content-type'])
  await deps.db.write([insert, insertUpload({ fileId: id, uploader, name, type, bytes, sha256 }, at)])
  return { id, name, type, bytes }
}

/** Whoever may write on cases at all may bring a file for it. */
function uploaderOf(viewer: Viewer): Uploader {
  if (!may(viewer, 'case.reply') && !may(viewer, 'case.note') && !may(viewer, 'case.step')) throw forbidden('case.reply')
  assert(viewer.kind !== 'system', 'people and programs upload files')
  return { kind: viewer.kind, id: viewer.id }
}

/** Up to the limit. The stream stays open when it is left, or nobody could be told why. */
async function* received(body: Readable | undefined): AsyncGenerator<Uint8Array> {
  if (body === undefined) return
  let bytes = 0
  for await (const piece of piecesOf(body)) {
    bytes += piece.length
    if (bytes > MESSAGE_BYTES_MAX) throw tooLarge()
    yield piece
  }
}

async function* piecesOf(body: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>
  } catch {
    // The sender went away in the middle: there is nobody to tell, and nothing is kept.
    throw new HttpProblem(400, 'request.malformed')
  }
}

const tooLarge = (): HttpProblem => new HttpProblem(413, 'file.too_large', { params: { megabytes: MESSAGE_BYTES_MAX / MEGABYTE } })
