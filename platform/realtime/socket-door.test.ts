import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createHttp } from '#platform/http/http-server.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { createLog } from '#platform/log/log.ts'
import { systemIds } from '#platform/runtime.ts'
import { frameOf, type LiveSocket } from './live-socket.ts'
import { openSocketDoor } from './socket-door.ts'

const RESYNC = '{"type":"resync"}'
const REFUSED = '{"type":"refused"}'

describe('the door of sockets', () => {
  let http: Http
  let address: string
  let inside: LiveSocket[] = []
  let heard: string[] = []
  let left = 0
  beforeEach(async () => {
    inside = []
    heard = []
    left = 0
    const log = createLog('silent')
    http = await createHttp({ log, newId: systemIds, version: '0', publicUrl: 'http://localhost:3000' })
    const door = openSocketDoor(http, { resync: frameOf({ type: 'resync' }), refused: frameOf({ type: 'refused' }), log })
    http.get('/live', async (request, reply) => {
      door.admit(request, reply, (socket) => {
        inside.push(socket)
        return { heard: async (text) => void heard.push(text), left: async () => void (left += 1) }
      })
      return reply
    })
    http.get('/page', async () => ({ page: true }))
    await http.listen({ port: 0, host: 'localhost' })
    address = `localhost:${(http.server.address() as AddressInfo).port}`
  })
  afterEach(() => http.close())

  const open = async (): Promise<{ socket: WebSocket; frames: string[] }> => {
    const socket = new WebSocket(`ws://${address}/live`, { perMessageDeflate: false })
    const frames: string[] = []
    socket.on('message', (data: Buffer) => frames.push(data.toString()))
    socket.on('error', () => undefined)
    await once(socket, 'open')
    return { socket, frames }
  }
  const closing = async (socket: WebSocket): Promise<number> => Number((await once(socket, 'close'))[0])

  it('text is taken in order, one after the other; what is no text gets the one answer', async () => {
    const { socket, frames } = await open()
    for (const word of ['一', '二', '三']) socket.send(word)
    socket.send(Buffer.from([1, 2, 3]))
    await once(socket, 'message')
    expect(heard).toEqual(['一', '二', '三'])
    expect(frames).toEqual([REFUSED])
    socket.close()
    await closing(socket)
  })

  it('a frame above 4 KB and more than twenty frames in a second end the socket', async () => {
    const [large, fast] = [await open(), await open()]
    large.socket.send('x'.repeat(4_097))
    for (let n = 0; n < 100; n += 1) fast.socket.send('x')
    expect(await Promise.all([closing(large.socket), closing(fast.socket)])).toEqual([1009, 1008])
    expect(heard.length).toBeLessThanOrEqual(40)
  })

  it('a reader that is too slow gets one resync in place of a queue, and then hears again', async () => {
    const { socket, frames } = await open()
    socket.pause()
    const news = frameOf({ type: 'cases', padding: 'x'.repeat(1_000) })
    for (let n = 0; n < 20_000; n += 1) inside[0]!.tell(news)
    socket.resume()
    while (frames.at(-1) !== RESYNC) await once(socket, 'message')
    inside[0]!.tell(frameOf({ type: 'after' }))
    while (!frames.at(-1)!.includes('after')) await once(socket, 'message')
    expect(frames.length).toBeLessThan(20_000)
    expect(frames.filter((frame) => frame === RESYNC).length).toBe(1)
    expect(frames.slice(-2)).toEqual([RESYNC, '{"type":"after"}'])
    socket.close()
    await closing(socket)
  })

  it('closing the server says 1001 to everybody and waits until they have left', async () => {
    const [one, other] = [await open(), await open()]
    const codes = Promise.all([closing(one.socket), closing(other.socket)])
    await http.close()
    expect(await codes).toEqual([1001, 1001])
    expect(left).toBe(2)
  })

  it('a socket that does not answer the farewell is cut off', async () => {
    const { socket } = await open()
    socket.pause()
    await http.close()
    expect(left).toBe(1)
    socket.terminate()
  })

  it('a plain request to the door is told to upgrade, and an upgrade elsewhere is answered like any request', async () => {
    const plain = await fetch(`http://${address}/live`)
    expect([plain.status, plain.headers.get('upgrade')]).toEqual([426, 'websocket'])
    const statusOf = async (path: string): Promise<number> => {
      const socket = new WebSocket(`ws://${address}${path}`)
      const answered = once(socket, 'unexpected-response')
      socket.on('error', () => undefined)
      const [, response] = (await answered) as [unknown, { statusCode: number; resume(): void }]
      response.resume()
      return response.statusCode
    }
    expect(await Promise.all([statusOf('/page'), statusOf('/nothing')])).toEqual([200, 404])
  })
})
