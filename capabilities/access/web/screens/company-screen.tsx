import { App } from 'antd'
import styles from './company-screen.module.css'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { useUiWords } from '#ui/words/use-ui-words.ts'
import { CompanyForm } from '../setup/company-form.tsx'
import { useSetupWords } from '../setup/use-setup-words.ts'

/** What customers are told about who we are. */
export function CompanyScreen() {
  const say = useSetupWords()
  const ui = useUiWords()
  const { message } = App.useApp()
  return (
    <div>
      <PageHead title={say('company.title')} text={say('company.text')} />
      <div className={styles['part']}><CompanyForm submit={ui('save')} onDone={() => void message.success(say('company.saved'))} /></div>
    </div>
  )
}
