import { useWords, type Say } from '#ui/words/words.ts'
import type { VersionWord } from './words/zh-cn.ts'

export const useVersionWords = (): Say<VersionWord> => useWords('handbook_versions')
export type SayVersion = Say<VersionWord>
