import { Button, Checkbox } from 'antd'
import { ColleaguePick } from '#capabilities/access/web/pieces/colleague-pick.tsx'
import { TeamPick } from '#capabilities/access/web/pieces/team-pick.tsx'
import { MultiSelect } from '#ui/pieces/multi-select.tsx'
import type { CaseFilters } from '../../inbox-contract.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { eachOnce, useGuides } from '../pieces/use-guide.ts'
import { isFiltered, type InboxSearch } from './inbox-search.ts'
import styles from './filter-form.module.css'

const STATUSES = ['open', 'resolved', 'closed', 'merged'] as const
const CHANNELS = ['email', 'phone', 'web', 'api'] as const
const AWAITING = ['us', 'customer', 'nobody'] as const

/** What the list is narrowed to. */
export function FilterForm({ search, onChange }: { readonly search: InboxSearch; readonly onChange: (search: InboxSearch) => void }) {
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
      <MultiSelect<V> aria-label={label} value={[...(value ?? [])]} onChange={onChange} options={[...options]} allowClear />
    </label>
  )
}
