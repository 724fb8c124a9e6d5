import { Link } from '@tanstack/react-router'
import type { AuditEvent } from '#capabilities/access/audit-contract.ts'
import { useColleagues, useTeams } from '#capabilities/access/web/pieces/directory.ts'
import styles from './audit.module.css'
import { isAuditWord } from './use-audit-sentence.ts'
import { useAuditWords } from './use-audit-words.ts'
import type { AuditWord } from './words/zh-cn.ts'

/** What it was done to, by the name it has today; a case can be opened, and has its number where the reader sees it. */
export function Subject({ event: { streamKind, streamId }, number }: { readonly event: AuditEvent; readonly number: string | undefined }) {
  const say = useAuditWords()
  const name = useSubjectName(streamKind, streamId)
  const kind = isAuditWord(`kind.${streamKind}`) ? say(`kind.${streamKind}` as AuditWord) : streamKind
  return streamKind === 'case' ? <Link to="/cases/$id" params={{ id: streamId }} title={say('open_case')}>{number ?? `${kind} …${streamId.slice(-6)}`}</Link> : <span>{kind} {name ?? `…${streamId.slice(-6)}`}</span>
}

/** What colleagues and teams are called; other things have no name that everybody may read. */
function useSubjectName(kind: string, id: string): string | undefined {
  const known = { staff: useColleagues(), team: useTeams() }[kind] ?? []
  return known.find((each) => each.id === id)?.name
}

/** Everything that the entry holds, as it is kept. */
export function AuditDetails({ event }: { readonly event: AuditEvent }) {
  const say = useAuditWords()
  const { id, type, command, commandId, requestId, streamKind, streamId, version, occurredAt, recordedAt, data } = event
  return <pre className={styles['raw']} aria-label={say('details')}>{JSON.stringify({ id, type, streamKind, streamId, version, occurredAt, recordedAt, command, commandId, requestId, data }, null, 2)}</pre>
}
