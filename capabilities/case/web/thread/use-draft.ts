import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Draft, DraftKind } from '../../writing-contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { bridgeDraft, bridgedDraft, unbridgeDraft } from './local-drafts.ts'

const PAUSE_MS = 1_000

/** What somebody is writing. `seenUntil`: when the newest message was written that they had before them on beginning. */
export type Writing = { readonly text: string; readonly files: Draft['files']; readonly seenUntil: string | null }
export type DraftState = 'none' | 'unsaved' | 'saving' | 'saved' | 'here'
export const NOTHING: Writing = { text: '', files: [], seenUntil: null }
export const isEmpty = ({ text, files }: Writing): boolean => text === '' && files.length === 0

export type DraftHandle = {
  readonly writing: Writing
  /** What is written at this moment, even if it is not drawn yet: two files may arrive at once. */
  readonly now: () => Writing
  readonly state: DraftState
  /** The server has said what there was; before that nobody can write. */
  readonly ready: boolean
  readonly write: (writing: Writing) => void
  /** Waits until nothing is on its way, so that what follows is not overtaken by an older text. */
  readonly settle: () => Promise<void>
  /** It was sent: the server has done away with it. */
  readonly sent: () => void
}

type Of = { readonly me: string; readonly caseId: string; readonly kind: DraftKind }

/** A draft of one kind on one case: kept on the server one second after a pause, in this browser only while the server cannot be reached. */
export function useDraft({ me, caseId, kind }: Of): DraftHandle {
  const [writing, setWriting] = useState<Writing>(NOTHING)
  const [state, setState] = useState<DraftState>('none')
  const [ready, setReady] = useState(false)
  const latest = useRef<Writing | null>(null)
  const current = useRef(writing)
  const flight = useRef<Promise<void>>(Promise.resolve())
  const kept = useQuery({ queryKey: ['case-draft', caseId], queryFn: async ({ signal }) => askCase('GET /api/v1/cases/:id/draft', { params: { id: caseId } }, { signal }), staleTime: Infinity, gcTime: 0 })

  const save = useCallback((): Promise<void> => {
    const wanted = latest.current
    if (wanted === null) return flight.current
    latest.current = null
    setState('saving')
    flight.current = flight.current.then(() => keep({ me, caseId, kind }, wanted)).then((state) => setState((now) => (now === 'unsaved' ? now : state)))
    return flight.current
  }, [me, caseId, kind])

  if (kept.data !== undefined && !ready) {
    const known = kept.data.items.find((draft) => draft.kind === kind)
    const here = bridgedDraft({ me, caseId, kind })
    setReady(true)
    if (here !== null) setWriting({ text: here.text, files: known?.files.filter(({ id }) => here.fileIds.includes(id)) ?? [], seenUntil: here.seenUntil })
    else if (known !== undefined) setWriting({ text: known.text, files: known.files, seenUntil: known.seenUntil })
    if (here !== null || known !== undefined) setState(here !== null ? 'unsaved' : 'saved')
  }

  useEffect(() => {
    if (state !== 'unsaved') return
    latest.current = writing
    const timer = setTimeout(() => void save(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [state, writing, save])

  // A page that goes away keeps what it could not send any more.
  useEffect(() => {
    const bridge = (): void => {
      if (latest.current !== null) bridgeDraft({ me, caseId, kind }, localOf(latest.current))
    }
    addEventListener('pagehide', bridge)
    return () => {
      removeEventListener('pagehide', bridge)
      void save()
    }
  }, [me, caseId, kind, save])

  useLayoutEffect(() => {
    current.current = writing
  }, [writing])
  const now = useCallback(() => current.current, [])
  const write = useCallback((next: Writing) => {
    current.current = next
    latest.current = next
    setWriting(next)
    setState('unsaved')
  }, [])
  const settle = useCallback(async () => {
    latest.current = null
    await flight.current
  }, [])
  const sent = useCallback(() => {
    latest.current = null
    unbridgeDraft({ me, caseId, kind })
    setWriting(NOTHING)
    setState('none')
  }, [me, caseId, kind])
  return { writing, now, state, ready: ready || kept.isError, write, settle, sent }
}

const localOf = ({ text, files, seenUntil }: Writing) => ({ text, fileIds: files.map(({ id }) => id), seenUntil })

/** On the server; where that fails, in this browser. */
async function keep(of: Of, writing: Writing): Promise<DraftState> {
  const { caseId, kind } = of
  try {
    if (isEmpty(writing)) await askCase('DELETE /api/v1/cases/:id/draft', { params: { id: caseId }, query: { kind } })
    else await askCase('PUT /api/v1/cases/:id/draft', { params: { id: caseId }, body: { kind, text: writing.text, files: writing.files.map(({ id }) => id), seenUntil: writing.seenUntil } })
    unbridgeDraft(of)
    return isEmpty(writing) ? 'none' : 'saved'
  } catch {
    bridgeDraft(of, localOf(writing))
    return 'here'
  }
}
