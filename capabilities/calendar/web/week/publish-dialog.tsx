import { Alert, App, Modal } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CalendarHours } from '../../contract.ts'
import { askCalendar, CALENDARS_CHANGED } from '../calendar-data.ts'
import { useCalendarWords } from '../use-calendar-words.ts'
import styles from './publish-dialog.module.css'

type PublishDialogProps = { readonly calendar: string; readonly hours: CalendarHours; readonly onClose: () => void }

/** What a change comes to, before it is published: the lines that differ, and what is under way. */
export function PublishDialog({ calendar, hours, onClose }: PublishDialogProps) {
  const say = useCalendarWords()
  const { message } = App.useApp()
  const params = { key: calendar }
  const trial = useQuery({ queryKey: ['calendar-trial', calendar, hours], queryFn: async () => askCalendar('POST /api/v1/calendars/:key/trial', { params, body: hours }), staleTime: 0, gcTime: 0 })
  const publishing = useCommand({
    run: async (body: CalendarHours, key) => askCalendar('PUT /api/v1/calendars/:key', { params, body }, { key }),
    changes: () => CALENDARS_CHANGED,
    onDone: ({ number }) => {
      void message.success(say('publish.done', { number }))
      onClose()
    },
  })
  return (
    <Modal open title={say('publish.title')} okText={say('publish.ok')} okButtonProps={{ disabled: trial.data === undefined }} confirmLoading={publishing.isPending} onOk={() => publishing.mutate(hours)} onCancel={onClose} width={640} mask={{ closable: false }}>
      <div className={styles['body']}>
        <p>{say('publish.text')}</p>
        {trial.data !== undefined && <Alert type="info" showIcon title={trial.data.openClocks === 0 ? say('publish.no_clocks') : say('publish.clocks', { count: trial.data.openClocks })} />}
        {trial.data !== undefined && <Difference {...trial.data} />}
        <ProblemNote problem={trial.error ?? publishing.error} />
      </div>
    </Modal>
  )
}

function Difference({ path, before, after }: { readonly path: string; readonly before: string; readonly after: string }) {
  const say = useCalendarWords()
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  const gone = old.filter((line) => !fresh.includes(line))
  const come = fresh.filter((line) => !old.includes(line))
  return (
    <figure className={styles['difference']}>
      <figcaption>{say('publish.file', { path })}</figcaption>
      <pre>
        {gone.map((line, index) => <del key={index}>{`- ${line}\n`}</del>)}
        {come.map((line, index) => <ins key={index}>{`+ ${line}\n`}</ins>)}
      </pre>
    </figure>
  )
}
