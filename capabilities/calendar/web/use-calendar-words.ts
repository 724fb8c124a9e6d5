import { useWords, type Say } from '#ui/words/words.ts'
import type { CalendarWord } from './words/zh-cn.ts'

export const useCalendarWords = (): Say<CalendarWord> => useWords('calendar')
