import { useWords, type Say } from '#ui/words/words.ts'
import type { CaseWord } from '../words/zh-cn.ts'

export const useCaseWords = (): Say<CaseWord> => useWords('case')
