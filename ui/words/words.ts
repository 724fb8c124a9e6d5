import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Locale } from '#kernel/text.ts'

/** Words of one room by key; holes are written `{name}`. */
export type Words = Readonly<Record<string, string>>
/** The words of all rooms in one language: room → key → words. */
export type WordBook = Readonly<Record<string, Words>>

/** Says the words of a key, its holes filled. */
export type Say<K extends string> = (key: K, fill?: Readonly<Record<string, string | number>>) => string

/** Opens the book of the reader's language; screens then ask for their room's words. */
export async function openWords(locale: Locale, book: WordBook): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: locale,
    resources: { [locale]: book },
    ns: Object.keys(book),
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    returnNull: false,
  })
}

/** The words of one room: `const say = useWords<CaseWord>('case')`. */
export function useWords<K extends string>(room: string): Say<K> {
  const { t } = useTranslation(room)
  return t as unknown as Say<K>
}

/** For a sentence outside of a component. */
export const wordsOf = <K extends string>(room: string): Say<K> => i18next.getFixedT(null, room) as unknown as Say<K>

/** The language that the screens are in. */
export const localeNow = (): Locale => (i18next.language as Locale | undefined) ?? 'zh-CN'
