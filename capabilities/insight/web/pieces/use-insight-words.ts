import { useWords, type Say } from '#ui/words/words.ts'
import type { InsightWord } from '../words/zh-cn.ts'

export type SayInsight = Say<InsightWord>
export const useInsightWords = (): SayInsight => useWords('insight')
