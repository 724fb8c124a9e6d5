import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useKeys, type KeyCommand } from '#ui/keys/key-commands.ts'
import { useNarrow } from '#ui/theme/use-narrow.ts'
import type { CaseRow } from '../../inbox-contract.ts'
import type { Density } from '../pieces/density.ts'
import { lastOpened } from '../pieces/list-place.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { CaseLine } from './case-line.tsx'
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
  const narrow = useNarrow()
  const height = narrow ? NARROW_HEIGHT : HEIGHTS[density]
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => pane.current, estimateSize: () => height, overscan: 10, getItemKey: (at) => rows[at]?.id ?? at })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => virtual.measure(), [virtual, height])
  useEffect(() => {
    if (more && !loading && last >= rows.length - AHEAD) onMore()
  }, [more, loading, last, rows.length, onMore])
  useEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current, { align: 'auto' })
  }, [virtual, current])
  return (
    <div ref={pane} className={styles['pane']} data-density={narrow ? 'middle' : density}>
      <ul className={styles['rows']} aria-label={say('list.label')} ref={(list) => list?.style.setProperty('height', `${virtual.getTotalSize()}px`)}>
        {items.map((item) => {
          const row = rows[item.index]
          return row === undefined ? null : (
            <li key={row.id} className={styles['row']} ref={(line) => place(line, item.start, height)} aria-setsize={more ? -1 : rows.length} aria-posinset={item.index + 1}>
              <CaseLine row={row} chosen={chosen.has(row.id)} current={item.index === current} onChoose={onChoose} />
            </li>
          )
        })}
      </ul>
      {rows.length > 0 && <p className={styles['end']} role="status">{more ? say('list.more_loading') : say('list.end')}</p>}
    </div>
  )
}

/** The place of a row is set on the element itself: the page's policy allows no styles in its text. */
function place(line: HTMLLIElement | null, start: number, height: number): void {
  line?.style.setProperty('transform', `translateY(${start}px)`)
  line?.style.setProperty('height', `${height}px`)
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
