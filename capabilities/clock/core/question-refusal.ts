import type { Refusal } from '#kernel/decision.ts'
import type { Locale } from '#kernel/text.ts'

/** What can be wrong with a question to `bin/clock`, apart from its calendar and its limit. */
export type QuestionRefusalCode =
  | 'question.bad_json'
  | 'question.not_utf8'
  | 'question.line_too_long'
  | 'question.not_an_object'
  | 'question.unknown_field'
  | 'question.missing_field'
  | 'question.bad_instant'
  | 'question.bad_counting'
  | 'question.bad_pauses'
  | 'question.too_many_pauses'
  | 'question.limit_or_end'
  | 'question.end_before_start'
  | 'question.pause_ends_before_it_begins'
  | 'question.stretch_too_long'

/** A refused question; `field` is where, `value` what stood there. */
export type QuestionRefusal = Refusal<QuestionRefusalCode>

const ZH: Record<QuestionRefusalCode, string> = {
  'question.bad_json': '这一行不是完整的 JSON。',
  'question.not_utf8': '这一行不是 UTF-8 编码。',
  'question.line_too_long': '这一行太长，最多 {value} 字节。',
  'question.not_an_object': '每一行应是一个 JSON 对象，例如 {"calendar":{…},"start":"…","limit":"PT8H"}。',
  'question.unknown_field': '没有“{field}”这一项，请检查拼写或删除它。',
  'question.missing_field': '缺少“{field}”。',
  'question.bad_instant': '{field} 的“{value}”不是时刻，请写成 2026-09-30T16:00:00+08:00 这样的形式（年份 1900 到 2199）。',
  'question.bad_counting': 'counting 只能是 working（工作时间）或 wall（自然时间）。',
  'question.bad_pauses': '{field} 应写成 [["开始","结束"]]，没有结束的写成 ["开始"] 或 ["开始",null]。',
  'question.too_many_pauses': 'pauses 太多，最多 {value} 段。',
  'question.limit_or_end': 'limit 和 end 必须且只能给出一个。',
  'question.end_before_start': 'end 早于 start。',
  'question.pause_ends_before_it_begins': '{field} 的结束早于开始。',
  'question.stretch_too_long': 'start 到 end 最长 100 年。',
}

const EN: Record<QuestionRefusalCode, string> = {
  'question.bad_json': 'This line is not complete JSON.',
  'question.not_utf8': 'This line is not UTF-8.',
  'question.line_too_long': 'This line is too long; at most {value} bytes.',
  'question.not_an_object': 'Each line must be one JSON object, such as {"calendar":{…},"start":"…","limit":"PT8H"}.',
  'question.unknown_field': 'There is no field "{field}"; check the spelling or remove it.',
  'question.missing_field': '"{field}" is missing.',
  'question.bad_instant': '"{value}" in {field} is no instant; write 2026-09-30T16:00:00+08:00 (years 1900 to 2199).',
  'question.bad_counting': 'counting must be "working" (working time) or "wall" (elapsed time).',
  'question.bad_pauses': '{field} must be [["from","to"]]; without an end write ["from"] or ["from",null].',
  'question.too_many_pauses': 'There are too many pauses; at most {value}.',
  'question.limit_or_end': 'Give either limit or end, not both and not neither.',
  'question.end_before_start': 'end is before start.',
  'question.pause_ends_before_it_begins': '{field} ends before it begins.',
  'question.stretch_too_long': 'From start to end may be 100 years at most.',
}

/** The sentence that says what is wrong and what to do. */
export function sayQuestionRefusal(refusal: QuestionRefusal, locale: Locale): string {
  const words = (locale === 'en' ? EN : ZH)[refusal.code]
  return words.replace(/\{(field|value)\}/g, (_, name: string) => String(refusal.params?.[name] ?? ''))
}
