import { useWords, type Say } from '#ui/words/words.ts'
import type { AdminWord } from './words/zh-cn.ts'

export const useAdminWords = (): Say<AdminWord> => useWords('admin')
