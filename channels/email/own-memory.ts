/** The memory that these bytes have to themselves: it may be handed to another thread. Small buffers share theirs with others, and stay. */
export function ownMemoryOf(contents: readonly Uint8Array[]): ArrayBuffer[] {
  const memories = new Set(contents.map(({ buffer }) => buffer))
  return [...memories].filter((memory): memory is ArrayBuffer => memory instanceof ArrayBuffer && memory.byteLength > SHARED_BYTES_MAX)
}

const SHARED_BYTES_MAX = 1 << 20
