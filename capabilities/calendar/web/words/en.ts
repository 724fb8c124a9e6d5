import type { CalendarWord } from './zh-cn.ts'

export const WORDS: Readonly<Record<CalendarWord, string>> = {
  'day.mon': 'Mon',
  'day.tue': 'Tue',
  'day.wed': 'Wed',
  'day.thu': 'Thu',
  'day.fri': 'Fri',
  'day.sat': 'Sat',
  'day.sun': 'Sun',
  'week.hint': 'Drag on the grid to draw, move or stretch hours, or type the times; an end may be 24:00.',
  'week.total': '{hours} hours a week',
  'week.closed': 'closed',
  'week.from': '{day}, stretch {number}, from',
  'week.to': '{day}, stretch {number}, to',
  'week.remove': 'Remove stretch {number} of {day}',
  'week.add': 'Add a stretch to {day}',
  'week.copy': 'Copy {day} to other days',
  'week.copy_work': 'To Monday through Friday',
  'week.copy_all': 'To every day',
}
