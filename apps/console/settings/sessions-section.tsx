import { useQuery } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { LaptopOutlined } from '@ant-design/icons'
import type { OwnSession } from '#capabilities/access/account-contract.ts'
import { askAccess } from '#capabilities/access/web/pieces/access-api.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { TimeText } from '#ui/time/time-text.tsx'
import { nameDevice } from './name-device.ts'
import { SettingsSection } from './settings-section.tsx'
import styles from './settings.module.css'
import { useSettingsWords } from './use-settings-words.ts'

export const SESSIONS = ['own-sessions'] as const

/** Where one is signed in, and the way to end it everywhere else. */
export function SessionsSection() {
  const say = useSettingsWords()
  const { message } = App.useApp()
  const list = useQuery({ queryKey: SESSIONS, queryFn: async ({ signal }) => askAccess('GET /api/v1/me/sessions', {}, { signal }) })
  const end = useCommand({ run: async (_nothing: null, key) => askAccess('DELETE /api/v1/me/sessions', {}, { key }), changes: () => [SESSIONS], onDone: () => void message.success(say('sessions.ended')) })
  const sessions = list.data?.items ?? []
  return (
    <SettingsSection name={say('sessions')} hint={say('sessions.text')}>
      <ProblemNote problem={list.error ?? end.error} />
      <ul className={styles['sessions']}>{sessions.map((session) => <Session key={session.id} session={session} />)}</ul>
      <Popconfirm title={say('sessions.end')} description={say('sessions.end_sure')} onConfirm={() => end.mutate(null)} okText={say('sessions.end')}>
        <Button danger loading={end.isPending} disabled={sessions.length < 2}>{say('sessions.end')}</Button>
      </Popconfirm>
    </SettingsSection>
  )
}

function Session({ session }: { readonly session: OwnSession }) {
  const say = useSettingsWords()
  return (
    <li>
      <LaptopOutlined aria-hidden />
      <span className={styles['device']} title={session.userAgent}>{nameDevice(session.userAgent) ?? say('sessions.unknown')}</span>
      {session.current && <ToneChip tone="good">{say('sessions.current')}</ToneChip>}
      <span className={styles['hint']}>{say('sessions.since')} <TimeText past at={session.startedAt} /></span>
      <span className={styles['hint']}>{say('sessions.until')} <TimeText at={session.expiresAt} /></span>
    </li>
  )
}
