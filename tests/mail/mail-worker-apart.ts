import { mailFetching } from '#apps/server/mail.ts'
import { outboxWorker } from '#apps/server/outbox-worker.ts'
import { startServer } from '#apps/server/start.ts'
import { readConfig } from '#platform/config/config.ts'
import { createLog } from '#platform/log/log.ts'

/** The part of the server that reads mail, in a process of its own; ends with its input. */
const server = await startServer({ ...readConfig(process.env), role: 'worker' }, createLog('silent'), [outboxWorker, mailFetching])
process.stdin.resume().once('end', () => void server.stop().then(() => process.exit(0)))
