import { useWords, type Say } from '#ui/words/words.ts'
import type { AuditWord } from './words/zh-cn.ts'

export const useAuditWords = (): Say<AuditWord> => useWords('audit')
