import { useWords, type Say } from '#ui/words/words.ts'
import type { ConsoleWord } from '../words/zh-cn.ts'

export const useConsoleWords = (): Say<ConsoleWord> => useWords('console')
