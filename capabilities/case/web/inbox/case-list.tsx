import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState, type MouseEvent, type RefObject } from 'react'
import { useKeys, type KeyCommand } from '#ui/keys/key-commands.ts'
import { useNarrow } from '#ui/theme/use-narrow.ts'
import type { CaseRow } from '../../inbox-contract.ts'
import type { Density } from '../pieces/density.ts'
import { lastOpened } from '../pieces/list-place.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { CaseLine } from './case-line.tsx'
import { useCaseAhead } from './use-case-ahead.ts'
import { useShownRows } from './use-shown-rows.ts'
import styles from './case-list.module.css'

const HEIGHTS: Readonly<Record<Density, number>> = { compact: 40, middle: 60, large: 76 }
/** On a telephone the promise stands below the subject. */
const NARROW_HEIGHT = 96
/** So many rows before the end the next page is asked for. */
const AHEAD = 12

type ListProps = {
  readonly rows: readonly CaseRow[]
  readonly density: Density
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (id: string) => void
  readonly more: boolean
  readonly loading: boolean
  readonly onMore: () => void
}

/** A list without an end: only what is seen is drawn, the next page comes before one reaches it. */
export function CaseList({ rows, density, chosen, onChoose, more, loading, onMore }: ListProps) {
  const say = useCaseWords()
  const pane = useRef<HTMLDivElement>(null)
  const current = useCurrentRow(rows, pane, onChoose)
  const onOpen = useOpening()
  const onNear = useCaseAhead(rows.length > 0)
  const narrow = useNarrow()
  const height = narrow ? NARROW_HEIGHT : HEIGHTS[density]
  const { from, to, bringIntoView } = useShownRows(pane, { count: rows.length, height })
  useEffect(() => {
    if (more && !loading && to >= rows.length - AHEAD) onMore()
  }, [more, loading, to, rows.length, onMore])
  useEffect(() => {
    if (current >= 0) bringIntoView(current)
  }, [bringIntoView, current])
  const currentId = rows[current]?.id ?? null
  useEffect(() => onNear(currentId), [onNear, currentId])
  return (
    <div ref={pane} className={styles['pane']} data-density={narrow ? 'middle' : density}>
      <ul className={styles['rows']} aria-label={say('list.label')} style={{ height: rows.length * height }}>
        {rows.slice(from, to).map((row, index) => (
          <li key={row.id} className={styles['row']} style={{ transform: `translateY(${(from + index) * height}px)`, height }} aria-setsize={more ? -1 : rows.length} aria-posinset={from + index + 1}>
            <CaseLine row={row} chosen={chosen.has(row.id)} current={from + index === current} onChoose={onChoose} onOpen={onOpen} onNear={onNear} />
          </li>
        ))}
      </ul>
      {rows.length > 0 && <p className={styles['end']} role="status">{more ? say('list.more_loading') : say('list.end')}</p>}
    </div>
  )
}

/** A plain press opens a case here; another asks the browser for a tab of its own. The rows are plain links: one that knows the router weighs more than the rest of its row. */
function useOpening(): (id: string, event: MouseEvent) => void {
  const navigate = useNavigate()
  return useCallback((id, event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    void navigate({ to: '/cases/$id', params: { id } })
  }, [navigate])
}

/** Which row the keys are at; −1 before they were used. */
function useCurrentRow(rows: readonly CaseRow[], pane: RefObject<HTMLDivElement | null>, onChoose: (id: string) => void): number {
  const say = useCaseWords()
  const navigate = useNavigate()
  const [id, setId] = useState<string | null>(lastOpened)
  const now = useRef({ rows, id })
  useEffect(() => {
    now.current = { rows, id }
  }, [rows, id])
  const keys = useMemo((): readonly KeyCommand[] => {
    const at = (): number => now.current.rows.findIndex((row) => row.id === now.current.id)
    const go = (by: number) => (): void => {
      const { rows: all } = now.current
      const next = all[Math.max(0, Math.min(all.length - 1, at() + by))]
      if (next === undefined) return
      setId(next.id)
      requestAnimationFrame(() => pane.current?.querySelector<HTMLElement>(`#case-${next.id}`)?.focus({ preventScroll: true }))
    }
    const withRow = (run: (row: CaseRow) => void) => (): void => {
      const row = now.current.rows[at()]
      if (row !== undefined) run(row)
    }
    const group = say('keys.list')
    return [
      { keys: 'j', name: say('keys.next'), group, run: go(1) },
      { keys: 'k', name: say('keys.previous'), group, run: go(-1) },
      { keys: 'o', name: say('keys.open'), group, run: withRow((row) => void navigate({ to: '/cases/$id', params: { id: row.id } })) },
      { keys: 'x', name: say('keys.choose'), group, run: withRow((row) => onChoose(row.id)) },
    ]
  }, [say, navigate, onChoose, pane])
  useKeys(keys)
  return rows.findIndex((row) => row.id === id)
}
