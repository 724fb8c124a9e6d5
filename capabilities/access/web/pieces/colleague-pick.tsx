import { Select } from 'antd'
import { useColleagues } from './directory.ts'

type Extra = { readonly value: string; readonly label: string }
type Many = { readonly mode: 'multiple'; readonly value: readonly string[]; readonly onChange: (ids: string[]) => void }
type One = { readonly mode?: undefined; readonly value?: string | null; readonly onChange?: (id: string | null) => void }
type PickProps = (Many | One) & { readonly id?: string; readonly extra?: readonly Extra[]; readonly teamId?: string | null; readonly placeholder?: string; readonly label?: string }

/** Chooses a colleague by name or staff number; of one team, where it is given. */
export function ColleaguePick({ extra = [], teamId, placeholder, label, ...pick }: PickProps) {
  const colleagues = useColleagues().filter((person) => person.active && (teamId === undefined || teamId === null || person.teamIds.some((id) => id === teamId)))
  const options = [
    ...extra.map((choice) => ({ ...choice, found: choice.label })),
    ...colleagues.map(({ id, name, number }) => ({ value: id as string, label: name, found: `${name} ${number}` })),
  ]
  const shared = {
    options, allowClear: true, popupMatchSelectWidth: false,
    showSearch: { optionFilterProp: 'found' },
    ...(placeholder === undefined ? {} : { placeholder }), ...(label === undefined ? {} : { 'aria-label': label }), ...(pick.id === undefined ? {} : { id: pick.id }),
  }
  return pick.mode === 'multiple'
    ? <Select<string[]> {...shared} mode="multiple" value={[...pick.value]} onChange={pick.onChange} />
    : <Select<string | null> {...shared} value={pick.value ?? null} onChange={(id) => pick.onChange?.(id ?? null)} />
}
