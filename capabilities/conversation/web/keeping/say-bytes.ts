const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const
const STEP = 1_024

/** A size as people read it: 712 B, 3.4 KB, 72 MB. */
export function sayBytes(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= STEP && unit < UNITS.length - 1) {
    size /= STEP
    unit += 1
  }
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit] ?? ''}`
}
