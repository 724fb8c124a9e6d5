import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '#platform/log/log.ts'
import { systemIds } from '#platform/runtime.ts'
import { hearOut } from './hear-out.ts'
import { createHttp } from './http-server.ts'
import type { Http } from './type-provider.ts'

const MEGABYTE = 1 << 20
const REFUSED = { error: { code: 'request.too_large', params: {}, message: '请求正文太大' } }

describe('a request body of sixty megabytes', () => {
  let http: Http
  let port: number
  beforeAll(async () => {
    http = await createHttp({ log: createLog('silent'), newId: systemIds, version: '0', publicUrl: 'http://localhost:3000' })
    http.post('/api/v1/things', async () => ({}))
    await http.listen({ host: '127.0.0.1', port: 0 })
    port = (http.server.address() as AddressInfo).port
  })
  afterAll(() => http.close())

  const body = Buffer.alloc(60 * MEGABYTE, '[]')
  const head = (lines: readonly string[]) => ['POST /api/v1/things HTTP/1.1', 'host: localhost', 'content-type: application/json', ...lines, '', ''].join('\r\n')

  /** A client that listens only when it has said everything; fails where the connection is cut under it. */
  async function sayThenListen(pieces: readonly (string | Buffer)[]): Promise<string> {
    const socket = connect(port, '127.0.0.1')
    socket.pause().on('error', () => undefined)
    for (const piece of pieces) await new Promise<void>((resolve, reject) => void socket.write(piece, (error) => (error ? reject(error) : resolve())))
    let heard = ''
    socket.setEncoding('utf8').on('data', (text: string) => (heard += text)).resume()
    socket.end()
    await once(socket, 'close')
    return heard
  }

  it('is refused in the form of all errors, and a client that speaks to its end first can read it', async () => {
    const answer = await sayThenListen([head([`content-length: ${body.length}`]), body])
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))).toEqual(REFUSED)
  })

  it('is refused too when its length is not said beforehand', async () => {
    const chunk = (bytes: Buffer) => [`${bytes.length.toString(16)}\r\n`, bytes, '\r\n']
    const chunks = Array.from({ length: 60 }, (_, n) => chunk(body.subarray(n * MEGABYTE, (n + 1) * MEGABYTE)))
    const answer = await sayThenListen([head(['transfer-encoding: chunked']), ...chunks.flat(), '0\r\n\r\n'])
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toContain(JSON.stringify(REFUSED))
  })

  it('is refused at once to a client that asked before sending it', async () => {
    const asking = request({ port, method: 'POST', path: '/api/v1/things', headers: { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' } })
    asking.flushHeaders()
    const [answer]: IncomingMessage[] = await once(asking, 'response')
    expect(answer?.statusCode).toBe(413)
    asking.on('error', () => undefined).destroy()
  })
})

describe('a body that is refused', () => {
  it('is heard out up to a bound, in memory of one piece', async () => {
    let given = 0
    const endless = new Readable({
      read() {
        given += 65_536
        this.push(Buffer.alloc(65_536))
      },
    })
    await hearOut(Object.assign(endless, { complete: false, headers: {} }) as unknown as IncomingMessage, 10 * MEGABYTE)
    expect(given).toBeGreaterThan(10 * MEGABYTE)
    expect(given).toBeLessThan(11 * MEGABYTE)
    endless.destroy()
  })
})
