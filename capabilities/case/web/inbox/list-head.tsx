import { FilterOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover, Select, Space } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { CaseFilters, CaseSort } from '../../inbox-contract.ts'
import { ColleaguePick } from '#capabilities/access/web/pieces/colleague-pick.tsx'
import { TeamPick } from '#capabilities/access/web/pieces/team-pick.tsx'
import { useNarrow } from '#ui/theme/use-narrow.ts'
import { eachOnce, useGuides } from '../pieces/use-guide.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import type { Density } from '../pieces/density.ts'
import { filtersOf, isFiltered, type InboxSearch } from './inbox-search.ts'
import styles from './list-head.module.css'

const SORTS: readonly CaseSort[] = ['due', 'newest', 'updated']
const DENSITIES: readonly Density[] = ['compact', 'middle', 'large']
const STATUSES = ['open', 'resolved', 'closed', 'merged'] as const
const CHANNELS = ['email', 'phone', 'web', 'api'] as const
const AWAITING = ['us', 'customer', 'nobody'] as const

type HeadProps = { readonly name: string; readonly search: InboxSearch; readonly density: Density; readonly onDensity: (density: Density) => void; readonly children: ReactNode }

/** What the list shows, in which order, how tightly; and what one can begin from here. */
export function ListHead({ name, search, density, onDensity, children }: HeadProps) {
  const say = useCaseWords()
  const navigate = useNavigate()
  const go = (next: InboxSearch): void => void navigate({ to: '/inbox', search: next, replace: true })
  const narrow = useNarrow()
  const count = Object.keys(filtersOf(search)).length
  return (
    <header className={styles['head']}>
      <h1 className={styles['name']}>{name}</h1>
      <Space wrap size={8}>
        <Popover trigger="click" placement="bottomRight" content={<FilterForm search={search} onChange={go} />}>
          <Button icon={<FilterOutlined />} type={count > 0 ? 'primary' : 'default'}>{count > 0 ? `${say('filter.label')} ${count}` : say('filter.label')}</Button>
        </Popover>
        <Select<CaseSort> aria-label={say('sort.label')} value={search.sort ?? 'due'} onChange={(sort) => go({ ...search, sort })} options={SORTS.map((sort) => ({ value: sort, label: say(`sort.${sort}`) }))} popupMatchSelectWidth={false} />
        {!narrow && <Select<Density> aria-label={say('density.label')} value={density} onChange={onDensity} options={DENSITIES.map((value) => ({ value, label: say(`density.${value}`) }))} popupMatchSelectWidth={false} />}
        {children}
      </Space>
    </header>
  )
}

function FilterForm({ search, onChange }: { readonly search: InboxSearch; readonly onChange: (search: InboxSearch) => void }) {
  const say = useCaseWords()
  const set = (change: CaseFilters): void => {
    const next = { ...search, ...change } as Record<string, unknown>
    onChange(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0))) as InboxSearch)
  }
  return (
    <div className={styles['filters']}>
      <Choice label={say('filter.status')} value={search.status} options={STATUSES.map((value) => ({ value, label: say(`status.${value}`) }))} onChange={(status) => set({ status })} />
      <Choice label={say('filter.awaiting')} value={search.awaiting} options={AWAITING.map((value) => ({ value, label: say(`filter.awaiting.${value}`) }))} onChange={(awaiting) => set({ awaiting })} />
      <Choice label={say('filter.channel')} value={search.channel} options={CHANNELS.map((value) => ({ value, label: say(`channel.${value}`) }))} onChange={(channel) => set({ channel })} />
      {eachOnce(useGuides().flatMap(({ classes }) => classes)).map(({ key, name, values }) => (
        <Choice key={key} label={name} value={codesOf(search, key)} options={values.map((value) => ({ value: value.key, label: value.name }))} onChange={(codes) => set({ [`class.${key}`]: codes })} />
      ))}
      <label className={styles['field']}>
        <span>{say('filter.assignee')}</span>
        <ColleaguePick mode="multiple" value={search.assigneeId ?? []} extra={[{ value: 'me', label: say('filter.me') }, { value: 'none', label: say('filter.none') }]} onChange={(assigneeId) => set({ assigneeId })} />
      </label>
      <label className={styles['field']}>
        <span>{say('filter.team')}</span>
        <TeamPick mode="multiple" value={search.teamId ?? []} extra={[{ value: 'none', label: say('filter.none') }]} onChange={(teamId) => set({ teamId })} />
      </label>
      <Checkbox checked={search.green === true} onChange={({ target }) => set({ green: target.checked })}>{say('filter.green')}</Checkbox>
      {isFiltered(search) && <Button type="link" onClick={() => onChange({ view: search.view })}>{say('filter.clear')}</Button>}
    </div>
  )
}

/** The codes of a classification that the address asks for. */
const codesOf = (search: InboxSearch, key: string): readonly string[] | undefined => (search as Readonly<Record<string, unknown>>)[`class.${key}`] as readonly string[] | undefined

type ChoiceProps<V extends string> = { readonly label: string; readonly value: readonly V[] | undefined; readonly options: readonly { readonly value: V; readonly label: string }[]; readonly onChange: (value: V[]) => void }

function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  return (
    <label className={styles['field']}>
      <span>{label}</span>
      <Select<V[]> mode="multiple" aria-label={label} value={[...(value ?? [])]} onChange={onChange} options={[...options]} allowClear />
    </label>
  )
}
