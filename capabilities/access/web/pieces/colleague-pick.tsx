import { useColleagues } from './directory.ts'
import { NamedPick, type PickProps } from './named-pick.tsx'

/** Chooses a colleague by name or staff number; of one team, where it is given. */
export function ColleaguePick({ teamId, ...pick }: PickProps & { readonly teamId?: string | null }) {
  const colleagues = useColleagues().filter((person) => person.active && (teamId === undefined || teamId === null || person.teamIds.some((id) => id === teamId)))
  return <NamedPick {...pick} choices={colleagues.map(({ id, name, number }) => ({ value: id, label: name, found: `${name} ${number}` }))} />
}
