import { Segmented, Switch } from 'antd'
import { useId, useState } from 'react'
import { keepDensity, keptDensity, type Density } from '#capabilities/case/web/pieces/density.ts'
import { switchSingleKeys, useSingleKeysOn } from '#ui/keys/key-commands.ts'
import type { LookChoice } from '#ui/theme/look-now.ts'
import { chooseLook, useLookChoice } from '#ui/theme/use-look.ts'
import { LOOKS } from '../shell/account-doings.ts'
import { useConsoleWords } from '../shell/use-console-words.ts'
import { SettingsSection } from './settings-section.tsx'
import styles from './settings.module.css'
import { useSettingsWords } from './use-settings-words.ts'

const DENSITIES: readonly Density[] = ['compact', 'middle', 'large']

/** How the screens look and behave in this browser. */
export function ScreenSection() {
  const say = useSettingsWords()
  const sayConsole = useConsoleWords()
  const look = useLookChoice()
  const keys = useSingleKeysOn()
  const [density, setDensity] = useState(keptDensity)
  const id = useId()
  return (
    <SettingsSection name={say('screen')} hint={say('screen.here')}>
      <div className={styles['row']}>
        <span>{say('screen.look')}</span>
        <span><Segmented<LookChoice> aria-label={say('screen.look')} value={look} onChange={chooseLook} options={LOOKS.map((value) => ({ value, label: sayConsole(`look.${value}`) }))} /></span>
      </div>
      <div className={styles['row']}>
        <span>{say('screen.density')}</span>
        <span>
          <Segmented<Density>
            aria-label={say('screen.density')} value={density} options={DENSITIES.map((value) => ({ value, label: say(`density.${value}`) }))}
            onChange={(chosen) => {
              keepDensity(chosen)
              setDensity(chosen)
            }}
          />
        </span>
      </div>
      <div className={styles['row']}>
        <label htmlFor={id}>{say('screen.keys')}</label>
        <span><Switch id={id} checked={keys} onChange={switchSingleKeys} /> <span className={styles['hint']}>{say('screen.keys_hint')}</span></span>
      </div>
    </SettingsSection>
  )
}
