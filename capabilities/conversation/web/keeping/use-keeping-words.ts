import { useWords, type Say } from '#ui/words/words.ts'
import type { KeepingWord } from './words/zh-cn.ts'

export const useKeepingWords = (): Say<KeepingWord> => useWords('keeping')
