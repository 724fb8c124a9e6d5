import components from 'antd/es/locale/en_US.js'
import 'dayjs/locale/en.js'
import { WORDS as people } from '#capabilities/access/web/people/words/en.ts'
import { WORDS as access } from '#capabilities/access/web/words/en.ts'
import { WORDS as thread } from '#capabilities/case/web/thread/words/en.ts'
import { WORDS as caseWords } from '#capabilities/case/web/words/en.ts'
import { WORDS as admin } from '../admin/words/en.ts'
import { WORDS as console } from './en.ts'
import { WORDS as ui } from '#ui/words/en.ts'
import type { Language } from './languages.ts'

export const language: Language = { components, book: { access, admin, people, case: caseWords, thread, console, ui } }
