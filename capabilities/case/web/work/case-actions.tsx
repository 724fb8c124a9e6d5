import { MoreOutlined } from '@ant-design/icons'
import { App, Button, Dropdown } from 'antd'
import { useRef } from 'react'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import { actionsOf, type CaseAction } from '../../core/case-actions.ts'
import { askCase } from '../pieces/case-api.ts'
import type { DialogKind } from './case-dialog.tsx'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

type ActionsProps = { readonly view: CaseView; readonly onDialog: (kind: DialogKind) => void }
/** Done at once; everything else is asked about first. */
const AT_ONCE = { resume: 'DELETE /api/v1/cases/:id/wait', unmerge: 'DELETE /api/v1/cases/:id/merge' } as const
/** Those with a button of their own. */
const APART: ReadonlySet<CaseAction> = new Set<CaseAction>(['take', 'assign'])
/** Beside one another. */
const NEAR: ReadonlySet<CaseAction> = new Set<CaseAction>(['wait', 'resume', 'reopen'])
const isAtOnce = (action: CaseAction): action is keyof typeof AT_ONCE => action in AT_ONCE

/** What one may do to the case as a whole: the usual beside one another, the rest under “more”. */
export function CaseActions({ view, onDialog }: ActionsProps) {
  const say = usePageWords()
  const { message } = App.useApp()
  const more = useRef<HTMLButtonElement>(null)
  const actions = actionsOf({ status: view.status, waiting: view.wait !== null, assigned: view.assigneeId !== null, permissions: view.permissions })
  const running = useCommand({
    run: async (action: keyof typeof AT_ONCE, key) => askCase(AT_ONCE[action], { params: { id: view.id } }, { key }),
    changes: () => caseChanges(view.id),
    onDone: (_answer, action) => void message.success(say(`action.${action}.done`)),
  })
  const run = (action: CaseAction): void => {
    if (isAtOnce(action)) running.mutate(action, { onError: ({ message: why }) => void message.error(why) })
    else if (action !== 'take') onDialog(action)
  }
  // The menu goes away; afterwards one stands at what opened it.
  const fromMenu = (action: CaseAction): void => {
    more.current?.focus()
    run(action)
  }
  const near = actions.filter((action) => NEAR.has(action))
  const far = actions.filter((action) => !APART.has(action) && !NEAR.has(action))
  return (
    <>
      {near.map((action) => <Button key={action} size="small" loading={running.isPending && running.variables === action} onClick={() => run(action)}>{say(`action.${action}`)}</Button>)}
      {far.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: far.map((action) => ({ key: action, label: say(`action.${action}`), danger: action === 'dismiss' })), onClick: ({ key }) => fromMenu(key as CaseAction) }}>
          <Button ref={more} size="small" icon={<MoreOutlined />} aria-label={say('action.more')} />
        </Dropdown>
      )}
    </>
  )
}
