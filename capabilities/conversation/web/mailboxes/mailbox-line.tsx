import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, InboxOutlined, PauseCircleOutlined } from '@ant-design/icons'
import { App, Button, Flex } from 'antd'
import { useTeams } from '#capabilities/access/web/pieces/directory.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { TimeText } from '#ui/time/time-text.tsx'
import type { Mailbox } from '../../contract.ts'
import { CheckResult } from './check-result.tsx'
import { askConversation, MAILBOXES_CHANGED } from './mailbox-data.ts'
import type { ScenarioChoice } from './mailbox-form.tsx'
import { useMailTrouble } from './use-mail-trouble.ts'
import { useMailboxWords } from './use-mailbox-words.ts'
import styles from './mailboxes.module.css'

/** One mailbox: how it is, where its mails go, what one can do. */
export function MailboxLine({ mailbox, scenarios, onEdit }: { readonly mailbox: Mailbox; readonly scenarios: readonly ScenarioChoice[]; readonly onEdit: () => void }) {
  const say = useMailboxWords()
  const trouble = useMailTrouble()
  const team = useTeams().find(({ id }) => id === mailbox.teamId)
  const { name, address, lastCheckedAt, lastError } = mailbox
  return (
    <li className={styles['box']}>
      <div className={styles['top']}>
        <strong className={styles['name']}>{name}</strong><span>{address}</span><MailboxState mailbox={mailbox} />
      </div>
      {lastError !== null && <p className={styles['trouble']}>{trouble(lastError)}</p>}
      <div className={styles['facts']}>
        <span>{lastCheckedAt === null ? say('line.never') : <>{say('line.checked')} <TimeText past at={lastCheckedAt} /></>}</span>
        <span>{say('line.opens', { scenario: scenarios.find(({ value }) => value === mailbox.scenario)?.label ?? mailbox.scenario })}</span>
        <span>{say('line.team', { team: team?.name ?? say('line.usual_team') })}</span>
      </div>
      <MailboxActs mailbox={mailbox} onEdit={onEdit} />
    </li>
  )
}

function MailboxState({ mailbox: { active, archivedAt, lastError, lastCheckedAt } }: { readonly mailbox: Mailbox }) {
  const say = useMailboxWords()
  if (archivedAt !== null) return <ToneChip tone="calm" icon={<InboxOutlined />}>{say('state.archived')}</ToneChip>
  if (!active) return <ToneChip tone="warn" icon={<PauseCircleOutlined />}>{say('state.paused')}</ToneChip>
  if (lastError !== null) return <ToneChip tone="bad" icon={<CloseCircleOutlined />}>{say('state.failing')}</ToneChip>
  if (lastCheckedAt === null) return <ToneChip tone="info" icon={<ClockCircleOutlined />}>{say('state.waiting')}</ToneChip>
  return <ToneChip tone="good" icon={<CheckCircleOutlined />}>{say('state.well')}</ToneChip>
}

function MailboxActs({ mailbox, onEdit }: { readonly mailbox: Mailbox; readonly onEdit: () => void }) {
  const say = useMailboxWords()
  const { modal } = App.useApp()
  const { id, name, active, archivedAt } = mailbox
  const params = { id }
  const checking = useCommand({ run: async (_nothing: null, key) => askConversation('POST /api/v1/mailboxes/:id/check', { params }, { key }) })
  const pausing = useCommand({ run: async (on: boolean, key) => askConversation('PATCH /api/v1/mailboxes/:id', { params, body: { active: on } }, { key }), changes: () => MAILBOXES_CHANGED })
  const archiving = useCommand({ run: async (archive: boolean, key) => askConversation(archive ? 'POST /api/v1/mailboxes/:id/archival' : 'DELETE /api/v1/mailboxes/:id/archival', { params }, { key }), changes: () => MAILBOXES_CHANGED })
  const askArchive = (): void => void modal.confirm({ title: say('archive.ask', { name }), content: say('archive.ask_text'), okText: say('act.archive'), okButtonProps: { danger: true }, onOk: () => archiving.mutate(true) })
  const label = (act: 'try' | 'edit' | 'pause' | 'resume' | 'archive' | 'restore'): { 'aria-label': string; children: string } => ({ 'aria-label': say('act.of', { act: say(`act.${act}`), name }), children: say(`act.${act}`) })
  return (
    <>
      {checking.data !== undefined && <CheckResult check={checking.data} />}
      <ProblemNote problem={checking.error ?? pausing.error ?? archiving.error} />
      <Flex gap="small" wrap>
        {archivedAt !== null ? <Button size="small" {...label('restore')} loading={archiving.isPending} onClick={() => archiving.mutate(false)} /> : (
          <>
            <Button size="small" {...label('try')} loading={checking.isPending} onClick={() => checking.mutate(null)} />
            <Button size="small" {...label('edit')} onClick={onEdit} />
            <Button size="small" {...label(active ? 'pause' : 'resume')} loading={pausing.isPending} onClick={() => pausing.mutate(!active)} />
            <Button size="small" type="text" danger {...label('archive')} loading={archiving.isPending} onClick={askArchive} />
          </>
        )}
      </Flex>
    </>
  )
}
