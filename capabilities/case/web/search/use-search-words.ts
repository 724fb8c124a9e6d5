import { useWords, type Say } from '#ui/words/words.ts'
import type { SearchWord } from './words/zh-cn.ts'

export const useSearchWords = (): Say<SearchWord> => useWords('search')
