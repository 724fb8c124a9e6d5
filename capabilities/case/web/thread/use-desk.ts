import { useCallback, useMemo, useRef, useState } from 'react'
import { useMe } from '#capabilities/access/web/pieces/use-me.ts'
import type { CaseView, MessageView } from '../../contract.ts'
import { newestIn } from '../../core/composing.ts'
import type { DraftKind } from '../../writing-contract.ts'
import { usePresence } from '../pieces/live.ts'
import { isEmpty, useDraft, type DraftHandle, type Writing } from './use-draft.ts'

export type Desk = {
  readonly me: string
  readonly kinds: readonly DraftKind[]
  readonly kind: DraftKind
  readonly draft: DraftHandle
  readonly box: React.RefObject<HTMLTextAreaElement | null>
  readonly people: ReturnType<typeof usePresence>
  readonly turnTo: (kind: DraftKind) => void
  readonly change: (change: Partial<Pick<Writing, 'text' | 'files'>>) => void
  /** One has looked at what came in the meantime. */
  readonly looked: () => void
  /** Words come back into the box, before what stands there. */
  readonly putBack: (writing: Pick<Writing, 'text' | 'files'>) => void
  readonly focus: (on: boolean) => void
}

/** Where somebody writes on a case: one box for replies and notes, each with its own draft; colleagues see when it is a reply. */
export function useDesk(view: CaseView, messages: readonly MessageView[]): Desk {
  const me = useMe().id
  const kinds = useMemo(() => (['reply', 'note'] as const).filter((kind) => view.permissions.includes(`case.${kind}`)), [view.permissions])
  const [asked, setKind] = useState<DraftKind>('reply')
  const kind = kinds.find((possible) => possible === asked) ?? kinds[0] ?? 'reply'
  const drafts = { reply: useDraft({ me, caseId: view.id, kind: 'reply' }), note: useDraft({ me, caseId: view.id, kind: 'note' }) }
  const [focused, focus] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const people = usePresence(view.id, focused && kind === 'reply' && drafts.reply.writing.text !== '' ? 'replying' : 'viewing')
  const draft = drafts[kind]
  const { write } = draft
  const newest = newestIn(messages)
  const change = useCallback((to: Partial<Pick<Writing, 'text' | 'files'>>) => {
    const writing = draft.now()
    write({ ...writing, ...to, seenUntil: isEmpty(writing) ? newest : writing.seenUntil })
  }, [draft, write, newest])
  const looked = useCallback(() => write({ ...draft.now(), seenUntil: newest }), [write, draft, newest])
  const turnTo = useCallback((next: DraftKind) => {
    setKind(next)
    requestAnimationFrame(() => box.current?.focus())
  }, [])
  const { reply } = drafts
  const putBack = useCallback(({ text, files }: Pick<Writing, 'text' | 'files'>) => {
    const before = reply.now()
    reply.write({ text: before.text === '' ? text : `${text}\n\n${before.text}`, files: [...files, ...before.files], seenUntil: newest })
    turnTo('reply')
  }, [reply, newest, turnTo])
  return { me, kinds, kind, draft, box, people, turnTo, change, looked, putBack, focus }
}
