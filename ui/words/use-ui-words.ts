import { useWords, type Say } from './words.ts'
import type { UiWord } from './zh-cn.ts'

export const useUiWords = (): Say<UiWord> => useWords('ui')
