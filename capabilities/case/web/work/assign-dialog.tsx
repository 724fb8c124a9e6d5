import { Form } from 'antd'
import { ColleaguePick } from '#capabilities/access/web/pieces/colleague-pick.tsx'
import { useColleagues } from '#capabilities/access/web/pieces/directory.ts'
import { TeamPick } from '#capabilities/access/web/pieces/team-pick.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { ActionDialog } from './action-dialog.tsx'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

type Hands = { readonly teamId: string | null; readonly assigneeId: string | null }

/** Gives the case to a team, and to one of its people. */
export function AssignDialog({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) {
  const say = usePageWords()
  const [form] = Form.useForm<Hands>()
  const teamId = Form.useWatch('teamId', form) ?? null
  const colleagues = useColleagues()
  /** Whoever does not belong to the team that was chosen is not handed the case by accident. */
  const onTeam = (team: string | null): void => {
    const person = colleagues.find(({ id }) => id === form.getFieldValue('assigneeId'))
    if (team !== null && person?.teamIds.some((id) => id === team) !== true) form.setFieldValue('assigneeId', null)
  }
  const assigning = useCommand({
    run: async ({ teamId: team, assigneeId }: Hands, key) => askCase('PUT /api/v1/cases/:id/assignment', { params: { id: view.id }, body: { teamId: team ?? null, assigneeId: assigneeId ?? null } }, { key }),
    changes: () => caseChanges(view.id),
    onDone: onClose,
  })
  return (
    <ActionDialog title={say('action.assign')} okText={say('assign.submit')} form={form} initial={{ teamId: view.teamId, assigneeId: view.assigneeId }} pending={assigning.isPending} problem={assigning.error} onSend={(hands) => assigning.mutate(hands)} onClose={onClose}>
      <Form.Item name="teamId" label={say('assign.team')}><TeamPick onChange={onTeam} /></Form.Item>
      <Form.Item name="assigneeId" label={say('assign.person')} extra={say('assign.person_hint')}><ColleaguePick teamId={teamId} /></Form.Item>
    </ActionDialog>
  )
}
