import { useWords, type Say } from '#ui/words/words.ts'
import type { SettingsWord } from './words/zh-cn.ts'

export const useSettingsWords = (): Say<SettingsWord> => useWords('settings')
