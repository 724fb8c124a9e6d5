import { Tooltip } from 'antd'
import { sayExactTime, sayTime } from './say-time.ts'
import { useReader } from './use-reader.ts'

/** A time as people say it, the exact one on hover. `at` is RFC 3339. */
export function TimeText({ at }: { readonly at: string }) {
  const reader = useReader()
  const instant = Date.parse(at)
  return (
    <Tooltip title={sayExactTime(instant, reader)} mouseEnterDelay={0.3}>
      <time dateTime={at}>{sayTime(instant, reader)}</time>
    </Tooltip>
  )
}
