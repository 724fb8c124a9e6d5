import type { Log } from '#platform/log/log.ts'

/** npm passes on the signal that the terminal has already sent: what comes this soon is the same wish. */
const SAME_WISH_MS = 1_000

/** On SIGTERM or SIGINT `stop` runs once, even when it comes during the start; a second signal ends the process at once. */
export function drainOnSignals(started: Promise<{ stop(): Promise<void> }>, log: Log): void {
  let since: number | null = null
  const onSignal = (signal: NodeJS.Signals): void => {
    if (since !== null && performance.now() - since > SAME_WISH_MS) process.exit(1)
    if (since !== null) return
    since = performance.now()
    log.info({ signal }, 'draining')
    void started.then(
      (server) => server.stop(),
      () => undefined,
    ).then(
      () => process.exit(process.exitCode ?? 0),
      (error: unknown) => {
        log.error({ err: error }, 'drain failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}
