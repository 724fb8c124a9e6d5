import { createServer } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import type { ServerReport } from './server-process.ts'

/** The ceiling of live screens: `ws` with nothing of ours. Any request sends one frame as long as ours to every socket. */
const sockets = new Set<WebSocket>()
const server = createServer((_request, response) => {
  const frame = Buffer.from(JSON.stringify({ type: 'cases', changed: [{ id: '019aa000-0000-7000-8000-000000000000', version: 5 }], gone: [] }))
  for (const socket of sockets) socket.send(frame, { binary: false })
  response.writeHead(200, { 'content-length': '0' }).end()
})
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => void sockets.add(socket))
server.listen(0, 'localhost')

const report = (): ServerReport => ({ routes: [], residentBytes: process.memoryUsage.rss(), cpuMs: (process.cpuUsage().user + process.cpuUsage().system) / 1_000 })
process.on('message', (asked) => {
  if (asked === 'report') process.send?.(report())
})
process.on('SIGTERM', () => process.exit(0))
server.once('listening', () => {
  const address = server.address()
  process.send?.({ address: `http://localhost:${address !== null && typeof address === 'object' ? address.port : 0}`, firstSignIn: null })
})
