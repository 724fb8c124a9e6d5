import { startTransition, useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** So many rows are drawn beyond what is seen, and so many are taken in or let go at once. */
const BEYOND = 8
const AT_ONCE = 4
/** What is drawn at once fills a common screen; those beyond follow when nobody waits for anything. */
const FIRST = 16

type Rows = { readonly count: number; readonly height: number }
type Range = { readonly from: number; readonly to: number }

/** Which rows of a long list of equal rows are drawn, and how one of them is brought into sight. The page is measured only where it scrolled or changed its size. */
export function useShownRows(paneRef: RefObject<HTMLElement | null>, { count, height }: Rows): Range & { readonly bringIntoView: (at: number) => void } {
  const [range, setRange] = useState<Range>({ from: 0, to: FIRST })
  const measured = useRef({ top: 0, seen: 0 })
  useLayoutEffect(() => {
    const box = paneRef.current
    if (box === null) return
    const look = (): void => {
      const { top, seen } = measured.current
      const from = Math.max(0, Math.floor((top / height - BEYOND) / AT_ONCE) * AT_ONCE)
      const to = Math.ceil(((top + seen) / height + BEYOND) / AT_ONCE) * AT_ONCE
      setRange((before) => (before.from === from && before.to === to ? before : { from, to }))
    }
    const onScroll = (): void => {
      measured.current = { ...measured.current, top: box.scrollTop }
      look()
    }
    const sizes = new ResizeObserver(() => {
      measured.current = { top: box.scrollTop, seen: box.clientHeight }
      startTransition(look)
    })
    box.addEventListener('scroll', onScroll, { passive: true })
    sizes.observe(box)
    if (measured.current.seen === 0) measured.current = { top: box.scrollTop, seen: box.clientHeight }
    startTransition(look)
    return () => {
      box.removeEventListener('scroll', onScroll)
      sizes.disconnect()
    }
  }, [paneRef, height])
  const bringIntoView = useCallback((at: number) => {
    const { top, seen } = measured.current
    const wanted = at * height < top ? at * height : (at + 1) * height > top + seen ? (at + 1) * height - seen : top
    if (wanted === top) return
    measured.current = { top: wanted, seen }
    paneRef.current?.scrollTo({ top: wanted })
  }, [paneRef, height])
  return { from: Math.min(range.from, Math.max(0, count - 1)), to: Math.min(range.to, count), bringIntoView }
}
