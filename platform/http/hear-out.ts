import type { IncomingMessage } from 'node:http'

/** More than anybody sends by mistake; whoever goes on after it is cut off. */
const BYTES_MAX = 128 << 20

/**
 * Most clients listen only when they have said everything: a connection closed under a body takes the answer with it. So what is left of
 * a body that is refused is let through and forgotten, up to a bound; the server's time limit for requests holds as well.
 */
export function hearOut(request: IncomingMessage, bytesMax = BYTES_MAX): Promise<void> {
  if (request.complete || request.readableEnded || request.destroyed || request.headers.expect !== undefined) return Promise.resolve()
  const { promise, resolve } = Promise.withResolvers<void>()
  let left = bytesMax
  const count = (piece: Buffer): void => {
    left -= piece.length
    if (left >= 0) return
    request.pause()
    resolve()
  }
  request.on('data', count).once('end', resolve).once('close', resolve).once('error', () => resolve()).resume()
  return promise.finally(() => request.off('data', count))
}
