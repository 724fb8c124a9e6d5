import type { Whole } from '#kernel/finding.ts'
import type { Locale } from '#kernel/text.ts'

/** One difference between two handbooks. `item` is the key of the changed element, `path` where in it; a value that is absent is undefined. */
export type HandbookChange = {
  readonly section: string
  readonly item: string
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

type Plain = { readonly [key: string]: unknown }
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What changed from one handbook to another, element by element. Elements are matched by key (or id), so moving one is no change. */
export function diffHandbooks(before: Whole, after: Whole): readonly HandbookChange[] {
  const sections = [...new Set([...Object.keys(before.sections), ...Object.keys(after.sections)])]
  return sections.flatMap((section) => {
    const [old, now] = [before.sections[section], after.sections[section]]
    if (!keyed(old) && !keyed(now)) return differences(section, '', [], old, now)
    const [olds, nows] = [byKey(old), byKey(now)]
    return union(olds, nows).flatMap((item) => differences(section, item, [], olds.get(item), nows.get(item)))
  })
}

function differences(section: string, item: string, path: readonly string[], before: unknown, after: unknown): readonly HandbookChange[] {
  if (before === after || JSON.stringify(before) === JSON.stringify(after)) return []
  if (isPlain(before) && isPlain(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) => differences(section, item, [...path, key], before[key], after[key]))
  }
  if (keyed(before) && keyed(after)) {
    const [olds, nows] = [byKey(before), byKey(after)]
    return union(olds, nows).flatMap((key) => differences(section, item, [...path, key], olds.get(key), nows.get(key)))
  }
  return [{ section, item, path: path.join('.'), before, after }]
}

const nameOf = (value: unknown): string | null => {
  if (!isPlain(value)) return null
  const name = value['key'] ?? value['id']
  return typeof name === 'string' ? name : null
}

/** A list whose every entry has a key of its own; an empty list is one too. */
const keyed = (value: unknown): value is readonly unknown[] => Array.isArray(value) && new Set(value.map(nameOf)).size === value.length && value.every((entry) => nameOf(entry) !== null)
const byKey = (value: unknown): ReadonlyMap<string, unknown> => new Map(keyed(value) ? value.map((entry) => [nameOf(entry) ?? '', entry]) : [])
const union = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): readonly string[] => [...new Set([...a.keys(), ...b.keys()])]

const SECTION_NAMES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  handbook: { zh: '手册', en: 'handbook' }, clauses: { zh: '条款', en: 'clause' }, roles: { zh: '岗位', en: 'role' }, calendars: { zh: '日历', en: 'calendar' },
  surveys: { zh: '问卷', en: 'survey' }, wording: { zh: '话术', en: 'wording' }, scenarios: { zh: '场景', en: 'scenario' }, promises: { zh: '承诺', en: 'promises' }, customers: { zh: '客户等级', en: 'tiers' },
}

/** A change in one line: 场景 after-sales · clocks.solution.limits: … → …. */
export function sayChange({ section, item, path, before, after }: HandbookChange, locale: Locale): string {
  const zh = locale !== 'en'
  const name = SECTION_NAMES[section]?.[zh ? 'zh' : 'en'] ?? section
  const where = [`${name}${item === '' ? '' : ` ${item}`}`, ...(path === '' ? [] : [path])].join(' · ')
  if (before === undefined) return `${where}: ${zh ? '新增' : 'added'} ${short(after)}`
  if (after === undefined) return `${where}: ${zh ? '删除' : 'removed'} ${short(before)}`
  return `${where}: ${short(before)} → ${short(after)}`
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value.trim().replaceAll('\n', '⏎') : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}
