import { useWords, type Say } from '#ui/words/words.ts'
import type { SetupWord } from './words/zh-cn.ts'

export const useSetupWords = (): Say<SetupWord> => useWords('setup')
