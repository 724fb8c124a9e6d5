import { registerMessages } from '#platform/http/messages/message-table.ts'

registerMessages(
  {
    'calendar.bad_date': { 'zh-CN': '“{value}”不是这一年的日期（{field}）', 'zh-TW': '「{value}」不是這一年的日期（{field}）', en: '"{value}" is no date of that year ({field})' },
    'calendar.date_given_twice': { 'zh-CN': '{value} 重复出现，请只保留一次', 'zh-TW': '{value} 重複出現，請只保留一次', en: '{value} is given twice; keep one' },
    'calendar.date_in_both_lists': { 'zh-CN': '{value} 既是放假日又是调休上班日，请只保留一处', 'zh-TW': '{value} 既是放假日又是補班日，請只保留一處', en: '{value} is both a day off and a day worked; keep one' },
    'calendar.unknown_timezone': { 'zh-CN': '没有名为“{value}”的时区', 'zh-TW': '沒有名為「{value}」的時區', en: 'There is no time zone "{value}"' },
    'calendar.bad_time': { 'zh-CN': '“{value}”不是时间，或结束早于开始（{field}）', 'zh-TW': '「{value}」不是時間，或結束早於開始（{field}）', en: '"{value}" is no time, or the end is before the start ({field})' },
    'calendar.overnight_hours': { 'zh-CN': '“{value}”跨过了午夜，请分成两天来写（{field}）', 'zh-TW': '「{value}」跨過了午夜，請分成兩天來寫（{field}）', en: '"{value}" crosses midnight; write two days ({field})' },
    'calendar.overlapping_hours': { 'zh-CN': '“{value}”与同一天的另一段时间重叠（{field}）', 'zh-TW': '「{value}」與同一天的另一段時間重疊（{field}）', en: '"{value}" overlaps another opening of the day ({field})' },
    'calendar.workday_without_hours': { 'zh-CN': '{value} 要按星期一的时间上班，但星期一没有工作时间：请指明按哪一天', 'zh-TW': '{value} 要按星期一的時間上班，但星期一沒有工作時間：請指明按哪一天', en: '{value} would have Monday\'s hours, but Monday has none: say whose hours it has' },
  },
  { unprocessable: ['calendar.unknown_timezone', 'calendar.bad_time', 'calendar.overnight_hours', 'calendar.overlapping_hours', 'calendar.workday_without_hours', 'calendar.bad_date', 'calendar.date_given_twice', 'calendar.date_in_both_lists'] },
)
