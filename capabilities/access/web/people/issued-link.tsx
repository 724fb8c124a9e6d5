import { MailOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { ShownOnce } from '#ui/pieces/shown-once.tsx'
import type { NewInvitation } from '../../contract.ts'
import { usePeopleWords } from './use-people-words.ts'

/** Who was asked in, and the link for them; none where the answer came without it. */
export type Issued = { readonly invited: Pick<NewInvitation, 'name' | 'number' | 'email'>; readonly link: string | undefined }

/** Where a token leads; nowhere without one. */
export const linkOf = (token: string | undefined): string | undefined => (token === undefined ? undefined : `${location.origin}/invitations/${token}`)

/** The link of an invitation, to be handed on; it is shown once. */
export function IssuedLink({ issued: { invited, link }, onAgain }: { readonly issued: Issued; readonly onAgain?: () => void }) {
  const say = usePeopleWords()
  const { name, number, email } = invited
  const letter = link === undefined ? undefined : `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(say('invite.mail_subject'))}&body=${encodeURIComponent(say('invite.mail_text', { name, number, link }))}`
  return (
    <Flex vertical gap="middle" component="output">
      {link !== undefined && <p>{say('invite.done_text', { name })}</p>}
      <ShownOnce label={say('invite.link')} value={link} gone={say('invite.gone')} />
      <Flex gap="small" wrap>
        {letter !== undefined && <Button icon={<MailOutlined />} href={letter}>{say('invite.mail')}</Button>}
        {onAgain !== undefined && <Button onClick={onAgain}>{say('invite.again')}</Button>}
      </Flex>
    </Flex>
  )
}
