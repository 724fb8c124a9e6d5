import { FilterOutlined } from '@ant-design/icons'
import { Button, Popover, Space } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, type ReactNode } from 'react'
import type { CaseSort } from '../../inbox-contract.ts'
import { ChoiceMenu } from '#ui/pieces/choice-menu.tsx'
import { useNarrow } from '#ui/theme/use-narrow.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import type { Density } from '../pieces/density.ts'
import { filtersOf, type InboxSearch } from './inbox-search.ts'
import styles from './list-head.module.css'

const SORTS: readonly CaseSort[] = ['due', 'newest', 'updated']
const CLOSED_SORTS: readonly CaseSort[] = ['closed', 'newest', 'updated']
const DENSITIES: readonly Density[] = ['compact', 'middle', 'large']
// What is asked for now and then comes when it is first asked for.
const FilterForm = lazy(async () => ({ default: (await import('./filter-form.tsx')).FilterForm }))

type HeadProps = { readonly name: string; readonly search: InboxSearch; readonly density: Density; readonly onDensity: (density: Density) => void; readonly children: ReactNode }

/** What the list shows, in which order, how tightly; and what one can begin from here. */
export function ListHead({ name, search, density, onDensity, children }: HeadProps) {
  const say = useCaseWords()
  const navigate = useNavigate()
  const go = (next: InboxSearch): void => void navigate({ to: '/inbox', search: next, replace: true })
  const narrow = useNarrow()
  const sorts = search.view === 'closed' || search.sort === 'closed' ? CLOSED_SORTS : SORTS
  const count = Object.keys(filtersOf(search)).length
  return (
    <header className={styles['head']}>
      <h1 className={styles['name']}>{name}</h1>
      <Space wrap size={8}>
        <Popover trigger="click" placement="bottomRight" content={<Suspense fallback={null}><FilterForm search={search} onChange={go} /></Suspense>}>
          <Button icon={<FilterOutlined />} type={count > 0 ? 'primary' : 'default'}>{count > 0 ? `${say('filter.label')} ${count}` : say('filter.label')}</Button>
        </Popover>
        <ChoiceMenu label={say('sort.label')} value={search.sort ?? (search.view === 'closed' ? 'closed' : 'due')} onChange={(sort) => go({ ...search, sort })} choices={sorts.map((sort) => ({ value: sort, label: say(`sort.${sort}`) }))} />
        {!narrow && <ChoiceMenu label={say('density.label')} value={density} onChange={onDensity} choices={DENSITIES.map((value) => ({ value, label: say(`density.${value}`) }))} />}
        {children}
      </Space>
    </header>
  )
}
