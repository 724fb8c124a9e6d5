import { MessageOutlined, ThunderboltOutlined } from '@ant-design/icons'
import { memo, type MouseEvent } from 'react'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { TimeText } from '#ui/time/time-text.tsx'
import type { CaseRow } from '../../inbox-contract.ts'
import { DueChip } from '../pieces/due-chip.tsx'
import { useCaseWords } from '../pieces/use-case-words.ts'
import styles from './case-line.module.css'

type LineProps = {
  readonly row: CaseRow
  readonly chosen: boolean
  readonly current: boolean
  readonly onChoose: (id: string) => void
  readonly onOpen: (id: string, event: MouseEvent) => void
  /** The pointer came to the case, or left it. */
  readonly onNear: (id: string | null) => void
}

/** One case of a list: what is due, what it is about, who it is from, where it stands, who has it. */
export const CaseLine = memo(function CaseLine({ row, chosen, current, onChoose, onOpen, onNear }: LineProps) {
  const say = useCaseWords()
  return (
    <div className={styles['line']} data-chosen={chosen} data-current={current} data-new={row.newReply}>
      <input type="checkbox" className={styles['choose']} checked={chosen} onChange={() => onChoose(row.id)} aria-label={say('list.select', { number: row.number })} />
      <div className={styles['due']}>{row.closedAt === null ? <DueChip due={row.nextDue} /> : <span className={styles['small']}>{say('list.closed')} <TimeText past at={row.closedAt} /></span>}</div>
      <a href={`/cases/${row.id}`} onClick={(event) => onOpen(row.id, event)} onPointerEnter={() => onNear(row.id)} onPointerLeave={() => onNear(null)} className={styles['about']} id={`case-${row.id}`}>
        <span className={styles['subject']}>
          {row.green && <ToneChip tone="good" icon={<ThunderboltOutlined />}>{say('list.green')}</ToneChip>}
          {row.newReply && <ToneChip tone="info" icon={<MessageOutlined />}>{say('list.new_reply')}</ToneChip>}
          <span className={styles['title']}>{row.subject ?? say('list.no_subject')}</span>
        </span>
        <LastSaid row={row} />
      </a>
      <div className={styles['who']}>
        <span className={styles['name']}>{row.customer?.name ?? say('list.no_customer')}</span>
        <span className={styles['small']}>{row.number}</span>
      </div>
      <div className={styles['where']}>
        <span className={styles['name']}>{row.steps[0]?.name ?? say(`status.${row.status as 'open'}`)}</span>
        <span className={styles['small']}>{standing(row, say)}</span>
      </div>
      <div className={styles['hands']}>
        <span className={styles['name']} data-nobody={row.assignee === null}>{row.assignee?.name ?? say('list.nobody')}</span>
        <span className={styles['small']}><TimeText past at={row.updatedAt} /></span>
      </div>
    </div>
  )
})

function LastSaid({ row: { lastMessage } }: { readonly row: CaseRow }) {
  const say = useCaseWords()
  if (lastMessage === null) return null
  return <span className={styles['said']}><span className={styles['from']}>{say(speakerOf(lastMessage))}</span>{lastMessage.text}</span>
}

const speakerOf = ({ direction, authorKind }: NonNullable<CaseRow['lastMessage']>) => {
  if (direction === 'in') return 'list.from_customer'
  if (direction === 'note') return 'list.note'
  return authorKind === 'system' ? 'list.from_system' : 'list.from_us'
}

function standing(row: CaseRow, say: ReturnType<typeof useCaseWords>): string {
  if (row.awaiting === 'customer') return row.awaitingReason ?? say('view.waiting')
  return row.classes.map(({ codeName }) => codeName).join(' · ')
}
