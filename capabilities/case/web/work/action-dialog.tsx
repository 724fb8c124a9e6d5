import { Form, Modal, type FormInstance } from 'antd'
import type { ReactNode } from 'react'
import { useFocusBack } from '#ui/keys/use-focus-back.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { goToFirstError } from './go-to-error.ts'

type ActionDialogProps<V> = {
  readonly title: string
  readonly okText: string
  readonly form: FormInstance<V>
  readonly initial?: Partial<V>
  readonly danger?: boolean
  readonly disabled?: boolean
  /** Fields that must be filled in have a star; what it means is said by the fields. */
  readonly marks?: boolean
  readonly pending: boolean
  readonly problem: unknown
  readonly onSend: (values: V) => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A question before an action: fields, what went wrong, and one button that does it; Enter does it too. */
export function ActionDialog<V extends object>({ title, okText, form, initial, danger = false, disabled = false, marks = false, pending, problem, onSend, onClose, children }: ActionDialogProps<V>) {
  useFocusBack()
  return (
    <Modal open title={title} okText={okText} okButtonProps={{ danger, disabled }} onOk={form.submit} onCancel={onClose} confirmLoading={pending} mask={{ closable: false }} destroyOnHidden>
      <Form<V> form={form} layout="vertical" requiredMark={marks} initialValues={initial ?? {}} onFinish={onSend} onFinishFailed={(failed) => goToFirstError(form, failed)}>
        {children}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Form>
      <ProblemNote problem={problem} />
    </Modal>
  )
}
