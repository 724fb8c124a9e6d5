const UNITS = ['B', 'KB', 'MB', 'GB'] as const
const STEP = 1024

/** A size as people say it: 812 B · 34 KB · 2.4 MB. */
export function sayBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < STEP ? 0 : Math.floor(Math.log(bytes) / Math.log(STEP)))
  const size = bytes / STEP ** power
  return `${power < 2 || size >= 100 ? Math.round(size) : Math.round(size * 10) / 10} ${UNITS[power] ?? 'GB'}`
}
