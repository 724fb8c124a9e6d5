import { App, Button } from 'antd'
import { useMemo } from 'react'
import { useMe } from '#capabilities/access/web/pieces/use-me.ts'
import { useKeys } from '#ui/keys/key-commands.ts'
import { useSteady } from '#ui/keys/use-steady.ts'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import { actionsOf } from '../../core/case-actions.ts'
import { askCase } from '../pieces/case-api.ts'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

/** A case that lies with nobody is taken by whoever may, with one press; `t` does it too. */
export function TakeCase({ view }: { readonly view: CaseView }) {
  const say = usePageWords()
  const { message } = App.useApp()
  const me = useMe().id
  const taking = useCommand({
    run: async ({ id, teamId }: CaseView, key) => askCase('PUT /api/v1/cases/:id/assignment', { params: { id }, body: { teamId, assigneeId: me, taking: true } }, { key }),
    changes: () => caseChanges(view.id),
    onDone: () => void message.success(say('action.take.done')),
  })
  const free = actionsOf({ status: view.status, waiting: view.wait !== null, assigned: view.assigneeId !== null, permissions: view.permissions }).includes('take')
  const take = useSteady(() => {
    if (!taking.isPending) taking.mutate(view, { onError: ({ message: why }) => void message.error(why) })
  })
  useKeys(useMemo(() => (free ? [{ keys: 't', name: say('action.take'), group: say('keys.case'), run: take }] : []), [free, say, take]))
  if (!free) return null
  return <Button type="primary" size="small" loading={taking.isPending} onClick={take}>{say('action.take')}</Button>
}
