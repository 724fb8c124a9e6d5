import { useWords, type Say } from '#ui/words/words.ts'
import type { MailboxWord } from '../words/zh-cn.ts'

export const useMailboxWords = (): Say<MailboxWord> => useWords('mailbox')
