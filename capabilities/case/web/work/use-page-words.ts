import { useWords, type Say } from '#ui/words/words.ts'
import type { PageWord } from './words/zh-cn.ts'

export type SayPage = Say<PageWord>
export const usePageWords = (): SayPage => useWords('case_page')
