import { Avatar, Button, Dropdown, type MenuProps } from 'antd'
import type { Me } from '#capabilities/access/contract.ts'
import { askAccess } from '#capabilities/access/web/pieces/access-api.ts'
import { useCommand } from '#ui/talk/use-command.ts'
import { chooseLook, useLookChoice, type LookChoice } from '#ui/theme/use-look.ts'
import { chooseLocale } from '#ui/words/choose-locale.ts'
import { localeNow } from '#ui/words/words.ts'
import { LOCALES, type Locale } from '#kernel/text.ts'
import { useConsoleWords } from './use-console-words.ts'

const LOOKS: readonly LookChoice[] = ['light', 'dark', 'system']
const LANGUAGES: Readonly<Record<Locale, string>> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' }

/** Who one is, how the screens look and speak, and the way out. */
export function UserMenu({ me }: { readonly me: Me }) {
  const say = useConsoleWords()
  const look = useLookChoice()
  const signOut = useCommand({
    run: async (_nothing: null, key) => askAccess('DELETE /api/v1/sessions/current', {}, { key }),
    onDone: () => location.assign('/sign-in'),
  })
  const items: MenuProps['items'] = [
    { key: 'look', label: say('look.label'), children: LOOKS.map((choice) => ({ key: `look:${choice}`, label: say(`look.${choice}`), onClick: () => chooseLook(choice) })) },
    { key: 'language', label: say('language.label'), children: LOCALES.map((locale) => ({ key: `language:${locale}`, label: LANGUAGES[locale], onClick: () => chooseLocale(locale) })) },
    { type: 'divider' },
    { key: 'out', label: say('user.sign_out'), onClick: () => signOut.mutate(null) },
  ]
  return (
    <Dropdown menu={{ items, selectable: true, selectedKeys: [`look:${look}`, `language:${localeNow()}`] }} trigger={['click']}>
      <Button type="text" aria-label={say('user.menu', { name: me.name })}>
        <Avatar size={24} aria-hidden>{[...me.name].at(-1)}</Avatar>
        <span>{me.name}</span>
      </Button>
    </Dropdown>
  )
}
