import { parentPort, workerData } from 'node:worker_threads'
import { must } from '#kernel/assert.ts'
import type { MailLimits } from './mail-limits.ts'
import { ownMemoryOf } from './own-memory.ts'
import { openMail } from './read-mail.ts'

const port = must(parentPort, 'this file runs as a worker thread')
const limits = workerData as MailLimits

port.on('message', (raw: Uint8Array) => {
  const opened = openMail(raw, limits)
  port.postMessage(opened, 'rejected' in opened ? [] : ownMemoryOf(opened.files.map(({ content }) => content)))
})
