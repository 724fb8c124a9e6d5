import components from 'antd/es/locale/zh_TW.js'
import 'dayjs/locale/zh-tw.js'
import { WORDS as people } from '#capabilities/access/web/people/words/zh-tw.ts'
import { WORDS as access } from '#capabilities/access/web/words/zh-tw.ts'
import { WORDS as thread } from '#capabilities/case/web/thread/words/zh-tw.ts'
import { WORDS as caseWords } from '#capabilities/case/web/words/zh-tw.ts'
import { WORDS as admin } from '../admin/words/zh-tw.ts'
import { WORDS as console } from './zh-tw.ts'
import { WORDS as ui } from '#ui/words/zh-tw.ts'
import type { Language } from './languages.ts'

export const language: Language = { components, book: { access, admin, people, case: caseWords, thread, console, ui } }
