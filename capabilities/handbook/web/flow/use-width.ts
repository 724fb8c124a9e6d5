import { useCallback, useState, type RefCallback } from 'react'

/** How wide an element is drawn, in whole pixels; null until it is. */
export function useWidth(): readonly [ref: RefCallback<HTMLElement>, width: number | null] {
  const [width, setWidth] = useState<number | null>(null)
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.getBoundingClientRect().width)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}
