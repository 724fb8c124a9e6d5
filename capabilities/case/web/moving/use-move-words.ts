import { useWords, type Say } from '#ui/words/words.ts'
import type { MoveWord } from './words/zh-cn.ts'

export const useMoveWords = (): Say<MoveWord> => useWords('case_move')
