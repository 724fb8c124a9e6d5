import { FileTextOutlined, HistoryOutlined, MessageOutlined, SearchOutlined, UserOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { READINGS } from 'virtual:readings'
import type { Me } from '#capabilities/access/contract.ts'
import type { SearchFound } from '#capabilities/case/search-contract.ts'
import { MarkedText } from '#capabilities/case/web/search/marked-text.tsx'
import { askable } from '#capabilities/case/web/search/askable.ts'
import { useFoundWhileTyping } from '#capabilities/case/web/search/use-found.ts'
import type { Shown } from '../use-shell-keys.ts'
import { useShellWords } from '../use-shell-words.ts'
import type { Entry, EntryGroup } from './entry.ts'
import { readReadings, readsAs } from './read-as.ts'
import { useRecentCases } from './recent.ts'
import { useCommands, usePages, type Doing } from './use-doings.tsx'

const DOINGS_FOUND_MAX = 6
const readings = readReadings(READINGS)

/** What the palette offers for what is typed: everything there is to do when nothing is, else what it finds. */
export function useEntries(me: Me, typed: string, onShow: (what: Shown) => void): { readonly groups: readonly EntryGroup[]; readonly pending: boolean; /** The server found nothing. */ readonly nothing: boolean; /** The index has not caught up. */ readonly incomplete: boolean; readonly error: Error | null } {
  const say = useShellWords()
  const q = askable(typed)
  const pages = usePages(me)
  const commands = useCommands(onShow)
  const recent = useRecent()
  const { found, pending, error } = useFoundWhileTyping(typed)
  const foundGroups = useFoundGroups(found)
  const whole = useWholeSearch(q)
  const groups = q === ''
    ? [{ name: say('palette.recent'), entries: recent }, { name: say('palette.pages'), entries: pages }, { name: say('palette.commands'), entries: commands }]
    : [{ name: say('palette.pages'), entries: matching(pages, q) }, { name: say('palette.commands'), entries: matching(commands, q) }, ...foundGroups, { name: say('palette.search_page'), entries: [whole] }]
  const nothing = found !== undefined && foundGroups.every(({ entries }) => entries.length === 0)
  return { groups: groups.filter(({ entries }) => entries.length > 0), pending, nothing, incomplete: found?.incomplete === true, error }
}

/** By what it is called, or how that is read. */
function matching(doings: readonly Doing[], q: string): readonly Doing[] {
  const wanted = q.toLocaleLowerCase().split(/\s+/)
  return doings.filter(({ words }) => wanted.every((word) => words.toLocaleLowerCase().includes(word) || readsAs(words, word, readings))).slice(0, DOINGS_FOUND_MAX)
}

function useRecent(): readonly Entry[] {
  const navigate = useNavigate()
  return useRecentCases().map(({ id, number, subject }) => ({ id: `recent:${id}`, icon: <HistoryOutlined />, title: subject ?? number, hint: number, run: () => void navigate({ to: '/cases/$id', params: { id } }) }))
}

function useFoundGroups(found: SearchFound | undefined): readonly EntryGroup[] {
  const say = useShellWords()
  const navigate = useNavigate()
  if (found === undefined) return []
  const openCase = (id: string) => (): void => void navigate({ to: '/cases/$id', params: { id } })
  return [
    { name: say('palette.cases'), entries: found.cases.map(({ id, number, subject }) => ({ id: `case:${id}`, icon: <FileTextOutlined />, title: subject === null ? <MarkedText {...number} /> : <MarkedText {...subject} />, hint: <MarkedText {...number} />, run: openCase(id) })) },
    {
      name: say('palette.customers'),
      entries: found.customers.map(({ id, name, company }) => ({
        id: `customer:${id}`, icon: <UserOutlined />, title: <MarkedText {...name} />, ...(company === null ? {} : { hint: <MarkedText {...company} /> }),
        run: () => void navigate({ to: '/customers/$id', params: { id } }),
      })),
    },
    {
      name: say('palette.messages'),
      entries: found.messages.map(({ id, caseId, number, snippet }) => ({ id: `message:${id}`, icon: <MessageOutlined />, title: <MarkedText {...snippet} />, hint: number, run: openCase(caseId) })),
    },
  ]
}

function useWholeSearch(q: string): Entry {
  const say = useShellWords()
  const navigate = useNavigate()
  return { id: 'whole', icon: <SearchOutlined />, title: say('palette.all', { q }), run: () => void navigate({ to: '/search', search: { q } }) }
}
