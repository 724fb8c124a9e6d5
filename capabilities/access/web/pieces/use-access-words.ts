import { useWords, type Say } from '#ui/words/words.ts'
import type { AccessWord } from '../words/zh-cn.ts'

export const useAccessWords = (): Say<AccessWord> => useWords('access')
