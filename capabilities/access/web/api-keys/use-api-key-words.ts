import { useWords, type Say } from '#ui/words/words.ts'
import type { ApiKeyWord } from './words/zh-cn.ts'

export const useApiKeyWords = (): Say<ApiKeyWord> => useWords('api-keys')
