import { openConnection, type HttpAnswer, type HttpAsk } from './http-connection.ts'
import { percentile } from './timings.ts'

/** What a load brought: rates, and the times as the client saw them in milliseconds. */
export type Load = { readonly perSecond: number; readonly p50: number; readonly p99: number; readonly refused: number; readonly firstRefusal: string }
export type LoadPlan = { readonly port: number; readonly connections: number; readonly warmUpMs: number; readonly ms: number; readonly ask: (turn: number) => HttpAsk }

/** Keeps so many connections busy, each asking again as soon as it is answered; what happens while warming up is not counted. */
export async function load({ port, connections, warmUpMs, ms, ask }: LoadPlan): Promise<Load> {
  const lines = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  const times: number[] = []
  const refusals: HttpAnswer[] = []
  let turn = 0
  const begin = performance.now() + warmUpMs
  const end = begin + ms
  await Promise.all(lines.map(async (line) => {
    for (let now = performance.now(); now < end; ) {
      const answer = await line.ask(ask(turn++))
      const after = performance.now()
      if (answer.status >= 400) refusals.push(answer)
      if (now >= begin && after <= end) times.push(after - now)
      now = after
    }
  }))
  for (const line of lines) line.close()
  return { perSecond: times.length / (ms / 1_000), p50: percentile(times, 0.5), p99: percentile(times, 0.99), refused: refusals.length, firstRefusal: refusals[0]?.body ?? '' }
}
