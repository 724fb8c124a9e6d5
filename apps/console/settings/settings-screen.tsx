import { useMe } from '#capabilities/access/web/pieces/use-me.ts'
import { AccountSection } from './account-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { ScreenSection } from './screen-section.tsx'
import { SecondFactorSection } from './second-factor-section.tsx'
import { SessionsSection } from './sessions-section.tsx'
import styles from './settings.module.css'
import { useSettingsWords } from './use-settings-words.ts'

/** 个人设置: who one is, how the screens look, and how one signs in. */
export function SettingsScreen() {
  const say = useSettingsWords()
  const me = useMe()
  return (
    <div className={styles['page']}>
      <h1 className={styles['title']}>{say('title')}</h1>
      <AccountSection me={me} />
      <ScreenSection />
      <PasswordSection />
      <SecondFactorSection me={me} />
      <SessionsSection />
    </div>
  )
}
