import { App } from 'antd'
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useKeys } from '#ui/keys/key-commands.ts'
import { useSteady } from '#ui/keys/use-steady.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import type { CaseView, MessageView } from '../../contract.ts'
import { useRecords } from '../pieces/use-records.ts'
import styles from './case-thread.module.css'
import { Composer } from './composer.tsx'
import { ConcernDialog } from './concern-dialog.tsx'
import { MessageList } from './message-list.tsx'
import { UndoBar } from './undo-bar.tsx'
import { threadEntries, type ThreadEntry } from './thread-entries.ts'
import { useDesk, type Desk } from './use-desk.ts'
import { useSend } from './use-send.ts'
import { useTakingBack, type Sent } from './use-sending.ts'
import { useThread } from './use-thread.ts'
import { useThreadWords } from './use-thread-words.ts'

const UNDO_MS = 10_000

/** The left column of a case: what was said, and where one says something. Give it a `key` per case. */
export function CaseThread({ view }: { readonly view: CaseView }) {
  const say = useThreadWords()
  const { thread, messages } = useThread(view.id)
  const records = useRecords(view.id)
  const entries = useMemo(() => threadEntries(messages, thread.isSuccess ? records : [], thread.hasNextPage), [messages, records, thread.isSuccess, thread.hasNextPage])
  const shown = useShown(entries, thread.isSuccess)
  const desk = useDesk(view, messages)
  const [downTo, setDownTo] = useState(0)
  const { sent, onSent, takeBack, undoing, forget } = useSecondThoughts(view.id, desk)
  const sending = useSend(view, messages, desk, (made) => {
    onSent(made)
    setDownTo((before) => before + 1)
  })
  useWritingKeys(desk)
  const { putBack } = desk
  const mayReply = view.permissions.includes('case.reply')
  const onTakeBack = useSteady(takeBack)
  const onWriteAgain = useSteady((text: string) => putBack({ text, files: [] }))
  const actions = useMemo(() => ({ mayReply, onTakeBack, onWriteAgain }), [mayReply, onTakeBack, onWriteAgain])
  const { fetchNextPage } = thread
  const look = (): void => {
    desk.looked()
    sending.letBe()
    setDownTo((before) => before + 1)
    desk.turnTo(desk.kind)
  }
  return (
    <section className={styles['thread']} aria-label={say('thread.label')}>
      <ProblemNote problem={thread.error} />
      <MessageList {...shown} older={{ more: thread.hasNextPage, loading: thread.isFetchingNextPage, ask: () => void fetchNextPage() }} actions={actions} downTo={downTo} />
      {sent !== null && <UndoBar key={sent.messageId} goesAt={sent.goesAt} sendAt={sent.sendAt} busy={undoing} onUndo={() => takeBack({ id: sent.messageId })} onOver={forget} />}
      {desk.kinds.length === 0 ? <p className={styles['closed']}>{say('write.not_here')}</p> : <Composer view={view} desk={desk} sending={sending} />}
      {sending.concern !== null && <ConcernDialog concern={sending.concern} busy={sending.busy} onLook={look} onSend={sending.sendAnyway} />}
    </section>
  )
}

/** What fills a screen from below. */
const NEWEST = 6

/** A long thread is drawn from its newest end, the rest when nobody waits for anything. */
function useShown(entries: readonly ThreadEntry[], loaded: boolean): { readonly entries: readonly ThreadEntry[]; readonly loaded: boolean } {
  const all = useMemo(() => ({ entries, loaded }), [entries, loaded])
  return useDeferredValue(all, { entries: entries.slice(-NEWEST), loaded })
}

type Going = Sent & { readonly goesAt: number }
type Taken = { readonly id: string } & Partial<Pick<MessageView, 'text' | 'authorId'>>

/** What one has just sent can be taken back; its words then stand in the box again. */
function useSecondThoughts(caseId: string, desk: Desk) {
  const say = useThreadWords()
  const { message } = App.useApp()
  const [sent, setSent] = useState<Going | null>(null)
  const recent = useRef(new Map<string, Sent>())
  const { me, putBack } = desk
  const taking = useTakingBack(caseId, (taken: Taken) => {
    const known = recent.current.get(taken.id)
    setSent((now) => (now?.messageId === taken.id ? null : now))
    if (known !== undefined) putBack(known.writing)
    else if (taken.text !== undefined && taken.authorId === me) putBack({ text: taken.text, files: [] })
    void message.success(say('undo.back'))
  })
  const onSent = (made: Sent): void => {
    recent.current.set(made.messageId, made)
    setSent({ ...made, goesAt: made.sendAt === null ? Date.now() + UNDO_MS : Date.parse(made.sendAt) })
  }
  const { mutate } = taking
  const takeBack = (taken: Taken): void => mutate(taken, { onError: () => void message.warning(say('undo.too_late')) })
  return { sent, onSent, takeBack, undoing: taking.isPending, forget: useCallback(() => setSent(null), []) }
}

/** `r` writes to the customer, `n` to colleagues. */
function useWritingKeys({ kinds, turnTo }: Desk): void {
  const say = useThreadWords()
  useKeys(useMemo(() => {
    const keys = { reply: 'r', note: 'n' } as const
    return kinds.map((kind) => ({ keys: keys[kind], name: say(`keys.${kind}`), group: say('keys.group'), run: () => turnTo(kind) }))
  }, [kinds, turnTo, say]))
}
