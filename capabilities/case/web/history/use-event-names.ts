import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useColleagues, useTeams } from '#capabilities/access/web/pieces/directory.ts'
import { sayTime } from '#ui/time/say-time.ts'
import { useReader } from '#ui/time/use-reader.ts'
import type { CaseView } from '../../contract.ts'
import type { EventNames } from '../../core/say-event.ts'
import { askCase } from '../pieces/case-api.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { useGuide } from '../work/use-case.ts'
import { usePageWords } from '../work/use-page-words.ts'

const OTHERS_MAX = 100
const CHANNELS = ['email', 'phone', 'web', 'api'] as const
type Named = { readonly key: string; readonly name: string }
const nameIn = (names: readonly Named[], key: string): string => names.find((named) => named.key === key)?.name ?? key

/** What the ids and keys in the history of a case are called, for this reader. */
export function useEventNames(view: CaseView, otherIds: readonly string[]): EventNames {
  const say = usePageWords()
  const sayCase = useCaseWords()
  const reader = useReader()
  const guide = useGuide(view)
  const colleagues = useColleagues()
  const teams = useTeams()
  const others = useQuery({
    queryKey: ['cases', 'related', otherIds],
    queryFn: async ({ signal }) => askCase('GET /api/v1/cases', { query: { view: 'all', ids: otherIds.slice(0, OTHERS_MAX), limit: OTHERS_MAX } }, { signal }),
    enabled: otherIds.length > 0,
  }).data?.items
  return useMemo(() => ({
    time: (at) => sayTime(at, reader),
    person: (id) => colleagues.find((person) => person.id === id)?.name ?? say('somebody'),
    team: (id) => teams.find((team) => team.id === id)?.name ?? say('some_team'),
    step: (key) => nameIn(guide?.steps ?? [], key),
    record: (key) => nameIn(guide?.records ?? [], key),
    clock: (id) => view.clocks.find((clock) => clock.id === id)?.name ?? say('some_clock'),
    reason: (key) => (key === 'merged' ? sayCase('status.merged') : nameIn([...(guide?.waits ?? []), ...(guide?.steps ?? [])], key)),
    dismissal: (key) => nameIn(guide?.dismissals ?? [], key),
    scenario: (key) => nameIn(guide?.children ?? [], key),
    channel: (key) => (CHANNELS.some((known) => known === key) ? sayCase(`channel.${key as 'email'}`) : key),
    code: (key, value) => {
      const known = guide?.classes.find((each) => each.key === key)
      return say('history.code', { name: known?.name ?? key, value: nameIn(known?.values ?? [], String(value)) })
    },
    other: (id) => others?.find((row) => row.id === id)?.number ?? say('some_case'),
  }), [say, sayCase, reader, guide, colleagues, teams, others, view.clocks])
}
