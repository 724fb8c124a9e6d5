import { Button } from 'antd'
import { useCallback, useState } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { BatchBar } from '../inbox/batch-bar.tsx'
import { CaseList } from '../inbox/case-list.tsx'
import { EmptyInbox } from '../inbox/empty-inbox.tsx'
import { isStanding, type InboxSearch } from '../inbox/inbox-search.ts'
import { ListHead } from '../inbox/list-head.tsx'
import { NewCase } from '../inbox/new-case.tsx'
import { SaveView } from '../inbox/save-view.tsx'
import { useCaseList } from '../inbox/use-case-list.ts'
import { useSavedViews, ViewRail } from '../inbox/view-rail.tsx'
import { keepDensity, keptDensity, type Density } from '../pieces/density.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import styles from './inbox-screen.module.css'

/** 工作台: the cases of a view, by their next deadline. */
export function InboxScreen({ search }: { readonly search: InboxSearch }) {
  const say = useCaseWords()
  const saved = useSavedViews()?.find(({ id }) => id === search.view)
  const [chosen, choose, clear, chooseAll] = useChosen()
  const [density, setDensity] = useDensity(saved?.density)
  const { list, rows, newCount, show } = useCaseList(search)
  const { fetchNextPage } = list
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const name = isStanding(search.view) ? say(`view.${search.view}`) : (saved?.name ?? say('inbox.title'))
  return (
    <div className={styles['inbox']}>
      <ViewRail view={search.view} />
      <section className={styles['main']} aria-label={name}>
        <ListHead name={name} search={search} density={density} onDensity={setDensity}>
          <SaveView search={search} density={density} view={saved ?? null} />
          <NewCase />
        </ListHead>
        {chosen.size > 0 && <BatchBar chosen={chosen} listed={rows.length} onAll={() => chooseAll(rows.map(({ id }) => id))} onClear={clear} />}
        {newCount > 0 && <Button className={styles['news'] ?? ''} type="link" onClick={() => void show()}>{say('list.changed', { count: newCount })}</Button>}
        <ProblemNote problem={list.error} />
        {list.isSuccess && rows.length === 0
          ? <EmptyInbox search={search} />
          : <CaseList key={search.view} rows={rows} density={density} chosen={chosen} onChoose={choose} more={list.hasNextPage} loading={list.isFetching} onMore={more} />}
      </section>
    </div>
  )
}

function useChosen(): readonly [chosen: ReadonlySet<string>, choose: (id: string) => void, clear: () => void, chooseAll: (ids: readonly string[]) => void] {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const choose = useCallback((id: string) => setChosen((before) => (before.has(id) ? new Set([...before].filter((other) => other !== id)) : new Set([...before, id]))), [])
  return [chosen, choose, useCallback(() => setChosen(new Set()), []), useCallback((ids: readonly string[]) => setChosen(new Set(ids)), [])]
}

/** How tightly the reader likes it, unless the view says so itself. */
function useDensity(ofView: Density | undefined): readonly [Density, (density: Density) => void] {
  const [own, setOwn] = useState<Density | null>(null)
  return [own ?? ofView ?? keptDensity(), useCallback((density) => {
    keepDensity(density)
    setOwn(density)
  }, [])]
}
