import { askAccess } from '#capabilities/access/web/pieces/access-api.ts'
import { useMe } from '#capabilities/access/web/pieces/use-me.ts'
import { forgetLocalDrafts } from '#capabilities/case/web/thread/local-drafts.ts'
import type { Locale } from '#kernel/text.ts'
import { useCommand } from '#ui/talk/use-command.ts'
import type { LookChoice } from '#ui/theme/look-now.ts'
import { chooseLocale } from '#ui/words/choose-locale.ts'

export const LOOKS: readonly LookChoice[] = ['light', 'dark', 'system']
export const LANGUAGES: Readonly<Record<Locale, string>> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' }

/** The way out. */
export function useSignOut(): () => void {
  const { mutate } = useCommand({
    run: async (_nothing: null, key) => askAccess('DELETE /api/v1/sessions/current', {}, { key }),
    onDone: () => {
      sessionStorage.clear()
      forgetLocalDrafts()
      location.assign('/sign-in')
    },
  })
  return () => mutate(null)
}

/** Speaks another language from now on: on this screen, and in what the product writes to the person. */
export function useAccountLanguage(): (locale: Locale) => void {
  const me = useMe()
  const { mutate } = useCommand({ run: async (locale: Locale, key) => askAccess('PATCH /api/v1/me', { body: { locale } }, { key }), onDone: (_me, locale) => chooseLocale(locale) })
  return (locale) => (me.locale === locale ? chooseLocale(locale) : mutate(locale))
}
