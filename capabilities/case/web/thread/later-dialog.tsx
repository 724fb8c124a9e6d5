import { Button, DatePicker, Modal } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFocusBack } from '#ui/keys/use-focus-back.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { TimeText } from '#ui/time/time-text.tsx'
import { useNow } from '#ui/time/use-now.ts'
import { askCase } from '../pieces/case-api.ts'
import styles from './composer.module.css'
import { useThreadWords } from './use-thread-words.ts'

/** When a reply is to go: moments that suit the working calendar, or any other. */
export default function LaterDialog({ caseId, onClose, onChoose }: { readonly caseId: string; readonly onClose: () => void; readonly onChoose: (sendAt: string) => void }) {
  useFocusBack()
  const say = useThreadWords()
  const [at, setAt] = useState<number | null>(null)
  const times = useQuery({ queryKey: ['case', caseId, 'send-times'], queryFn: async ({ signal }) => askCase('GET /api/v1/cases/:id/send-times', { params: { id: caseId } }, { signal }), staleTime: 0 })
  const now = useNow()
  const past = at !== null && at <= now
  return (
    <Modal open title={say('later.title')} okText={say('later.submit')} okButtonProps={{ disabled: at === null || past }} onOk={() => at !== null && onChoose(new Date(at).toISOString())} onCancel={onClose}>
      <ul className={styles['times']}>
        {times.data?.items.map((time) => (
          <li key={time.key}><Button block className={styles['time'] ?? ''} onClick={() => onChoose(time.at)}><span>{say(`later.${time.key}`)}</span><TimeText at={time.at} /></Button></li>
        ))}
      </ul>
      <ProblemNote problem={times.error} />
      <label className={styles['chosen']}>
        <span>{say('later.choose')}</span>
        <DatePicker showTime={{ format: 'HH:mm', minuteStep: 5 }} format="YYYY-MM-DD HH:mm" needConfirm={false} status={past ? 'error' : ''} onChange={(chosen) => setAt(chosen?.valueOf() ?? null)} />
      </label>
      {past && <p role="alert">{say('later.past')}</p>}
    </Modal>
  )
}
