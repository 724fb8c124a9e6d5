import type { ReactNode } from 'react'
import type { CaseView } from '../../contract.ts'
import type { CaseAction } from '../../core/case-actions.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { ChildDialog } from './child-dialog.tsx'
import { DismissDialog } from './dismiss-dialog.tsx'
import { OtherCaseDialog } from './other-case-dialog.tsx'
import { ReopenDialog } from './reopen-dialog.tsx'
import { SplitDialog } from './split-dialog.tsx'
import { WaitDialog } from './wait-dialog.tsx'

export type DialogKind = Exclude<CaseAction, 'take' | 'resume' | 'unmerge'>
type DialogProps = { readonly kind: DialogKind; readonly view: CaseView; readonly onClose: () => void }

/** Asks what an action on the whole case needs to know. */
export function CaseDialog({ kind, view, onClose }: DialogProps): ReactNode {
  switch (kind) {
    case 'assign': return <AssignDialog view={view} onClose={onClose} />
    case 'wait': return <WaitDialog view={view} onClose={onClose} />
    case 'dismiss': return <DismissDialog view={view} onClose={onClose} />
    case 'child': return <ChildDialog view={view} onClose={onClose} />
    case 'split': return <SplitDialog view={view} onClose={onClose} />
    case 'reopen': return <ReopenDialog view={view} onClose={onClose} />
    case 'link':
    case 'merge': return <OtherCaseDialog kind={kind} view={view} onClose={onClose} />
  }
}
