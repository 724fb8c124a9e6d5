import { Select } from 'antd'
import { useTeams } from './directory.ts'

type Extra = { readonly value: string; readonly label: string }
type Many = { readonly mode: 'multiple'; readonly value: readonly string[]; readonly onChange: (ids: string[]) => void }
type One = { readonly mode?: undefined; readonly value?: string | null; readonly onChange?: (id: string | null) => void }
type PickProps = (Many | One) & { readonly id?: string; readonly extra?: readonly Extra[]; readonly role?: string; readonly placeholder?: string; readonly label?: string }

/** Chooses a team; of one role, where it is given. */
export function TeamPick({ extra = [], role, placeholder, label, ...pick }: PickProps) {
  const teams = useTeams().filter((team) => role === undefined || team.role === role)
  const shared = {
    options: [...extra, ...teams.map(({ id, name }) => ({ value: id as string, label: name }))], allowClear: true, popupMatchSelectWidth: false, showSearch: { optionFilterProp: 'label' },
    ...(placeholder === undefined ? {} : { placeholder }), ...(label === undefined ? {} : { 'aria-label': label }), ...(pick.id === undefined ? {} : { id: pick.id }),
  }
  return pick.mode === 'multiple'
    ? <Select<string[]> {...shared} mode="multiple" value={[...pick.value]} onChange={pick.onChange} />
    : <Select<string | null> {...shared} value={pick.value ?? null} onChange={(id) => pick.onChange?.(id ?? null)} />
}
