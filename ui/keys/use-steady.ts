import { useCallback, useLayoutEffect, useRef } from 'react'

/** The same function between draws that does what the last draw says: for handlers that many pieces hold. Not to be called while drawing. */
export function useSteady<A extends readonly unknown[], R>(run: (...given: A) => R): (...given: A) => R {
  const latest = useRef(run)
  useLayoutEffect(() => {
    latest.current = run
  })
  return useCallback((...given: A) => latest.current(...given), [])
}
