import { App, Button, Form, Input, Popconfirm, Popover, Select } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { TeamPick } from '#capabilities/access/web/pieces/team-pick.tsx'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { NewView, SavedView } from '../../inbox-contract.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import type { Density } from '../pieces/density.ts'
import { filtersOf, isFiltered, type InboxSearch } from './inbox-search.ts'

type SaveViewProps = { readonly search: InboxSearch; readonly density: Density; readonly view: SavedView | null }
type Wanted = Pick<NewView, 'name'> & { readonly shared: SavedView['shared']; readonly teamId?: string | null }

/** Keeps what one has filtered under a name; gives up a view that is one's own. */
export function SaveView({ search, density, view }: SaveViewProps) {
  const say = useCaseWords()
  const [open, setOpen] = useState(false)
  if (view?.mine === true) return <RemoveView view={view} />
  if (!isFiltered(search)) return null
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" destroyOnHidden content={<ViewForm search={search} density={density} onDone={() => setOpen(false)} />}>
      <Button>{say('save_view.button')}</Button>
    </Popover>
  )
}

function ViewForm({ search, density, onDone }: { readonly search: InboxSearch; readonly density: Density; readonly onDone: () => void }) {
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
      <Form.Item name="name" label={say('save_view.name')} rules={[{ required: true, whitespace: true, message: say('save_view.name_required') }]}><Input maxLength={60} autoFocus /></Form.Item>
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

function RemoveView({ view }: { readonly view: SavedView }) {
  const say = useCaseWords()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const removing = useCommand({
    run: async (id: string, key) => askCase('DELETE /api/v1/case-views/:id', { params: { id } }, { key }),
    changes: () => [caseKeys.views],
    onDone: () => {
      void message.success(say('save_view.removed'))
      void navigate({ to: '/inbox', search: { view: 'mine' } })
    },
  })
  return (
    <Popconfirm title={say('save_view.remove_ask', { name: view.name })} description={view.shared === 'private' ? undefined : say('save_view.remove_shared')} okText={say('save_view.remove_yes')} okButtonProps={{ danger: true }} onConfirm={() => removing.mutate(view.id)}>
      <Button danger loading={removing.isPending}>{say('save_view.remove')}</Button>
    </Popconfirm>
  )
}
