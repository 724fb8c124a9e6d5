import { Switch } from 'antd'
import { useId } from 'react'
import { askAccess } from '#capabilities/access/web/pieces/access-api.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { consoleSettingsKey, useConsoleSettings } from '../shell/screen-watermark.tsx'
import { SettingsSection } from '../settings/settings-section.tsx'
import styles from '../settings/settings.module.css'
import { useSettingsWords } from '../settings/use-settings-words.ts'

/** What an administrator decides for everybody's screens. */
export function EverybodySection() {
  const say = useSettingsWords()
  const id = useId()
  const settings = useConsoleSettings()
  const change = useCommand({ run: async (watermark: boolean, key) => askAccess('PUT /api/v1/console-settings', { body: { watermark } }, { key }), changes: () => [consoleSettingsKey] })
  return (
    <SettingsSection id="watermark" name={say('everybody')}>
      <div className={styles['row']}>
        <label htmlFor={id}>{say('everybody.watermark')}</label>
        <span><Switch id={id} checked={settings.data?.watermark === true} loading={change.isPending || settings.isLoading} onChange={(on) => change.mutate(on)} /></span>
      </div>
      <p className={styles['hint']}>{say('everybody.watermark_hint')}</p>
      <ProblemNote problem={change.error ?? settings.error} />
    </SettingsSection>
  )
}
