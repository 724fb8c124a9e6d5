import { useWords, type Say } from '#ui/words/words.ts'
import type { ThreadWord } from './words/zh-cn.ts'

export const useThreadWords = (): Say<ThreadWord> => useWords('thread')
