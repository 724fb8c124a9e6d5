import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { saidWithScores } from '../../core/customer-words.ts'
import { recordsQuery } from '../pieces/use-records.ts'
import { CustomerQuotes } from './customer-quotes.tsx'
import { useVoiceWords } from './use-voice-words.ts'
import styles from './why-opened.module.css'

/** What the customer said beside the score of another case; read when somebody asks for it. */
export function Heard({ caseId }: { readonly caseId: string }) {
  const say = useVoiceWords()
  const [open, setOpen] = useState(false)
  return (
    <div>
      <Button type="link" size="small" className={styles['ask'] ?? ''} aria-expanded={open} onClick={() => setOpen(!open)}>{say(open ? 'heard.hide' : 'heard')}</Button>
      {open && <Words caseId={caseId} />}
    </div>
  )
}

function Words({ caseId }: { readonly caseId: string }) {
  const say = useVoiceWords()
  const { data, error } = useQuery(recordsQuery(caseId))
  if (data === undefined) return error === null ? <Skeleton active title={false} paragraph={{ rows: 1 }} /> : <ProblemNote problem={error} />
  const quotes = saidWithScores(data)
  return quotes.length === 0 ? <p className={styles['small']}>{say('heard.nothing')}</p> : <CustomerQuotes quotes={quotes} />
}
