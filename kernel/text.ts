/** BCP 47 tags the product speaks; zh-CN comes first. */
export type Locale = 'zh-CN' | 'zh-TW' | 'en'
export const LOCALES = ['zh-CN', 'zh-TW', 'en'] as const satisfies readonly Locale[]

/** A text of the handbook: one string for all, or one per locale (zh-CN is then required). */
export type Text = string | { readonly 'zh-CN': string; readonly 'zh-TW'?: string; readonly en?: string }

/** The text in this locale; what is not translated is read in zh-CN. */
export const textIn = (text: Text, locale: Locale): string =>
  typeof text === 'string' ? text : (text[locale] ?? text['zh-CN'])
