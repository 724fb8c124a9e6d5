import { useQuery } from '@tanstack/react-query'
import { App, Button, Table, type TableColumnsType } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { TimeText } from '#ui/time/time-text.tsx'
import type { OutboxItem } from '../../contract.ts'
import { askConversation } from '../mailboxes/mailbox-data.ts'
import { failedWishesQuery, HEALTH, OUTBOX } from './keeping-data.ts'
import styles from './keeping.module.css'
import { useKeepingWords } from './use-keeping-words.ts'
import { WORDS, type KeepingWord } from './words/zh-cn.ts'

/** What was given up, to be tried again: each wish is carried out at most once, however often it is tried. */
export function FailedWishes() {
  const say = useKeepingWords()
  const { message } = App.useApp()
  const failed = useQuery(failedWishesQuery)
  const retry = useCommand({ run: async (id: OutboxItem['id'], key) => askConversation('POST /api/v1/outbox/:id/retry', { params: { id } }, { key }), changes: () => [OUTBOX, HEALTH], onDone: () => void message.success(say('health.retried')) })
  const kind = (key: string): string => (isKnown(`kind.${key}`) ? say(`kind.${key}` as KeepingWord) : key)
  const columns: TableColumnsType<OutboxItem> = [
    { key: 'kind', title: say('health.failed_kind'), render: (_value, item) => kind(item.kind) },
    { key: 'error', title: say('health.failed_error'), render: (_value, { lastError }) => <code>{lastError ?? '–'}</code> },
    { key: 'at', title: say('health.failed_at'), render: (_value, { failedAt }) => (failedAt === null ? null : <TimeText past at={failedAt} />) },
    { key: 'attempts', title: say('health.failed_attempts'), dataIndex: 'attempts' },
    { key: 'act', title: say('quarantine.actions'), render: (_value, { id }) => <Button size="small" loading={retry.isPending && retry.variables === id} onClick={() => retry.mutate(id)}>{say('health.retry')}</Button> },
  ]
  return (
    <section>
      <h2 className={styles['head']}>{say('health.failed_title')}</h2>
      <ProblemNote problem={failed.error ?? retry.error} />
      <Table<OutboxItem> aria-label={say('health.failed_title')} size="small" rowKey="id" columns={columns} dataSource={[...(failed.data ?? [])]} loading={failed.isLoading} pagination={false} scroll={{ x: 'max-content' }} locale={{ emptyText: say('health.failed_none') }} />
    </section>
  )
}

const isKnown = (word: string): boolean => word in WORDS
