import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import type { CaseView, MessageView } from '../../contract.ts'
import { newestIn, othersReplying, writtenSince, type PresentPerson } from '../../core/composing.ts'
import { caseKeys } from '../pieces/case-api.ts'
import type { Desk } from './use-desk.ts'
import { isEmpty } from './use-draft.ts'
import { useMentioned } from './use-readers.ts'
import { useNoting, useReplying, type Sending, type Sent } from './use-sending.ts'
import { useThreadWords } from './use-thread-words.ts'

/** How a reply is to go. */
export type Way = Pick<Sending, 'sendAt' | 'wait'>
/** What speaks against sending just now. `unseen`: something came that is not on the screen yet. */
export type Concern = { readonly way: Way; readonly unseen: boolean; readonly newer: readonly MessageView[]; readonly replying: readonly PresentPerson[] }

/** Sends what stands in the box: at once where nothing speaks against it, else after a question. */
export function useSend(view: CaseView, messages: readonly MessageView[], desk: Desk, onSent: (sent: Sent) => void) {
  const say = useThreadWords()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [held, setHeld] = useState<{ readonly way: Way; readonly unseen: boolean } | null>(null)
  const { draft, me, people } = desk
  const mentioned = useMentioned(view.id, draft.writing.text, me, desk.kind === 'note')
  const replying = useReplying(view.id, (sent) => {
    draft.sent()
    setHeld(null)
    onSent(sent)
  })
  const noting = useNoting(view.id, () => {
    draft.sent()
    void message.success(say('write.sent_note'))
  })
  const concerns = { newer: writtenSince(messages, { seenUntil: draft.writing.seenUntil, me }), replying: othersReplying(people, me) }

  const go = async (way: Way): Promise<void> => {
    const { writing } = draft
    await draft.settle()
    replying.mutate({ ...way, writing, seenUntil: newestIn(messages) }, {
      onError: (problem) => {
        draft.write(writing)
        if (problem.code !== 'case.newer_message') return setHeld(null)
        setHeld({ way, unseen: true })
        void cache.invalidateQueries({ queryKey: caseKeys.thread(view.id) })
      },
    })
  }
  const keepNote = async (): Promise<void> => {
    const { writing } = draft
    await draft.settle()
    noting.mutate({ writing, mentions: mentioned.ids, collaborators: mentioned.letIn.map(({ id }) => id) }, { onError: () => draft.write(writing) })
  }
  const busy = replying.isPending || noting.isPending
  const ready = !isEmpty(draft.writing) && draft.writing.text.trim() !== '' && !busy && mentioned.lost.length === 0
  const send = (way: Way = {}): void => {
    if (!ready) return
    if (desk.kind === 'note') return void keepNote()
    if (concerns.newer.length > 0 || concerns.replying.length > 0) return setHeld({ way, unseen: false })
    void go(way)
  }
  const problem = desk.kind === 'note' ? noting.error : replying.error?.code === 'case.newer_message' ? null : replying.error
  return { send, busy, ready, problem, mentioned, concern: held === null ? null : { ...held, ...concerns }, sendAnyway: () => held !== null && void go(held.way), letBe: () => setHeld(null) }
}
