import type { Words } from '#kernel/finding.ts'
import { registerMessages } from '#platform/http/messages/message-table.ts'

/** What is wrong in a map, beyond its shape. */
export const MAP_WORDS: Readonly<Record<string, Words>> = {
  'map.unknown_scenario': { 'zh-CN': '现行服务手册里没有场景“{found}”。可选：{known}。', en: 'The handbook in force has no scenario "{found}". Known: {known}.' },
  'map.unknown_calendar': { 'zh-CN': '现行服务手册里没有日历“{found}”。可选：{known}。', en: 'The handbook in force has no calendar "{found}". Known: {known}.' },
  'map.unknown_timezone': { 'zh-CN': '不认识时区“{found}”。请写成例如 Asia/Shanghai 或 +08:00。', en: 'Unknown time zone "{found}". Write for example Europe/Rome or +01:00.' },
  'map.two_meanings': { 'zh-CN': '活动“{activity}”同时列在 {one} 与 {other} 里，两者互相矛盾。请只留一处。', en: 'The activity "{activity}" is listed under both {one} and {other}, which contradict each other. Keep one.' },
  'map.unknown_class': { 'zh-CN': '这个场景没有分类“{found}”。可选：{known}。', en: 'The scenario has no classification "{found}". Known: {known}.' },
  'map.unknown_class_value': { 'zh-CN': '分类“{class}”没有取值“{found}”。可选：{known}。', en: 'The classification "{class}" has no value "{found}". Known: {known}.' },
  'map.unknown_clock': { 'zh-CN': '这个场景没有计时“{found}”。可选：{known}。', en: 'The scenario has no clock "{found}". Known: {known}.' },
  'map.bad_limit': { 'zh-CN': '时限“{found}”不能使用。请写成例如 PT30M、PT24H 或 P3D，最长约十年。', en: 'The limit "{found}" cannot be used. Write for example PT30M, PT24H or P3D, at most about ten years.' },
}

registerMessages({
  'import.no_file': { 'zh-CN': '读不到文件 {file}（{reason}）', en: 'The file {file} cannot be read ({reason})' },
  'import.not_text': { 'zh-CN': '{file} 不是 {encoding} 文本，请转换编码后再导入', en: '{file} is not {encoding} text; convert it first' },
  'import.truncated': { 'zh-CN': '{file} 不完整：压缩数据在中途结束或已损坏，请重新取得文件。此前完整的工单已保留，再次导入会接着做', en: '{file} is incomplete: its compressed data end early or are damaged. Get the file again; complete cases read before are kept, and a new import goes on from there' },
  'import.bad_xml': { 'zh-CN': '{file} 第 {line} 行不是合法的 XML：{reason}', en: '{file}, line {line}: not valid XML: {reason}' },
  'import.doctype': { 'zh-CN': '{file} 第 {line} 行有 DOCTYPE 声明。为安全起见不读取带文档类型或实体定义的日志，请删去后再导入', en: '{file}, line {line}: a DOCTYPE. Logs with document types or entities are not read, for safety; remove it first' },
  'import.not_xes': { 'zh-CN': '{file} 不是 XES 日志：根元素是 <{found}>，应为 <log>', en: '{file} is no XES log: its root is <{found}> instead of <log>' },
  'import.too_deep': { 'zh-CN': '{file} 第 {line} 行嵌套超过 {most} 层', en: '{file}, line {line}: nested more than {most} levels' },
  'import.too_long': { 'zh-CN': '{file} 第 {line} 行附近有超过 {most} 个字符的内容', en: '{file}, near line {line}: something longer than {most} characters' },
  'import.value_too_long': { 'zh-CN': '{file} 第 {line} 行：属性“{attribute}”超过 {most} 个字符', en: '{file}, line {line}: the attribute "{attribute}" is longer than {most} characters' },
  'import.too_many_attributes': { 'zh-CN': '{file} 第 {line} 行：一个事件的属性超过 {most} 个', en: '{file}, line {line}: more than {most} attributes on one event' },
  'import.too_many_events': { 'zh-CN': '{file} 第 {line} 行：工单“{case}”的事件超过 {most} 个', en: '{file}, line {line}: the case "{case}" has more than {most} events' },
  'import.log_too_large': { 'zh-CN': '{file} 超过 {most} 行。CSV 要按工单归拢，请拆成几个文件分别导入', en: '{file} has more than {most} lines. CSV has to be gathered by case; split it into several files' },
  'import.case_missing': { 'zh-CN': '{file} 第 {line} 行：没有工单编号“{attribute}”', en: '{file}, line {line}: the case id "{attribute}" is missing' },
  'import.activity_missing': { 'zh-CN': '{file} 第 {line} 行：没有活动名称“{attribute}”', en: '{file}, line {line}: the activity "{attribute}" is missing' },
  'import.time_missing': { 'zh-CN': '{file} 第 {line} 行：没有时间“{attribute}”', en: '{file}, line {line}: the timestamp "{attribute}" is missing' },
  'import.bad_time': { 'zh-CN': '{file} 第 {line} 行：看不懂时间“{found}”。请写成例如 2026-11-22T09:00:00+08:00', en: '{file}, line {line}: "{found}" is not a time. Write for example 2026-11-22T09:00:00+08:00' },
  'import.no_zone': { 'zh-CN': '{file} 第 {line} 行：时间“{found}”没有时区。请在映射文件里写上 timezone，例如 timezone: Asia/Shanghai', en: '{file}, line {line}: the time "{found}" has no zone. Add timezone to the map, for example timezone: Europe/Rome' },
  'import.future': { 'zh-CN': '{file} 第 {line} 行：时间“{found}”还没有到，不是历史记录', en: '{file}, line {line}: the time "{found}" is still to come: that is no history' },
  'import.bad_csv': { 'zh-CN': '{file} 第 {line} 行不是合法的 CSV：{reason}', en: '{file}, line {line}: not valid CSV: {reason}' },
  'import.column_missing': { 'zh-CN': '{file} 的表头里没有“{attribute}”列。现有：{known}', en: '{file} has no column "{attribute}". Its columns: {known}' },
  'import.empty': { 'zh-CN': '{file} 是空的', en: '{file} is empty' },
  'import.refused': { 'zh-CN': '工单“{case}”的历史不能重放：{reason}', en: 'The history of case "{case}" cannot be replayed: {reason}' },
  'export.bad_file': { 'zh-CN': '写不了文件 {file}（{reason}）', en: 'The file {file} cannot be written ({reason})' },
})
