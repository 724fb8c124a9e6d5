import { useWords, type Say } from '#ui/words/words.ts'
import type { VoiceWord } from './words/zh-cn.ts'

export const useVoiceWords = (): Say<VoiceWord> => useWords('case_voice')
