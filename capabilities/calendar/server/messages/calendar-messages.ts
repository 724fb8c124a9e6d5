import { registerMessages } from '#platform/http/messages/message-table.ts'

registerMessages(
  {
    'calendar.bad_date': { 'zh-CN': '“{value}”不是这一年的日期（{field}）', 'zh-TW': '「{value}」不是這一年的日期（{field}）', en: '"{value}" is no date of that year ({field})' },
    'calendar.date_given_twice': { 'zh-CN': '{value} 重复出现，请只保留一次', 'zh-TW': '{value} 重複出現，請只保留一次', en: '{value} is given twice; keep one' },
    'calendar.date_in_both_lists': { 'zh-CN': '{value} 既是放假日又是调休上班日，请只保留一处', 'zh-TW': '{value} 既是放假日又是補班日，請只保留一處', en: '{value} is both a day off and a day worked; keep one' },
  },
  { unprocessable: ['calendar.bad_date', 'calendar.date_given_twice', 'calendar.date_in_both_lists'] },
)
