import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { FailedWishes } from '../keeping/failed-wishes.tsx'
import { MailboxHealth, PartsHealth, ProcessHealth } from '../keeping/health-lines.tsx'
import { healthQuery } from '../keeping/keeping-data.ts'
import { useKeepingWords } from '../keeping/use-keeping-words.ts'

/** How the server is: what waits, what is late, what has failed, and what to do about it. */
export function HealthScreen() {
  const say = useKeepingWords()
  const health = useQuery(healthQuery)
  const keepsOutbox = useMay('outbox.manage') === 'all'
  return (
    <>
      <PageHead title={say('health.title')} text={say('health.text')} />
      <ProblemNote problem={health.error} />
      {health.isPending && <Spin />}
      {health.data !== undefined && (
        <>
          <PartsHealth health={health.data} />
          <MailboxHealth health={health.data} />
          <ProcessHealth health={health.data} />
        </>
      )}
      {keepsOutbox && <FailedWishes />}
    </>
  )
}
