import components from 'antd/es/locale/zh_CN.js'
import 'dayjs/locale/zh-cn.js'
import { WORDS as people } from '#capabilities/access/web/people/words/zh-cn.ts'
import { WORDS as access } from '#capabilities/access/web/words/zh-cn.ts'
import { WORDS as thread } from '#capabilities/case/web/thread/words/zh-cn.ts'
import { WORDS as caseWords } from '#capabilities/case/web/words/zh-cn.ts'
import { WORDS as admin } from '../admin/words/zh-cn.ts'
import { WORDS as console } from './zh-cn.ts'
import { WORDS as ui } from '#ui/words/zh-cn.ts'
import type { Language } from './languages.ts'

export const language: Language = { components, book: { access, admin, people, case: caseWords, thread, console, ui } }
