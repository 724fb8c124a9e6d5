/** A rest that ends early when it is time to stop. */
export async function pause(ms: number, stopping: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  await Promise.race([promise, stopping])
  clearTimeout(timer)
}
