import type { BenchRow } from './bench-row.ts'

const COLUMNS = ['name', 'value', 'unit', 'ratio', 'against', 'goal'] as const

/** The rows as a table of text; the columns of numbers stand right. */
export function printTable(rows: readonly BenchRow[]): string {
  const lines = [COLUMNS.map(String), ...rows.map((row) => [row.name, amount(row.value), row.unit, row.ratio === undefined ? '' : amount(row.ratio), row.against ?? '', row.goal ?? ''])]
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines.map((line) => line.map((cell, column) => (column === 1 || column === 3 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ').trimEnd()).join('\n')
}

/** Three digits that mean something, thousands set apart. */
const amount = (value: number): string =>
  new Intl.NumberFormat('en', value >= 1_000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 }).format(value)
