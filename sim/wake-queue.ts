import type { Instant } from '#kernel/instant.ts'

/** Something that wakes at an instant; what wakes together comes in order of `order`. */
export type Wake = { readonly at: Instant; readonly order: number }

/** Wakes by time, a binary heap: the earliest is taken first. */
export type WakeQueue = { readonly add: (wake: Wake) => void; readonly first: () => Wake | undefined; readonly take: () => Wake | undefined }

const before = (a: Wake, b: Wake): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

export function wakeQueue(): WakeQueue {
  const heap: Wake[] = []
  return {
    add: (wake) => {
      heap.push(wake)
      rise(heap, heap.length - 1)
    },
    first: () => heap[0],
    take: () => {
      const top = heap[0]
      const last = heap.pop()
      if (last === undefined || heap.length === 0) return top
      heap[0] = last
      sink(heap)
      return top
    },
  }
}

function rise(heap: Wake[], start: number): void {
  let index = start
  while (index > 0) {
    const parent = (index - 1) >> 1
    if (!before(heap[index]!, heap[parent]!)) return
    swap(heap, index, parent)
    index = parent
  }
}

function sink(heap: Wake[]): void {
  let index = 0
  for (;;) {
    const left = index * 2 + 1
    if (left >= heap.length) return
    const smaller = left + 1 < heap.length && before(heap[left + 1]!, heap[left]!) ? left + 1 : left
    if (!before(heap[smaller]!, heap[index]!)) return
    swap(heap, index, smaller)
    index = smaller
  }
}

function swap(heap: Wake[], a: number, b: number): void {
  const kept = heap[a]!
  heap[a] = heap[b]!
  heap[b] = kept
}
