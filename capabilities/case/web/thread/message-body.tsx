import { Button } from 'antd'
import { useCallback, useState } from 'react'
import { MailHtml, remoteImagesIn } from '#ui/pieces/mail-html.tsx'
import type { MessageView } from '../../contract.ts'
import styles from './message-item.module.css'
import { PlainText } from './plain-text.tsx'
import { useThreadWords } from './use-thread-words.ts'

/** What was said: first what is new in it, the quoted history behind a button; a mail that is laid out, as it was laid out. */
export function MessageBody({ message }: { readonly message: MessageView }) {
  const say = useThreadWords()
  const { text, replyText, html } = message
  const folded = replyText !== null && replyText.trim() !== '' && replyText.trim() !== text.trim()
  const [whole, setWhole] = useState(!folded)
  return (
    <>
      {!whole ? <p className={styles['text']}><PlainText text={replyText ?? text} /></p> : html === null ? <p className={styles['text']}><PlainText text={text} /></p> : <LaidOut html={html} />}
      {folded && <Button type="link" size="small" className={styles['fold'] ?? ''} aria-expanded={whole} onClick={() => setWhole(!whole)}>{say(whole ? 'quote.hide' : 'quote.show')}</Button>}
    </>
  )
}

/** Images from elsewhere are loaded for this mail alone, and only when asked for. */
function LaidOut({ html }: { readonly html: string }) {
  const say = useThreadWords()
  const [remote, setRemote] = useState(false)
  const waiting = remoteImagesIn(html)
  const sayLink = useCallback((address: string) => say('mail.leads_to', { address }), [say])
  return (
    <>
      {waiting > 0 && !remote && (
        <p className={styles['images']}>{say('mail.images', { count: waiting })} <Button size="small" onClick={() => setRemote(true)}>{say('mail.show_images')}</Button></p>
      )}
      <MailHtml html={html} showRemote={remote} sayLink={sayLink} />
    </>
  )
}
