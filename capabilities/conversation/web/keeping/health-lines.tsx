import { CheckCircleOutlined, CloseCircleOutlined, ExclamationCircleOutlined, PauseCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Tone } from '#ui/theme/tokens.ts'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { TimeText } from '#ui/time/time-text.tsx'
import { useReader } from '#ui/time/use-reader.ts'
import { lagOf, lagVerdict, mailboxVerdict, outboxVerdict, processVerdict, type Verdict } from '../../core/health-verdict.ts'
import type { HealthDetails } from '../../health-contract.ts'
import styles from './keeping.module.css'
import { sayBytes } from './say-bytes.ts'
import { saySpan } from './say-span.ts'
import { useKeepingWords } from './use-keeping-words.ts'
import type { KeepingWord } from './words/zh-cn.ts'

const TONES: Readonly<Record<Verdict, Tone>> = { good: 'good', watch: 'warn', bad: 'bad', off: 'calm' }
const ICONS: Readonly<Record<Verdict, ReactNode>> = { good: <CheckCircleOutlined />, watch: <ExclamationCircleOutlined />, bad: <CloseCircleOutlined />, off: <PauseCircleOutlined /> }

function Line({ name, verdict, children }: { readonly name: string; readonly verdict: Verdict; readonly children: ReactNode }) {
  const say = useKeepingWords()
  return (
    <li className={styles['line']}>
      <span className={styles['name']}>{name}</span>
      <span><ToneChip tone={TONES[verdict]} icon={ICONS[verdict]}>{say(`health.${verdict}`)}</ToneChip></span>
      <span className={styles['facts']}>{children}</span>
    </li>
  )
}

/** The parts of the server, a line each. */
export function PartsHealth({ health }: { readonly health: HealthDetails }) {
  const say = useKeepingWords()
  const { locale } = useReader()
  const { at, version, startedAt, database, room, outbox, quarantined, sealing, search } = health
  const [sealingLag, searchLag] = [lagOf(at, sealing.oldestUnsealedAt), lagOf(at, search.oldestUnindexedAt)]
  const behind = (lag: number): string => (lagVerdict(lag) === 'good' ? say('health.current') : say('health.sealing_lag', { lag: saySpan(lag, locale) }))
  return (
    <ul className={styles['lines']} aria-label={say('health.title')}>
      <Line name={say('health.server')} verdict="good">{say('health.server_facts', { version, since: saySpan(Date.parse(at) - Date.parse(startedAt), locale) })}</Line>
      <Line name={say('health.database')} verdict={room ? 'good' : 'bad'}>
        <span>{say('health.database_facts', { version: database.version, size: sayBytes(database.bytes), connections: database.connections })}</span>
        {!room && <span>{say('health.no_room')}</span>}
      </Line>
      <Line name={say('health.outbox')} verdict={outboxVerdict(outbox)}>{say('health.outbox_facts', { waiting: outbox.waiting, late: outbox.late, failed: outbox.failed })}</Line>
      <Line name={say('health.quarantine')} verdict={quarantined === 0 ? 'good' : 'watch'}>{say('health.quarantine_facts', { count: quarantined })}</Line>
      <Line name={say('health.sealing')} verdict={lagVerdict(sealingLag)}>{behind(sealingLag)}</Line>
      <Line name={say('health.search')} verdict={search.rebuilding ? 'watch' : lagVerdict(searchLag)}>{search.rebuilding ? say('health.rebuilding') : behind(searchLag)}</Line>
    </ul>
  )
}

/** When each mailbox was last read, and what stands in the way. */
export function MailboxHealth({ health: { at, mailboxes } }: { readonly health: HealthDetails }) {
  const say = useKeepingWords()
  return (
    <section>
      <h2 className={styles['head']}>{say('health.mailboxes')}</h2>
      {mailboxes.length === 0 && <p className={styles['hint']}>{say('health.no_mailbox')}</p>}
      <ul className={mailboxes.length === 0 ? '' : styles['lines']}>
        {mailboxes.map((mailbox) => (
          <Line key={mailbox.id} name={mailbox.name} verdict={mailboxVerdict(at, mailbox)}>
            <span>{mailbox.address}</span>
            <span className={styles['hint']}>{mailbox.lastCheckedAt === null ? say('health.never_checked') : <>{say('health.checked')} <TimeText past at={mailbox.lastCheckedAt} /></>}</span>
            {mailbox.active && mailbox.error !== null && <span>{mailbox.error}</span>}
          </Line>
        ))}
      </ul>
    </section>
  )
}

/** The processes of the last day, and when each was last heard of. */
export function ProcessHealth({ health: { at, processes } }: { readonly health: HealthDetails }) {
  const say = useKeepingWords()
  return (
    <section>
      <h2 className={styles['head']}>{say('health.processes')}</h2>
      {processes.length === 0 && <p className={styles['hint']}>{say('health.no_process')}</p>}
      <ul className={processes.length === 0 ? '' : styles['lines']}>
        {processes.map(({ id, role, host, version, beatAt }) => (
          <Line key={id} name={say(`role.${role}` as KeepingWord)} verdict={processVerdict(at, beatAt)}>
            <span>{say('health.process_facts', { role: id.slice(-6), host, version })}</span>
            <span className={styles['hint']}>{say('health.beat')} <TimeText past at={beatAt} /></span>
          </Line>
        ))}
      </ul>
    </section>
  )
}
