import { SwapOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { useColleagues } from '#capabilities/access/web/pieces/directory.ts'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { versionsQuery } from '../pieces/handbook-api.ts'
import { WhereLine } from '../pieces/where-line.tsx'
import { PublishForm } from '../versions/publish-form.tsx'
import { useVersionWords } from '../versions/use-version-words.ts'
import { VersionDifference } from '../versions/version-difference.tsx'
import { VersionTable } from '../versions/version-table.tsx'
import styles from './handbook-screens.module.css'

/** The versions of the handbook: which is in force, who published each, and what changed from one to another. */
export function VersionsScreen() {
  const say = useVersionWords()
  const colleagues = useColleagues()
  const { data, error } = useQuery(versionsQuery)
  const publishes = useMay('handbook.publish') === 'all'
  const moves = useMay('case.move_version') !== undefined
  const [publishing, setPublishing] = useState(false)
  const [chosen, setChosen] = useState<{ readonly from: string; readonly to: string } | null>(null)
  if (data === undefined) return <div className={styles['page']}><ProblemNote problem={error} />{error === null && <Skeleton active />}</div>
  const [latest, before] = data.items
  const pair = chosen ?? (latest === undefined || before === undefined ? null : { from: before.id, to: latest.id })
  return (
    <div className={styles['page']}>
      <WhereLine here={say('title')} />
      <PageHead title={say('title')} text={say('text')}>
        {moves && data.items.length > 1 && <Link to="/handbook/versions/moves"><Button icon={<SwapOutlined />}>{say('move')}</Button></Link>}
        {publishes && <Button type="primary" icon={<UploadOutlined />} onClick={() => setPublishing(true)}>{say('publish')}</Button>}
      </PageHead>
      <VersionTable versions={data.items} inForce={data.inForce} nameOf={(id) => colleagues.find((person) => person.id === id)?.name ?? say('by.system')} onCompare={setChosen} />
      {pair === null ? <p>{say('only_one')}</p> : <VersionDifference versions={data.items} pair={pair} onPair={setChosen} />}
      <Modal open={publishing} title={say('publish')} footer={null} width={880} destroyOnHidden mask={{ closable: false }} onCancel={() => setPublishing(false)}>
        <PublishForm onPublished={() => { setPublishing(false); setChosen(null) }} />
      </Modal>
    </div>
  )
}
