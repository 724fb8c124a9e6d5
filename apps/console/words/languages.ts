import type { Locale as ComponentWords } from 'antd/es/locale/index.js'
import type { Locale } from '#kernel/text.ts'
import type { WordBook } from '#ui/words/words.ts'

/** All that the screens say in one language: our words by room, and those of the components. */
export type Language = { readonly book: WordBook; readonly components: ComponentWords }

const LANGUAGES: Readonly<Record<Locale, () => Promise<{ readonly language: Language }>>> = {
  'zh-CN': () => import('./language-zh-cn.ts'),
  'zh-TW': () => import('./language-zh-tw.ts'),
  en: () => import('./language-en.ts'),
}

/** Loads one language; the others stay on the server. */
export const readLanguage = async (locale: Locale): Promise<Language> => (await LANGUAGES[locale]()).language
