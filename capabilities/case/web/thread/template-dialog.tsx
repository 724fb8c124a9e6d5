import { DeleteOutlined, EditOutlined } from '@ant-design/icons'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useMe } from '#capabilities/access/web/pieces/use-me.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { fitsTyped } from '../../core/composing.ts'
import type { ReplyTemplate } from '../../writing-contract.ts'
import styles from './composer.module.css'
import { ChangeTemplate } from './change-template.tsx'
import { KeepTemplate } from './keep-template.tsx'
import { useRemoveTemplate, useTemplates } from './use-templates.ts'
import { useThreadWords } from './use-thread-words.ts'

type DialogProps = { readonly caseId: string; readonly text: string; readonly onClose: () => void; readonly onChoose: (text: string) => void }

/** All texts to begin with; one's own are kept and removed here. */
export default function TemplateDialog({ caseId, text, onClose, onChoose }: DialogProps) {
  const say = useThreadWords()
  const { message } = App.useApp()
  const [query, setQuery] = useState('')
  const [keeping, setKeeping] = useState(false)
  const [changing, setChanging] = useState<ReplyTemplate | null>(null)
  const removing = useRemoveTemplate(() => void message.success(say('templates.removed')))
  const found = useTemplates(caseId, true).filter(({ name, text: words }) => fitsTyped(query, name, words))
  if (keeping) return <KeepTemplate text={text} onClose={() => setKeeping(false)} />
  if (changing !== null) return <ChangeTemplate template={changing} onClose={() => setChanging(null)} />
  return (
    <Modal open title={say('templates.label')} footer={null} onCancel={onClose}>
      <Input.Search aria-label={say('templates.search')} placeholder={say('templates.search')} value={query} onChange={({ target }) => setQuery(target.value)} allowClear autoFocus />
      <ul className={styles['templates']} aria-label={say('templates.label')}>
        {found.map((template) => (
          <li key={template.key} className={styles['template']}>
            <button type="button" className={styles['take']} onClick={() => onChoose(template.filled ?? template.text)}>
              <strong>{template.name}</strong> <Source template={template} />
              <span className={styles['excerpt']}>{template.filled ?? template.text}</span>
            </button>
            {template.mine && template.id !== null && <Button type="text" icon={<EditOutlined />} aria-label={say('templates.change_of', { name: template.name })} onClick={() => setChanging(template)} />}
            {template.mine && template.id !== null && <Button type="text" icon={<DeleteOutlined />} aria-label={say('templates.remove', { name: template.name })} loading={removing.isPending && removing.variables === template.id} onClick={() => template.id !== null && removing.mutate(template.id)} />}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={styles['hint']}>{say('templates.none')}</p>}
      <ProblemNote problem={removing.error} />
      <Button type="dashed" block onClick={() => setKeeping(true)}>{say('templates.save')}</Button>
    </Modal>
  )
}

function Source({ template: { source, shared, owner } }: { readonly template: ReplyTemplate }) {
  const say = useThreadWords()
  const me = useMe()
  const own = say(shared === 'private' ? 'templates.mine' : shared === 'team' ? 'templates.mine_team' : 'templates.mine_all')
  return <span className={styles['hint']}>{source === 'handbook' ? say('templates.of_handbook') : owner?.id === me.id ? own : say('templates.of_others', { name: owner?.name ?? '' })}</span>
}
