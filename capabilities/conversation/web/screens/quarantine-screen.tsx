import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Flex, Segmented, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { TimeText } from '#ui/time/time-text.tsx'
import type { QuarantinedMail } from '../../contract.ts'
import { quarantineQuery } from '../keeping/keeping-data.ts'
import { QuarantineActs } from '../keeping/quarantine-acts.tsx'
import { sayBytes } from '../keeping/say-bytes.ts'
import { useKeepingWords } from '../keeping/use-keeping-words.ts'

/** Mails that could not become messages: seen, tried again, put aside. */
export function QuarantineScreen() {
  const say = useKeepingWords()
  const [dismissed, setDismissed] = useState(false)
  const list = useInfiniteQuery(quarantineQuery(dismissed))
  const mails = list.data?.pages.flatMap(({ items }) => items) ?? []
  const columns: TableColumnsType<QuarantinedMail> = [
    { key: 'received', title: say('quarantine.received'), render: (_value, { receivedAt }) => <TimeText past at={receivedAt} /> },
    { key: 'mailbox', title: say('quarantine.mailbox'), render: (_value, { mailbox }) => mailbox ?? say('quarantine.imported') },
    { key: 'why', title: say('quarantine.why'), render: (_value, { error, errorCode, attempts }) => <Flex vertical><span>{error ?? errorCode}</span>{attempts > 0 && <span>{say('quarantine.attempts', { count: attempts })}</span>}</Flex> },
    { key: 'size', title: say('quarantine.size'), render: (_value, { bytes }) => sayBytes(bytes) },
    { key: 'actions', title: say('quarantine.actions'), render: (_value, mail) => <QuarantineActs mail={mail} dismissed={dismissed} /> },
  ]
  return (
    <>
      <PageHead title={say('quarantine.title')} text={say('quarantine.text')} />
      <Flex vertical gap="middle">
        <div><Segmented<boolean> value={dismissed} onChange={setDismissed} options={[{ value: false, label: say('quarantine.waiting') }, { value: true, label: say('quarantine.dismissed') }]} /></div>
        <ProblemNote problem={list.error} />
        {list.isSuccess && mails.length === 0
          ? (dismissed ? <EmptyNote title={say('quarantine.none_dismissed')} /> : <EmptyNote title={say('quarantine.none')} text={say('quarantine.none_text')} />)
          : <Table<QuarantinedMail> aria-label={say('quarantine.title')} size="middle" rowKey="id" columns={columns} dataSource={mails} loading={list.isLoading} pagination={false} scroll={{ x: 'max-content' }} />}
        {list.hasNextPage && <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{say('more')}</Button>}
      </Flex>
    </>
  )
}
