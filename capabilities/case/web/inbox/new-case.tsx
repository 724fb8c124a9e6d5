import { Button } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { useKeys } from '#ui/keys/key-commands.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'

const NewCaseDialog = lazy(async () => ({ default: (await import('./new-case-dialog.tsx')).NewCaseDialog }))

/** Opens a case for somebody who called. */
export function NewCase() {
  const say = useCaseWords()
  const may = useMay('case.open')
  const [open, setOpen] = useState(false)
  useKeys(useMemo(() => (may === undefined ? [] : [{ keys: 'c', name: say('keys.new'), group: say('inbox.title'), run: () => setOpen(true) }]), [may, say]))
  if (may === undefined) return null
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>{say('new.button')}</Button>
      {open && <Suspense fallback={null}><NewCaseDialog onClose={() => setOpen(false)} /></Suspense>}
    </>
  )
}
