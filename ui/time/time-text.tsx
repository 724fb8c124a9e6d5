import { sayExactTime, sayTime } from './say-time.ts'
import { useReader } from './use-reader.ts'

/** A time as people say it, the exact one on hover. `at` is RFC 3339. `past`: it has happened, even if the clock of the screen is behind. */
export function TimeText({ at, past = false }: { readonly at: string; readonly past?: boolean }) {
  const reader = useReader()
  const instant = Date.parse(at)
  // A list shows dozens of them: the browser's own hint costs nothing until it is asked for.
  return <time dateTime={at} title={sayExactTime(instant, reader)}>{sayTime(past ? Math.min(instant, reader.now) : instant, reader)}</time>
}
