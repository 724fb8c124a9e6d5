import { Alert } from 'antd'
import type { MailProvider } from '../../core/mail-providers.ts'
import { useMailboxWords } from './use-mailbox-words.ts'

/** What a provider wants instead of the password one signs in with, and where it is made. */
export function ProviderHint({ provider }: { readonly provider: MailProvider | null }) {
  const say = useMailboxWords()
  return <Alert type="info" showIcon title={provider === null ? say('hint.other') : say(`hint.${provider.key}`)} />
}
