import { useEffect, useState } from 'react'

const BEAT_MS = 500

/** The present in milliseconds, twice a second until an instant has come; then it stands still. */
export function useNowUntil(until: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!(until > Date.now())) return
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() >= until) clearInterval(timer)
    }, BEAT_MS)
    return () => clearInterval(timer)
  }, [until])
  return now
}
