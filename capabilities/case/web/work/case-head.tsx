import { ArrowLeftOutlined, DownOutlined, MessageOutlined, ThunderboltOutlined, UpOutlined, UserOutlined } from '@ant-design/icons'
import { Button, Tooltip, Typography } from 'antd'
import { useMemo, useState } from 'react'
import { useKeys } from '#ui/keys/key-commands.ts'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import { heldByChild } from '../../core/held-by-child.ts'
import { askCase } from '../pieces/case-api.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { useHands } from '../pieces/use-hands.ts'
import { CaseActions } from './case-actions.tsx'
import { CaseDialog, type DialogKind } from './case-dialog.tsx'
import { ClockChips } from './clock-chips.tsx'
import styles from './case-head.module.css'
import type { Pane } from './pane-choice.tsx'
import { Present } from './present.tsx'
import { StatusChip } from './status-chip.tsx'
import { TakeCase } from './take-case.tsx'
import { caseChanges } from './use-case.ts'
import { useListPlace } from './use-list-place.ts'
import { usePageWords } from './use-page-words.ts'

/** Which case this is, how it stands, who has it, who else looks at it, and what can be done to it as a whole. */
export function CaseHead({ view, onPane }: { readonly view: CaseView; readonly onPane: (pane: Pane) => void }) {
  const say = usePageWords()
  const sayCase = useCaseWords()
  const [dialog, setDialog] = useState<DialogKind | null>(null)
  const place = useListPlace(view.id)
  useHeadKeys({ view, place, onPane, onDialog: setDialog })
  return (
    <header className={styles['head']}>
      <div className={styles['line']}>
        <Button type="text" size="small" icon={<ArrowLeftOutlined />} aria-label={say('head.back')} onClick={place.back} />
        <Typography.Text className={styles['number'] ?? ''} copyable={{ tooltips: [say('head.copy'), say('head.copied')] }}>{view.number}</Typography.Text>
        <StatusChip view={view} />
        {heldByChild(view) && <span className={styles['held']}>{say('head.held')}</span>}
        {view.green && <ToneChip tone="good" icon={<ThunderboltOutlined />}>{sayCase('list.green')}</ToneChip>}
        {view.newReply && <NewReply view={view} />}
        <span className={styles['gap']} />
        <Present caseId={view.id} />
        <span className={styles['steps']}>
          <Tooltip title={say('head.previous')}><Button type="text" size="small" icon={<UpOutlined />} aria-label={say('head.previous')} disabled={place.previous === null} onClick={() => place.previous?.()} /></Tooltip>
          <Tooltip title={say('head.next')}><Button type="text" size="small" icon={<DownOutlined />} aria-label={say('head.next')} disabled={place.next === null} onClick={() => place.next?.()} /></Tooltip>
        </span>
      </div>
      <div className={styles['line']}>
        <h1 className={styles['subject']}>{view.subject ?? sayCase('list.no_subject')}</h1>
        <span className={styles['gap']} />
        <Hands view={view} onAssign={() => setDialog('assign')} />
        <TakeCase view={view} />
        <CaseActions view={view} onDialog={setDialog} />
      </div>
      <ClockChips view={view} />
      {dialog !== null && <CaseDialog kind={dialog} view={view} onClose={() => setDialog(null)} />}
    </header>
  )
}

function NewReply({ view }: { readonly view: CaseView }) {
  const say = usePageWords()
  const sayCase = useCaseWords()
  const reading = useCommand({ run: async (id: string, key) => askCase('POST /api/v1/cases/:id/reading', { params: { id } }, { key }), changes: () => caseChanges(view.id) })
  return (
    <span className={styles['reply']}>
      <ToneChip tone="info" icon={<MessageOutlined />}>{sayCase('list.new_reply')}</ToneChip>
      <Button type="link" size="small" loading={reading.isPending} onClick={() => reading.mutate(view.id)}>{say('head.mark_read')}</Button>
    </span>
  )
}

/** Who has it in hand; a press on it gives it to somebody else. */
function Hands({ view, onAssign }: { readonly view: CaseView; readonly onAssign: () => void }) {
  const say = usePageWords()
  const words = useHands(view)
  if (!view.permissions.includes('case.assign')) return <span className={styles['hands']}><UserOutlined /> {words}</span>
  return <Button size="small" className={styles['owner'] ?? ''} icon={<UserOutlined />} onClick={onAssign} aria-label={say('head.assign', { hands: words })}>{words}</Button>
}

type HeadKeys = { readonly view: CaseView; readonly place: ReturnType<typeof useListPlace>; readonly onPane: (pane: Pane) => void; readonly onDialog: (kind: DialogKind) => void }

function useHeadKeys({ view: { permissions, wait, status }, place, onPane, onDialog }: HeadKeys): void {
  const say = usePageWords()
  const may = permissions.join(' ')
  const waits = wait === null && status === 'open'
  useKeys(useMemo(() => {
    const group = say('keys.case')
    const assign = may.includes('case.assign') ? [{ keys: 'a', name: say('action.assign'), group, run: () => onDialog('assign') }] : []
    const waiting = may.includes('case.wait') && waits ? [{ keys: 'w', name: say('action.wait'), group, run: () => onDialog('wait') }] : []
    return [
      ...assign,
      ...waiting,
      { keys: 'h', name: say('pane.history'), group, run: () => onPane('history') },
      { keys: 'Escape', name: say('head.back'), group, run: place.back },
      { keys: ']', name: say('head.next'), group, run: () => place.next?.() },
      { keys: '[', name: say('head.previous'), group, run: () => place.previous?.() },
    ]
  }, [say, may, waits, place, onPane, onDialog]))
}
