import { Select } from 'antd'
import { MultiSelect } from '#ui/pieces/multi-select.tsx'

/** Something to choose; `found` is what one may type to find it, where that is more than its name. */
export type Choice = { readonly value: string; readonly label: string; readonly found?: string }
type Many = { readonly mode: 'multiple'; readonly value: readonly string[]; readonly onChange: (ids: string[]) => void }
type One = { readonly mode?: undefined; readonly value?: string | null; readonly onChange?: (id: string | null) => void }
/** One or several of a list; in a form the form hands over id, value and change. `extra`: choices that stand before the list. */
export type PickProps = (Many | One) & { readonly id?: string; readonly extra?: readonly Choice[] }

/** Chooses by name from a list of people, teams and the like. */
export function NamedPick({ choices, extra = [], ...pick }: PickProps & { readonly choices: readonly Choice[] }) {
  const shared = {
    options: [...extra, ...choices].map((choice) => ({ found: choice.label, ...choice })),
    allowClear: true,
    popupMatchSelectWidth: false,
    showSearch: { optionFilterProp: 'found' },
    ...(pick.id === undefined ? {} : { id: pick.id }),
  }
  return pick.mode === 'multiple'
    ? <MultiSelect<string> {...shared} value={[...pick.value]} onChange={pick.onChange} />
    : <Select<string | null> {...shared} value={pick.value ?? null} onChange={(id) => pick.onChange?.(id ?? null)} />
}
