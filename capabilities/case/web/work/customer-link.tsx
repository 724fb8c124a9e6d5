import { LinkOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ShownOnce } from '#ui/pieces/shown-once.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import styles from './step-card.module.css'
import { usePageWords } from './use-page-words.ts'

/** The customer's own link, to be sent by hand where no mail goes; taking it stands in the history. */
export function CustomerLink({ caseId, of }: { readonly caseId: string; readonly of: string }) {
  const say = usePageWords()
  const giving = useCommand({
    run: async (wanted: string, key) => askCase('POST /api/v1/cases/:id/customer-links', { params: { id: caseId }, body: { of: wanted } }, { key }),
    changes: () => [caseKeys.history(caseId)],
  })
  return (
    <div className={styles['asked']}>
      {giving.data === undefined
        ? <div><Button icon={<LinkOutlined />} loading={giving.isPending} onClick={() => giving.mutate(of)}>{say('link.take')}</Button></div>
        : <><ShownOnce label={say('link.label')} value={giving.data.link} /><p className={styles['does']}>{say('link.honest')}</p></>}
      <ProblemNote problem={giving.error} />
    </div>
  )
}
