import { LOCALES, type Locale } from '#kernel/text.ts'

const KEY = 'careloop.locale'

const isLocale = (word: string | null): word is Locale => LOCALES.some((locale) => locale === word)

/** The language chosen in this browser, else the first of the browser's that the product speaks, else zh-CN. */
export function chosenLocale(): Locale {
  const kept = localStorage.getItem(KEY)
  if (isLocale(kept)) return kept
  return navigator.languages.map(localeOf).find((locale) => locale !== null) ?? 'zh-CN'
}

/** Keeps the choice and opens the page anew in it. */
export function chooseLocale(locale: Locale): void {
  localStorage.setItem(KEY, locale)
  location.reload()
}

function localeOf(tag: string): Locale | null {
  if (/^zh-(tw|hk|mo|hant)/i.test(tag)) return 'zh-TW'
  if (/^zh(-|$)/i.test(tag)) return 'zh-CN'
  return /^en(-|$)/i.test(tag) ? 'en' : null
}
