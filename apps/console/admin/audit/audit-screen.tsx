import { DownloadOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Flex, Table, Tooltip, type TableColumnsType } from 'antd'
import { useState } from 'react'
import type { AuditEvent, AuditFilters } from '#capabilities/access/audit-contract.ts'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { TimeText } from '#ui/time/time-text.tsx'
import { auditQuery, exportAddress } from './audit-data.ts'
import { AuditFilterBar } from './audit-filter-bar.tsx'
import { AuditDetails, Subject } from './audit-subject.tsx'
import { useAuditSentence } from './use-audit-sentence.ts'
import { useAuditWords } from './use-audit-words.ts'
import { useCaseNumbers } from './use-case-numbers.ts'

/** Who did what and when, newest first, narrowed as one likes; what is narrowed can be taken along. */
export function AuditScreen() {
  const say = useAuditWords()
  const [filters, setFilters] = useState<AuditFilters>({})
  const list = useInfiniteQuery(auditQuery(filters))
  const pages = list.data?.pages ?? []
  const events = pages.flatMap(({ items }) => items)
  const numbers = useCaseNumbers(pages)
  const { sentence, who } = useAuditSentence(events, numbers)
  const columns: TableColumnsType<AuditEvent> = [
    { key: 'when', title: say('column.when'), render: (_value, { recordedAt }) => <TimeText past at={recordedAt} /> },
    { key: 'who', title: say('column.who'), render: (_value, event) => who(event) },
    { key: 'what', title: say('column.what'), render: (_value, event) => sentence(event) },
    { key: 'of', title: say('column.of'), render: (_value, event) => <Subject event={event} number={numbers.get(event.streamId)} /> },
  ]
  return (
    <>
      <PageHead title={say('title')} text={say('text')}>
        <Tooltip title={say('export_hint')}><Button icon={<DownloadOutlined />} href={exportAddress(filters)} download>{say('export')}</Button></Tooltip>
      </PageHead>
      <Flex vertical gap="middle">
        <AuditFilterBar filters={filters} onChange={setFilters} />
        <ProblemNote problem={list.error} />
        <Table<AuditEvent>
          aria-label={say('title')} size="small" rowKey="id" columns={columns} dataSource={events} loading={list.isLoading} pagination={false} scroll={{ x: 'max-content' }}
          locale={{ emptyText: say('none') }} expandable={{ expandedRowRender: (event) => <AuditDetails event={event} /> }}
        />
        {list.hasNextPage && <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{say('more')}</Button>}
      </Flex>
    </>
  )
}
