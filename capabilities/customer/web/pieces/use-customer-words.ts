import { useWords, type Say } from '#ui/words/words.ts'
import type { CustomerWord } from '../words/zh-cn.ts'

export const useCustomerWords = (): Say<CustomerWord> => useWords('customer')
