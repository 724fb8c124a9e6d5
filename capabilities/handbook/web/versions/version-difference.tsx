import { useQuery } from '@tanstack/react-query'
import { Select, Skeleton } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import type { HandbookVersionView } from '../../contract.ts'
import { changesQuery } from '../pieces/handbook-api.ts'
import { ChangeListing } from './change-listing.tsx'
import { useVersionWords } from './use-version-words.ts'
import styles from './versions.module.css'

type Pair = { readonly from: string; readonly to: string }

/** What changed from one version to another, in words. */
export function VersionDifference({ versions, pair, onPair }: { readonly versions: readonly HandbookVersionView[]; readonly pair: Pair; readonly onPair: (pair: Pair) => void }) {
  const say = useVersionWords()
  const { data, error } = useQuery(changesQuery(pair.from, pair.to))
  const options = versions.map(({ id, number, effectiveOn }) => ({ value: id, label: say('choice', { number, date: effectiveOn }) }))
  return (
    <section className={styles['part']} aria-labelledby="difference">
      <div className={styles['head']}>
        <h2 id="difference">{say('difference')}</h2>
        <Select aria-label={say('from')} options={options} value={pair.from} onChange={(from) => onPair({ ...pair, from })} popupMatchSelectWidth={false} />
        <span aria-hidden>→</span>
        <Select aria-label={say('to')} options={options} value={pair.to} onChange={(to) => onPair({ ...pair, to })} popupMatchSelectWidth={false} />
      </div>
      <ProblemNote problem={error} />
      {data === undefined && error === null && <Skeleton active />}
      {data !== undefined && <ChangeListing changes={data.items} />}
    </section>
  )
}
