/** Counts frames within whole seconds: true while no more than `most` came in the present one. */
export function frameRate(most: number): (ms: number) => boolean {
  let second = -1
  let count = 0
  return (ms) => {
    const now = Math.floor(ms / 1_000)
    count = now === second ? count + 1 : 1
    second = now
    return count <= most
  }
}
