import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Segmented } from 'antd'
import { useState } from 'react'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ApiKeyTable } from '../api-keys/api-key-table.tsx'
import { apiKeysQuery } from '../api-keys/api-keys-data.ts'
import { NewApiKeyDialog } from '../api-keys/new-api-key-dialog.tsx'
import { useApiKeyWords } from '../api-keys/use-api-key-words.ts'

/** Credentials for programs: made, shown once, revoked. */
export function ApiKeysScreen() {
  const say = useApiKeyWords()
  const [revoked, setRevoked] = useState(false)
  const [making, setMaking] = useState(false)
  const keys = useQuery(apiKeysQuery(revoked))
  return (
    <>
      <PageHead title={say('title')} text={say('text')}>
        <Button href="/api/docs" target="_blank" rel="noopener">{say('docs')}</Button>
        <Button type="primary" onClick={() => setMaking(true)}>{say('create')}</Button>
      </PageHead>
      <Flex vertical gap="middle">
        <div><Segmented<boolean> value={revoked} onChange={setRevoked} options={[{ value: false, label: say('valid') }, { value: true, label: say('revoked') }]} /></div>
        <ProblemNote problem={keys.error} />
        <ApiKeyTable keys={keys.data ?? []} revoked={revoked} loading={keys.isLoading} />
      </Flex>
      {making && <NewApiKeyDialog onClose={() => setMaking(false)} />}
    </>
  )
}
