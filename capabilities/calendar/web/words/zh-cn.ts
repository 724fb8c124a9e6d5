/** The words of working time. */
export const WORDS = {
  'day.mon': '周一',
  'day.tue': '周二',
  'day.wed': '周三',
  'day.thu': '周四',
  'day.fri': '周五',
  'day.sat': '周六',
  'day.sun': '周日',
  'week.hint': '在表格里拖动即可画出、移动或拉长一段时间，也可以直接填写时间；结束可以写 24:00。',
  'week.total': '每周工作 {hours} 小时',
  'week.closed': '不上班',
  'week.from': '{day} 第 {number} 段开始',
  'week.to': '{day} 第 {number} 段结束',
  'week.remove': '删除{day}第 {number} 段',
  'week.add': '{day}增加一段',
  'week.copy': '把{day}复制到其他天',
  'week.copy_work': '复制到周一至周五',
  'week.copy_all': '复制到每天',
} as const
export type CalendarWord = keyof typeof WORDS
