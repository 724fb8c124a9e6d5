import { CheckCircleOutlined, HistoryOutlined } from '@ant-design/icons'
import { Button, Table, type TableColumnsType } from 'antd'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { TimeText } from '#ui/time/time-text.tsx'
import type { HandbookVersionView } from '../../contract.ts'
import { useVersionWords } from './use-version-words.ts'
import styles from './versions.module.css'

type TableProps = {
  readonly versions: readonly HandbookVersionView[]
  readonly inForce: string
  readonly nameOf: (id: string | null) => string
  readonly onCompare: (pair: { readonly from: string; readonly to: string }) => void
}

/** Every published version, the newest first. */
export function VersionTable({ versions, inForce, nameOf, onCompare }: TableProps) {
  const say = useVersionWords()
  const force = versions.find(({ id }) => id === inForce)
  const columns: TableColumnsType<HandbookVersionView> = [
    { key: 'number', title: say('column.number'), render: (_value, { number }) => <strong>{say('number', { number })}</strong> },
    { key: 'state', title: say('column.state'), render: (_value, { id, number }) => (id === inForce ? <ToneChip tone="good" icon={<CheckCircleOutlined />}>{say('in_force')}</ToneChip> : <ToneChip tone="calm" icon={<HistoryOutlined />}>{say(number > (force?.number ?? 0) ? 'to_come' : 'past')}</ToneChip>) },
    { key: 'effective', title: say('column.effective'), dataIndex: 'effectiveOn' },
    { key: 'published', title: say('column.published'), render: (_value, { publishedAt }) => <TimeText past at={publishedAt} /> },
    { key: 'by', title: say('column.by'), render: (_value, { publishedBy }) => nameOf(publishedBy) },
    { key: 'actions', title: say('column.actions'), render: (_value, { id }, at) => {
      const before = versions[at + 1]
      return before === undefined ? null : <Button size="small" onClick={() => onCompare({ from: before.id, to: id })}>{say('compare')}</Button>
    } },
  ]
  return <div className={styles['scroll']} role="region" aria-label={say('title')} tabIndex={0}><Table<HandbookVersionView> aria-label={say('title')} size="middle" rowKey="id" columns={columns} dataSource={[...versions]} pagination={{ pageSize: 20, hideOnSinglePage: true }} /></div>
}
