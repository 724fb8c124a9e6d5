import { useWords, type Say } from '#ui/words/words.ts'
import type { PeopleWord } from './words/zh-cn.ts'

export const usePeopleWords = (): Say<PeopleWord> => useWords('people')
