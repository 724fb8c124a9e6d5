import { useWords, type Say } from '#ui/words/words.ts'
import type { ShellWord } from './words/zh-cn.ts'

export const useShellWords = (): Say<ShellWord> => useWords('shell')
