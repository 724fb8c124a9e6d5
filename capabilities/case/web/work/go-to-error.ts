import type { FormInstance } from 'antd'

type FieldName = readonly (string | number)[]

/** Goes to the first field that is not right: it is scrolled to where it can be seen, and is where one goes on. */
export function goToFirstError(form: Pick<FormInstance, 'scrollToField'>, { errorFields }: { readonly errorFields: readonly { readonly name: FieldName }[] }): void {
  const [first] = errorFields
  if (first !== undefined) goToField(form, first.name)
}

/** A field whose input cannot be focused as a whole, such as a row of choices, is gone to at its first choice. */
export function goToField(form: Pick<FormInstance, 'scrollToField'>, name: FieldName): void {
  form.scrollToField([...name], { focus: true, block: 'center' })
  const field = document.getElementById(name.join('_'))
  if (field !== null && !field.contains(document.activeElement)) field.querySelector<HTMLElement>('input, textarea, button')?.focus()
}
