import { useSyncExternalStore } from 'react'

const BEAT_MS = 10_000
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | null = null

function listen(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(beat, BEAT_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }
}

function beat(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}

/** The present in milliseconds, every ten seconds, the same for everything on the screen. */
export const useNow = (): number => useSyncExternalStore(listen, () => now)
