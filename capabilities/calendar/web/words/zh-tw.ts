import type { CalendarWord } from './zh-cn.ts'

export const WORDS: Readonly<Record<CalendarWord, string>> = {
  'day.mon': '週一',
  'day.tue': '週二',
  'day.wed': '週三',
  'day.thu': '週四',
  'day.fri': '週五',
  'day.sat': '週六',
  'day.sun': '週日',
  'week.hint': '在表格裡拖動即可畫出、移動或拉長一段時間，也可以直接填寫時間；結束可以寫 24:00。',
  'week.total': '每週工作 {hours} 小時',
  'week.closed': '不上班',
  'week.from': '{day} 第 {number} 段開始',
  'week.to': '{day} 第 {number} 段結束',
  'week.remove': '刪除{day}第 {number} 段',
  'week.add': '{day}增加一段',
  'week.copy': '把{day}複製到其他天',
  'week.copy_work': '複製到週一至週五',
  'week.copy_all': '複製到每天',
}
