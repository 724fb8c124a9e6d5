import { App, Button, Space } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useCommand } from '#ui/talk/use-command.ts'
import type { BatchReport } from '../../inbox-contract.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import type { BatchType } from './run-batch.ts'
import styles from './batch-bar.module.css'

const BatchDialog = lazy(async () => ({ default: (await import('./batch-dialog.tsx')).BatchDialog }))

const BATCH_TYPES: readonly BatchType[] = ['assign', 'note', 'wait', 'resume', 'read']

/** What can be done to all that are chosen: first one sees what it would change, afterwards it can be taken back. */
export function BatchBar({ chosen, onClear }: { readonly chosen: ReadonlySet<string>; readonly onClear: () => void }) {
  const say = useCaseWords()
  const [type, setType] = useState<BatchType | null>(null)
  const sayDone = useUndo()
  return (
    <div className={styles['bar']} role="toolbar" aria-label={say('batch.chosen', { count: chosen.size })}>
      <strong>{say('batch.chosen', { count: chosen.size })}</strong>
      <Space wrap size={4}>
        {BATCH_TYPES.map((each) => <Button key={each} size="small" onClick={() => setType(each)}>{say(`batch.${each}`)}</Button>)}
        <Button size="small" type="link" onClick={onClear}>{say('batch.clear')}</Button>
      </Space>
      {type !== null && (
        <Suspense fallback={null}>
          <BatchDialog
            type={type}
            caseIds={[...chosen]}
            onClose={() => setType(null)}
            onDone={(report) => {
              setType(null)
              onClear()
              sayDone(report)
            }}
          />
        </Suspense>
      )}
    </div>
  )
}

const UNDO_SHOWN_SECONDS = 20

/** Says what was done, with the way back beside it. */
function useUndo(): (report: BatchReport) => void {
  const say = useCaseWords()
  const { message, notification } = App.useApp()
  const undoing = useCommand({
    run: async (id: string, key) => askCase('POST /api/v1/case-batches/:id/undo', { params: { id } }, { key }),
    changes: () => [caseKeys.lists, caseKeys.all],
    onDone: ({ changed, refused }) => void message.success(refused === 0 ? say('batch.undone', { changed }) : say('batch.undone_partly', { changed, refused })),
  })
  return ({ id, changed, undoUntil }) => notification.success({
    key: 'batch',
    title: say('batch.done', { changed }),
    duration: UNDO_SHOWN_SECONDS,
    ...(id === null || undoUntil === null ? {} : {
      actions: <Button size="small" onClick={() => { undoing.mutate(id); notification.destroy('batch') }}>{say('batch.undo')}</Button>,
    }),
  })
}
