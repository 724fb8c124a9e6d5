import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { CaseRow } from '../../inbox-contract.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import { useCaseChanges } from '../pieces/live.ts'
import type { InboxSearch } from './inbox-search.ts'

const PAGE = 50
const ROWS_READ_AGAIN_MAX = 100

type Page = { readonly items: readonly CaseRow[]; readonly next: string | null }
type Kept = InfiniteData<Page, string | null>

/** A list that grows as one reads on. Rows that change are shown anew where they stand; what is new waits until one asks for it, except where nothing stands that could move away. */
export function useCaseList(search: InboxSearch) {
  const cache = useQueryClient()
  const queryKey = useMemo(() => caseKeys.list(search), [search])
  const [news, setNews] = useState<ReadonlySet<string>>(new Set())
  const list = useInfiniteQuery({
    queryKey,
    queryFn: async ({ pageParam, signal }): Promise<Page> => askCase('GET /api/v1/cases', { query: { ...search, limit: PAGE, ...(pageParam === null ? {} : { after: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data])
  const show = useCallback(async () => {
    setNews(new Set())
    cache.setQueryData<Kept>(queryKey, (pages) => (pages === undefined ? undefined : { pages: pages.pages.slice(0, 1), pageParams: pages.pageParams.slice(0, 1) }))
    await cache.invalidateQueries({ queryKey })
  }, [cache, queryKey])
  const noteNews = useCallback((found: readonly string[]) => {
    const empty = cache.getQueryData<Kept>(queryKey)?.pages.every(({ items }) => items.length === 0) === true
    if (empty && found.length > 0) void show()
    else setNews((before) => new Set([...before, ...found]))
  }, [cache, queryKey, show])
  useCaseChanges(useCallback(({ changed, gone }) => {
    const kept = cache.getQueryData<Kept>(queryKey)
    const shown = new Set(kept?.pages.flatMap(({ items }) => items.map(({ id }) => id)))
    const known = changed.map(({ id }) => id).filter((id) => shown.has(id)).slice(0, ROWS_READ_AGAIN_MAX)
    const unknown = changed.map(({ id }) => id).filter((id) => !shown.has(id))
    if (unknown.length > 0) void listed(search, unknown).then(noteNews, () => undefined)
    if (known.length > 0) void readRows(known).then((fresh) => cache.setQueryData<Kept>(queryKey, (pages) => withRows(pages, fresh)), () => undefined)
    if (gone.length > 0) cache.setQueryData<Kept>(queryKey, (pages) => withoutRows(pages, new Set(gone)))
  }, [cache, queryKey, search, noteNews]))
  return { list, rows, newCount: news.size, show }
}

/** The rows as they are now, whatever the view. */
async function readRows(ids: readonly string[]): Promise<readonly CaseRow[]> {
  return (await askCase('GET /api/v1/cases', { query: { view: 'all', ids: [...ids], limit: ROWS_READ_AGAIN_MAX } })).items
}

/** Which of these the list would hold now. */
async function listed(search: InboxSearch, ids: readonly string[]): Promise<readonly string[]> {
  const { items } = await askCase('GET /api/v1/cases', { query: { ...search, ids: ids.slice(0, ROWS_READ_AGAIN_MAX), limit: ROWS_READ_AGAIN_MAX } })
  return items.map(({ id }) => id)
}

function withRows(kept: Kept | undefined, fresh: readonly CaseRow[]): Kept | undefined {
  if (kept === undefined) return undefined
  const byId = new Map(fresh.map((row) => [row.id, row]))
  return { ...kept, pages: kept.pages.map((page) => ({ ...page, items: page.items.map((row) => byId.get(row.id) ?? row) })) }
}

const withoutRows = (kept: Kept | undefined, gone: ReadonlySet<string>): Kept | undefined =>
  kept && { ...kept, pages: kept.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => !gone.has(id)) })) }
