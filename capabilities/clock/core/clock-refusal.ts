import type { Refusal } from '#kernel/decision.ts'
import type { Locale } from '#kernel/text.ts'

/** Every no a clock can say. */
export type ClockRefusalCode =
  | 'clock.already_started'
  | 'clock.not_started'
  | 'clock.ended'
  | 'clock.already_paused'
  | 'clock.not_paused'
  | 'clock.due_in_past'
  | 'clock.due_too_far'
  | 'clock.due_not_manual'
  | 'clock.never_due'
  | 'clock.bad_limit'
  | 'clock.mixed_limit'
  | 'clock.calendar_unit'
  | 'clock.fractional_limit'
  | 'clock.limit_too_long'

/** A refused command to a clock, or a refused limit. */
export type ClockRefusal = Refusal<ClockRefusalCode>

const ZH: Record<ClockRefusalCode, string> = {
  'clock.already_started': '这个时限已经开始计时。',
  'clock.not_started': '这个时限还没有开始计时。',
  'clock.ended': '这个时限已经结束，不能再更改。',
  'clock.already_paused': '这个时限已经暂停。',
  'clock.not_paused': '这个时限没有暂停，无需恢复。',
  'clock.due_in_past': '人工设定的到期时间必须晚于现在。',
  'clock.due_too_far': '人工设定的到期时间最多在 {days} 天之后。',
  'clock.due_not_manual': '到期时间本来就由规则计算，无需交还。',
  'clock.never_due': '十年之内都走不完这段时限：没有足够的工作时间，或暂停没有结束。',
  'clock.bad_limit': '时限“{value}”无法识别，请写成 PT8H（小时）、PT30M（分钟）或 P3D（天）。',
  'clock.mixed_limit': '时限“{value}”混用了天与小时：工作日的一天不等于 24 小时，请只用其中一种。',
  'clock.calendar_unit': '时限“{value}”用了年、月或周，它们长短不一，请改用天（P30D）。',
  'clock.fractional_limit': '时限“{value}”带有小数，请用更小的单位，例如 PT90M 或 P2D。',
  'clock.limit_too_long': '时限“{value}”太长，最长 87600 小时或 3650 天。',
}

const EN: Record<ClockRefusalCode, string> = {
  'clock.already_started': 'This clock has already started.',
  'clock.not_started': 'This clock has not started.',
  'clock.ended': 'This clock has ended and cannot be changed.',
  'clock.already_paused': 'This clock is already paused.',
  'clock.not_paused': 'This clock is not paused.',
  'clock.due_in_past': 'A due time set by hand must lie in the future.',
  'clock.due_too_far': 'A due time set by hand may lie at most {days} days ahead.',
  'clock.due_not_manual': 'The due time already follows the rule.',
  'clock.never_due': 'This limit is not used up within ten years: there is not enough working time, or a pause has no end.',
  'clock.bad_limit': 'The limit "{value}" is not understood; write PT8H (hours), PT30M (minutes) or P3D (days).',
  'clock.mixed_limit': 'The limit "{value}" mixes days and hours: a working day is not 24 hours; use one of them.',
  'clock.calendar_unit': 'The limit "{value}" uses years, months or weeks, whose lengths differ; use days (P30D).',
  'clock.fractional_limit': 'The limit "{value}" has a fraction; use a smaller unit, such as PT90M or P2D.',
  'clock.limit_too_long': 'The limit "{value}" is too long; at most 87600 hours or 3650 days.',
}

/** The sentence that says what is wrong and what to do. */
export function sayClockRefusal(refusal: ClockRefusal, locale: Locale): string {
  const words = (locale === 'en' ? EN : ZH)[refusal.code]
  return words.replace('{value}', () => String(refusal.params?.['value'] ?? ''))
}
