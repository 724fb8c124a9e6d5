import { connect, type Socket } from 'node:net'

export type HttpAnswer = { readonly status: number; readonly body: string; readonly headers: string }
export type HttpAsk = { readonly method: string; readonly path: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }

/** One kept connection that asks one question at a time. A load generator must cost less than what it loads, so it speaks HTTP/1.1 itself. */
export type HttpConnection = { ask(ask: HttpAsk): Promise<HttpAnswer>; close(): void }

const END_OF_HEADERS = Buffer.from('\r\n\r\n')

export async function openConnection(port: number): Promise<HttpConnection> {
  const socket = await opened(port)
  let waiting: PromiseWithResolvers<HttpAnswer> | null = null
  let received: Buffer = Buffer.alloc(0)
  const settle = (): void => {
    const answer = readAnswer(received)
    if (answer === null || waiting === null) return
    received = Buffer.alloc(0)
    const { resolve } = waiting
    waiting = null
    resolve(answer)
  }
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    settle()
  })
  socket.on('error', (error) => waiting?.reject(error))
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')))
  return {
    ask: (ask) => {
      waiting = Promise.withResolvers<HttpAnswer>()
      socket.write(written(ask, port))
      return waiting.promise
    },
    close: () => socket.destroy(),
  }
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: 'localhost', noDelay: true, autoSelectFamily: true })
    socket.once('error', reject).once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}

function written({ method, path, headers = {}, body = '' }: HttpAsk, port: number): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const content = body === '' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
  return `${method} ${path} HTTP/1.1\r\nhost: localhost:${port}\r\n${lines}${content}\r\n${body}`
}

/** The answer when it is complete; our servers always say how long it is. */
function readAnswer(received: Buffer): HttpAnswer | null {
  const end = received.indexOf(END_OF_HEADERS)
  if (end < 0) return null
  const headers = received.toString('latin1', 0, end)
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(headers)?.[1] ?? 0)
  const from = end + END_OF_HEADERS.length
  if (received.length < from + length) return null
  return { status: Number(headers.slice(9, 12)), headers, body: received.toString('utf8', from, from + length) }
}
