import { FileTextOutlined, InfoCircleOutlined, LockOutlined, MailOutlined, PaperClipOutlined } from '@ant-design/icons'
import { Button, Segmented, Tooltip } from 'antd'
import { lazy, Suspense, useRef, useState } from 'react'
import { KeyCap } from '#ui/keys/key-cap.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import type { CaseView } from '../../contract.ts'
import { othersReplying, putInPlace } from '../../core/composing.ts'
import type { DraftKind } from '../../writing-contract.ts'
import { useHands } from '../pieces/use-hands.ts'
import styles from './composer.module.css'
import { MentionNote } from './mention-note.tsx'
import { SendButton } from './send-button.tsx'
import { TypedChoices } from './typed-choices.tsx'
import type { Desk } from './use-desk.ts'
import type { useSend } from './use-send.ts'
import { useThreadWords } from './use-thread-words.ts'
import { useTyping } from './use-typing.ts'
import { useUploads, WaitingFiles } from './waiting-files.tsx'

const LaterDialog = lazy(() => import('./later-dialog.tsx'))
const TemplateDialog = lazy(() => import('./template-dialog.tsx'))

type ComposerProps = { readonly view: CaseView; readonly desk: Desk; readonly sending: ReturnType<typeof useSend> }

/** Where one writes to the customer, or to colleagues: the two cannot be mistaken for each other. */
export function Composer({ view, desk, sending }: ComposerProps) {
  const say = useThreadWords()
  const [asks, setAsks] = useState<'later' | 'templates' | null>(null)
  const uploads = useUploads(desk)
  const typing = useTyping(view.id, desk, () => sending.send())
  const { kind, draft, box } = desk
  const label = say(`write.${kind}`)
  const takeTemplate = (words: string): void => {
    const { value = '', selectionStart = 0, selectionEnd = 0 } = box.current ?? {}
    desk.change({ text: putInPlace(value, { from: selectionStart, to: selectionEnd }, words).text })
    setAsks(null)
    desk.turnTo(kind)
  }
  return (
    <section className={styles['composer']} data-kind={kind} aria-label={label}>
      <ComposerHead desk={desk} />
      {!desk.kinds.includes('reply') && <WhyNoteOnly view={view} />}
      <div className={styles['place']}>
        {typing.list !== null && <TypedChoices {...typing.list} />}
        <textarea
          ref={box}
          className={styles['box']}
          rows={3}
          maxLength={100_000}
          aria-label={label}
          placeholder={say(`write.${kind}_hint`)}
          value={draft.writing.text}
          readOnly={!draft.ready || sending.busy}
          onPaste={({ clipboardData }) => uploads.take(clipboardData.files)}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            if (event.dataTransfer.files.length === 0) return
            event.preventDefault()
            uploads.take(event.dataTransfer.files)
          }}
          {...typing.box}
        />
      </div>
      <WaitingFiles desk={desk} uploads={uploads} />
      <MentionNote mentioned={sending.mentioned} />
      <ProblemNote problem={sending.problem} />
      <footer className={styles['foot']}>
        <AttachButton onFiles={uploads.take} />
        {kind === 'reply' && <Tooltip title={say('templates.label')}><Button type="text" icon={<FileTextOutlined />} onClick={() => setAsks('templates')}>{say('write.templates')}</Button></Tooltip>}
        <span className={styles['gap']} />
        <span className={styles['keys']}><KeyCap keys="mod+Enter" /></span>
        {kind === 'reply'
          ? <SendButton view={view} ready={sending.ready && uploads.coming.length === 0} busy={sending.busy} onSend={sending.send} onLater={() => setAsks('later')} />
          : <Button className={styles['keep'] ?? ''} icon={<LockOutlined />} disabled={!sending.ready || uploads.coming.length > 0} loading={sending.busy} onClick={() => sending.send()}>{say('write.keep_note')}</Button>}
      </footer>
      <Suspense>
        {asks === 'later' && <LaterDialog caseId={view.id} onClose={() => setAsks(null)} onChoose={(sendAt) => {
          setAsks(null)
          sending.send({ sendAt })
        }} />}
        {asks === 'templates' && <TemplateDialog caseId={view.id} text={draft.writing.text} onClose={() => setAsks(null)} onChoose={takeTemplate} />}
      </Suspense>
    </section>
  )
}

/** To whom one writes, who else does, and whether what one wrote is safe. */
function ComposerHead({ desk: { kind, kinds, turnTo, draft, people, me } }: { readonly desk: Desk }) {
  const say = useThreadWords()
  const icons = { reply: <MailOutlined />, note: <LockOutlined /> }
  const names = othersReplying(people, me).map(({ name }) => name).join('、')
  return (
    <header className={styles['head']}>
      <Segmented<DraftKind> aria-label={say('write.kind')} size="small" value={kind} onChange={turnTo} options={kinds.map((value) => ({ value, label: say(`write.${value}`), icon: icons[value] }))} />
      {kind === 'note' && <strong className={styles['inside']}>{say('from.note')}</strong>}
      {names !== '' && <output className={styles['busy']}>{say('concern.replying', { names })}</output>}
      <span className={styles['gap']} />
      <output className={styles['hint']}>{draft.state === 'saved' ? say('write.saved') : draft.state === 'saving' ? say('write.saving') : draft.state === 'here' ? say('write.kept_here') : ''}</output>
    </header>
  )
}

/** Why one cannot write to the customer here, and who can. */
function WhyNoteOnly({ view }: { readonly view: CaseView }) {
  const say = useThreadWords()
  const hands = useHands(view)
  const gives = view.permissions.includes('case.assign')
  const why = view.assigneeId === null ? say(gives ? 'write.note_only_take' : 'write.note_only_nobody') : say(gives ? 'write.note_only_give' : 'write.note_only', { hands })
  return <p className={styles['why']}><InfoCircleOutlined aria-hidden /> {why}</p>
}

function AttachButton({ onFiles }: { readonly onFiles: (files: Iterable<File>) => void }) {
  const say = useThreadWords()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button type="text" icon={<PaperClipOutlined />} onClick={() => input.current?.click()}>{say('write.attach')}</Button>
      <input ref={input} type="file" multiple hidden aria-label={say('write.attach')} onChange={({ target }) => {
        onFiles([...(target.files ?? [])])
        target.value = ''
      }} />
    </>
  )
}
