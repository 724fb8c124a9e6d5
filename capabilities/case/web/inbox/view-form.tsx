import { Button, Form, Input, Select } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { TeamPick } from '#capabilities/access/web/pieces/team-pick.tsx'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { NewView, SavedView } from '../../inbox-contract.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import type { Density } from '../pieces/density.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { filtersOf, type InboxSearch } from './inbox-search.ts'

type Wanted = Pick<NewView, 'name'> & { readonly shared: SavedView['shared']; readonly teamId?: string | null }

/** What the view is called and who else sees it. */
export function ViewForm({ search, density, onDone }: { readonly search: InboxSearch; readonly density: Density; readonly onDone: () => void }) {
  const say = useCaseWords()
  const navigate = useNavigate()
  const share = useMay('view.share')
  const saving = useCommand({
    run: async ({ name, shared, teamId = null }: Wanted, key) => askCase('POST /api/v1/case-views', { body: { name, shared, teamId: shared === 'team' ? teamId : null, filters: filtersOf(search), sort: search.sort ?? 'due', density } }, { key }),
    changes: () => [caseKeys.views],
    onDone: ({ id }) => {
      onDone()
      void navigate({ to: '/inbox', search: { view: id } })
    },
  })
  const audiences = [{ value: 'private', label: say('save_view.private') }, ...(share === undefined ? [] : [{ value: 'team', label: say('save_view.team') }, { value: 'all', label: say('save_view.all') }])]
  return (
    <Form<Wanted> layout="vertical" requiredMark={false} initialValues={{ shared: 'private' }} onFinish={(wanted) => saving.mutate(wanted)}>
      <NameField />
      <Form.Item name="shared" label={say('save_view.shared')}><Select options={audiences} /></Form.Item>
      <Form.Item noStyle shouldUpdate={(before: Wanted, after: Wanted) => before.shared !== after.shared}>
        {({ getFieldValue }) => getFieldValue('shared') === 'team' && (
          <Form.Item name="teamId" label={say('batch.team')} rules={[{ required: true, message: say('save_view.team_required') }]}><TeamPick /></Form.Item>
        )}
      </Form.Item>
      <ProblemNote problem={saving.error} />
      <Button type="primary" htmlType="submit" block loading={saving.isPending}>{say('save_view.button')}</Button>
    </Form>
  )
}

function NameField() {
  const say = useCaseWords()
  return <Form.Item name="name" label={say('save_view.name')} rules={[{ required: true, whitespace: true, message: say('save_view.name_required') }]}><Input maxLength={60} autoFocus /></Form.Item>
}

/** Another name for a view of one's own; who sees it stays as it is. */
export function ViewName({ view: { id, name }, onDone }: { readonly view: SavedView; readonly onDone: () => void }) {
  const say = useCaseWords()
  const renaming = useCommand({
    run: async (wanted: Pick<SavedView, 'name'>, key) => askCase('PATCH /api/v1/case-views/:id', { params: { id }, body: { name: wanted.name.trim() } }, { key }),
    changes: () => [caseKeys.views],
    onDone,
  })
  return (
    <Form<Pick<SavedView, 'name'>> layout="vertical" requiredMark={false} initialValues={{ name }} onFinish={(wanted) => renaming.mutate(wanted)}>
      <NameField />
      <ProblemNote problem={renaming.error} />
      <Button type="primary" htmlType="submit" block loading={renaming.isPending}>{say('save_view.rename_keep')}</Button>
    </Form>
  )
}
