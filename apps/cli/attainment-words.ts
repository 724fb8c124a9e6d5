import type { ClauseAttainment } from '#capabilities/insight/core/attainment.ts'
import { MINUTE, type Millis } from '#kernel/instant.ts'

type Language = 'zh' | 'en'

const HEADS = {
  zh: ['条款', '工单', '达成', '未达成', '未知', '进行中', '达成率', '中位数', '90 分位'],
  en: ['Clause', 'Cases', 'Met', 'Missed', 'Unknown', 'Running', 'Kept', 'Median', '90th pct'],
} as const

/** The figures of clauses as an aligned table; a Chinese character is two columns wide. */
export function attainmentTable(clauses: readonly ClauseAttainment[], language: Language): string {
  const rows = [HEADS[language], ...clauses.map((clause) => cellsOf(clause, language))]
  const widths = HEADS[language].map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))))
  return rows.map((row) => row.map((cell, column) => padded(cell, widths[column] ?? 0, column === 0)).join('  ').trimEnd()).join('\n')
}

function cellsOf({ clause, cases, met, missed, unknown, running, median, ninetieth }: ClauseAttainment, language: Language): readonly string[] {
  const judged = met + missed
  const kept = judged === 0 ? '–' : `${((met / judged) * 100).toFixed(1)}%`
  return [clause, ...[cases, met, missed, unknown, running].map(String), kept, lengthOf(median, language), lengthOf(ninetieth, language)]
}

function lengthOf(amount: Millis | null, language: Language): string {
  if (amount === null) return '–'
  const minutes = Math.floor(amount / MINUTE)
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (language === 'en') return minutes === 0 ? '< 1 min' : hours === 0 ? `${minutes} min` : `${hours} h ${rest} min`
  return minutes === 0 ? '不到 1 分钟' : hours === 0 ? `${minutes} 分钟` : `${hours} 小时 ${rest} 分`
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u

/** Columns of a terminal that a text takes. */
const widthOf = (text: string): number => [...text].reduce((width, letter) => width + (WIDE.test(letter) ? 2 : 1), 0)

const padded = (cell: string, width: number, left: boolean): string => {
  const space = ' '.repeat(Math.max(0, width - widthOf(cell)))
  return left ? cell + space : space + cell
}
