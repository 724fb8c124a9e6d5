import { useWords, type Say } from '#ui/words/words.ts'
import type { HandbookWord } from '../words/zh-cn.ts'

export type SayHandbook = Say<HandbookWord>
export const useHandbookWords = (): SayHandbook => useWords('handbook')
