import { useTeams } from './directory.ts'
import { NamedPick, type PickProps } from './named-pick.tsx'

/** Chooses a team; of one role, where it is given. */
export function TeamPick({ role, ...pick }: PickProps & { readonly role?: string }) {
  const teams = useTeams().filter((team) => role === undefined || team.role === role)
  return <NamedPick {...pick} choices={teams.map(({ id, name }) => ({ value: id, label: name }))} />
}
