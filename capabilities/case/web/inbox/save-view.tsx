import { App, Button, Popconfirm, Popover } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useCommand } from '#ui/talk/use-command.ts'
import type { SavedView } from '../../inbox-contract.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import type { Density } from '../pieces/density.ts'
import { isFiltered, type InboxSearch } from './inbox-search.ts'

const ViewName = lazy(async () => ({ default: (await import('./view-form.tsx')).ViewName }))
const ViewForm = lazy(async () => ({ default: (await import('./view-form.tsx')).ViewForm }))

type SaveViewProps = { readonly search: InboxSearch; readonly density: Density; readonly view: SavedView | null }

/** Keeps what one has filtered under a name; gives another name to a view that is one's own, or gives it up. */
export function SaveView({ search, density, view }: SaveViewProps) {
  const say = useCaseWords()
  const [open, setOpen] = useState(false)
  if (view?.mine === true) return <><RenameView view={view} /><RemoveView view={view} /></>
  if (!isFiltered(search)) return null
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" destroyOnHidden content={<Suspense fallback={null}><ViewForm search={search} density={density} onDone={() => setOpen(false)} /></Suspense>}>
      <Button>{say('save_view.button')}</Button>
    </Popover>
  )
}

function RenameView({ view }: { readonly view: SavedView }) {
  const say = useCaseWords()
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" destroyOnHidden content={<Suspense fallback={null}><ViewName view={view} onDone={() => setOpen(false)} /></Suspense>}>
      <Button>{say('save_view.rename')}</Button>
    </Popover>
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
