/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a field with choices that come from the server: no tag does that */
import { Input, Modal, type InputRef } from 'antd'
import { SearchOutlined } from '@ant-design/icons'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Me } from '#capabilities/access/contract.ts'
import { readKey } from '#ui/keys/read-key.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import type { Shown } from '../use-shell-keys.ts'
import { useShellWords } from '../use-shell-words.ts'
import { entryId } from './entry-id.ts'
import type { Entry } from './entry.ts'
import { PaletteList } from './palette-list.tsx'
import styles from './palette.module.css'
import { useEntries } from './use-entries.tsx'

const LIST = 'palette-list'

/** ⌘K: go anywhere, do anything, find anything. Nothing happens while an input method is composing. */
export function Palette({ me, onClose, onShow }: { readonly me: Me; readonly onClose: () => void; readonly onShow: (what: Shown) => void }) {
  const say = useShellWords()
  const field = useRef<InputRef>(null)
  const [typed, setTyped] = useState('')
  const q = useComposed(typed)
  const { groups, pending, nothing, incomplete, error } = useEntries(me, q.text, onShow)
  const entries = groups.flatMap((group) => group.entries)
  const { at, current, move } = useCurrent(entries, q.text)
  useEffect(() => {
    document.querySelector(`#${entryId(current?.id ?? '')}`)?.scrollIntoView({ block: 'nearest' })
  }, [current?.id])
  const choose = (entry: Entry | undefined): void => {
    if (entry === undefined) return
    onClose()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = readKey(event.nativeEvent)
    if (key === 'ArrowDown') move(at + 1)
    else if (key === 'ArrowUp') move(at - 1)
    else if (key === 'Enter') choose(current)
    else if (key === 'Escape') onClose()
    else return
    event.preventDefault()
  }
  return (
    <Modal open footer={null} closable={false} keyboard={false} onCancel={onClose} width={640} className={styles['palette'] ?? ''} title={<span className="unseen">{say('palette.title')}</span>} afterOpenChange={() => field.current?.focus()}>
      <Input
        ref={field} size="large" variant="borderless" autoFocus value={typed} maxLength={200} prefix={<SearchOutlined />} placeholder={say('palette.label')}
        onChange={({ target }) => setTyped(target.value)} onKeyDown={onKeyDown} onCompositionStart={q.begin} onCompositionEnd={q.end}
        role="combobox" aria-label={say('palette.label')} aria-expanded aria-autocomplete="list" aria-controls={LIST} aria-activedescendant={current === undefined ? undefined : entryId(current.id)}
      />
      <ProblemNote problem={error} />
      <PaletteList id={LIST} groups={groups} current={current?.id} onChoose={choose} />
      <p className={styles['foot']}><output>{pending ? say('palette.searching') : incomplete ? say('palette.incomplete') : nothing ? say('palette.nothing', { q: q.text.trim() }) : ''}</output><span>{say('palette.hint')}</span></p>
    </Modal>
  )
}

/** What is typed, without what an input method is still composing: half a syllable is nothing to look for. */
function useComposed(typed: string): { readonly text: string; readonly begin: () => void; readonly end: () => void } {
  const [held, setHeld] = useState<string | null>(null)
  return { text: held ?? typed, begin: () => setHeld(typed), end: () => setHeld(null) }
}

/** Where the arrows are: at the first line until they were used, and again when something else is typed. */
function useCurrent(entries: readonly Entry[], text: string): { readonly at: number; readonly current: Entry | undefined; readonly move: (to: number) => void } {
  const [chosen, setChosen] = useState<{ readonly id: string; readonly text: string } | null>(null)
  const found = chosen?.text === text ? entries.findIndex(({ id }) => id === chosen.id) : -1
  const at = Math.max(0, found)
  const move = (to: number): void => {
    const entry = entries[(to + entries.length) % Math.max(1, entries.length)]
    if (entry !== undefined) setChosen({ id: entry.id, text })
  }
  return { at, current: entries[at], move }
}
