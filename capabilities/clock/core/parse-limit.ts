import { refused } from '#kernel/decision.ts'
import { parseDuration } from '#kernel/duration.ts'
import { HOUR } from '#kernel/instant.ts'
import type { Limit } from './clock.ts'
import type { ClockRefusal, ClockRefusalCode } from './clock-refusal.ts'

/** The longest limits: about ten years. */
const HOURS_MAX = 87_600
const DAYS_MAX = 3_650

/**
 * Reads a limit of the handbook: `PT2H` is time, `P3D` is days; never both, because a working day is not 24 hours.
 * Refusals: `clock.mixed_limit`, `clock.calendar_unit`, `clock.fractional_limit`, `clock.limit_too_long`, `clock.bad_limit`.
 */
export function parseLimit(text: string): { readonly ok: true; readonly limit: Limit } | { readonly ok: false; readonly refusal: ClockRefusal } {
  const days = /^P(\d{1,9})D$/.exec(text)
  if (days) {
    const count = Number(days[1])
    return count <= DAYS_MAX ? { ok: true, limit: { unit: 'days', days: count } } : no('clock.limit_too_long', text)
  }
  const amount = parseDuration(text)
  if (amount === null) return no(whyNot(text), text)
  return amount <= HOURS_MAX * HOUR ? { ok: true, limit: { unit: 'time', amount } } : no('clock.limit_too_long', text)
}

function whyNot(text: string): ClockRefusalCode {
  if (text.length > 40 || !text.startsWith('P')) return 'clock.bad_limit'
  if (/\d[.,]\d/.test(text)) return 'clock.fractional_limit'
  if (/^P\d+DT\d/.test(text)) return 'clock.mixed_limit'
  if (/^P[^T]*\d[YMW]/.test(text)) return 'clock.calendar_unit'
  if (/^P\d+D$|^PT(\d+H)?(\d+M)?(\d+S)?$/.test(text) && /\d{8}/.test(text)) return 'clock.limit_too_long'
  return 'clock.bad_limit'
}

const no = (code: ClockRefusalCode, text: string) => refused(code, { value: text.length > 40 ? `${text.slice(0, 40)}…` : text })
