import { Button, Space } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useCaseWords } from '../pieces/use-case-words.ts'
import styles from './batch-bar.module.css'
import type { BatchType } from './batch-pieces.ts'

const BatchDialog = lazy(async () => ({ default: (await import('./batch-dialog.tsx')).BatchDialog }))

const BATCH_TYPES: readonly BatchType[] = ['assign', 'note', 'wait', 'resume', 'read']
type BarProps = { readonly chosen: ReadonlySet<string>; /** So many are in the list that is shown. */ readonly listed: number; readonly onAll: () => void; readonly onClear: () => void }

/** What can be done to all that are chosen: first one sees what it would change, afterwards it can be taken back. */
export function BatchBar({ chosen, listed, onAll, onClear }: BarProps) {
  const say = useCaseWords()
  const [type, setType] = useState<BatchType | null>(null)
  return (
    <div className={styles['bar']} role="toolbar" aria-label={say('batch.chosen', { count: chosen.size })}>
      <strong>{say('batch.chosen', { count: chosen.size })}</strong>
      <Space wrap size={4}>
        {BATCH_TYPES.map((each) => <Button key={each} size="small" onClick={() => setType(each)}>{say(`batch.${each}`)}</Button>)}
        {listed > chosen.size && <Button size="small" type="link" onClick={onAll}>{say('batch.all', { count: listed })}</Button>}
        <Button size="small" type="link" onClick={onClear}>{say('batch.clear')}</Button>
      </Space>
      {type !== null && (
        <Suspense fallback={null}>
          <BatchDialog
            type={type}
            caseIds={[...chosen]}
            onClose={() => setType(null)}
            onBegun={() => {
              setType(null)
              onClear()
            }}
          />
        </Suspense>
      )}
    </div>
  )
}
