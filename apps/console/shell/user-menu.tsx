import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, type MenuProps } from 'antd'
import type { Me } from '#capabilities/access/contract.ts'
import { chooseLook, useLookChoice } from '#ui/theme/use-look.ts'
import { localeNow } from '#ui/words/words.ts'
import { LOCALES } from '#kernel/text.ts'
import { nameSign } from '#ui/text/name-sign.ts'
import { LANGUAGES, LOOKS, useAccountLanguage, useSignOut } from './account-doings.ts'
import styles from './console-frame.module.css'
import { useConsoleWords } from './use-console-words.ts'

/** Who one is, how the screens look and speak, and the way out. */
export function UserMenu({ me }: { readonly me: Me }) {
  const say = useConsoleWords()
  const look = useLookChoice()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const speak = useAccountLanguage()
  const items: MenuProps['items'] = [
    { key: 'settings', label: say('user.settings'), onClick: () => void navigate({ to: '/settings' }) },
    { type: 'divider' },
    { key: 'look', label: say('look.label'), children: LOOKS.map((choice) => ({ key: `look:${choice}`, label: say(`look.${choice}`), onClick: () => chooseLook(choice) })) },
    { key: 'language', label: say('language.label'), children: LOCALES.map((locale) => ({ key: `language:${locale}`, label: LANGUAGES[locale], onClick: () => speak(locale) })) },
    { type: 'divider' },
    { key: 'out', label: say('user.sign_out'), onClick: signOut },
  ]
  return (
    <Dropdown menu={{ items, selectable: true, selectedKeys: [`look:${look}`, `language:${localeNow()}`] }} trigger={['click']}>
      <Button type="text">
        <span className={styles['face']} aria-hidden>{nameSign(me.name)}</span>
        <span className="unseen">{say('user.menu', { name: me.name })}</span>
        <span className={styles['user']} aria-hidden>{me.name}</span>
      </Button>
    </Dropdown>
  )
}
