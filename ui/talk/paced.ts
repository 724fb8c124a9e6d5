const SECOND_MS = 1_000

/** What is to be said about each key: only the newest counts. */
export type Paced<K, V> = { ask(key: K, value: V): void; /** Forgets what was not said yet. */ clear(): void }

/** Says at most `perSecond` things within any second; of what was asked meanwhile about one key only the last is said. */
export function paced<K, V>(say: (key: K, value: V) => void, perSecond: number): Paced<K, V> {
  const waiting = new Map<K, V>()
  let said: readonly number[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  const flush = (): void => {
    timer = null
    const now = performance.now()
    said = said.filter((at) => now - at < SECOND_MS)
    for (const [key, value] of [...waiting].slice(0, perSecond - said.length)) {
      waiting.delete(key)
      said = [...said, now]
      say(key, value)
    }
    if (waiting.size > 0) timer = setTimeout(flush, SECOND_MS - (now - (said[0] ?? now)))
  }
  return {
    ask: (key, value) => {
      waiting.delete(key)
      waiting.set(key, value)
      if (timer === null) flush()
    },
    clear: () => {
      waiting.clear()
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
