import type { FormInstance } from 'antd'
import { useCallback, useEffect, useLayoutEffect, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '#capabilities/access/web/pieces/use-me.ts'
import { prefilled } from '../../core/form-answers.ts'
import type { GuideField } from '../../guide-contract.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import { forgetFormDraft, keepFormDraft, keptFormDraft, type FormDraft } from './form-draft.ts'
import { plainValues } from './form-fields.tsx'

/** Far enough to be past what came before the customer's own words. */
const BEGINNING = 10

type Of = { readonly caseId: string; readonly step: string; readonly round: number; readonly fields: readonly GuideField[] }

export type FormDraftHandle = {
  /** Why the form does not begin empty. */
  readonly began: 'draft' | 'prefilled' | null
  readonly keep: (values: FormDraft) => void
  /** It was handed in. */
  readonly done: () => void
  /** Begins again, as if nothing had been typed. */
  readonly anew: () => void
}

/** What was typed into a step's form and not handed in stands there again after a reload; else what the handbook has it begin with. */
export function useFormDraft(form: FormInstance, { caseId, step, round, fields }: Of): FormDraftHandle {
  const me = useMe().id
  const [kept, setKept] = useState(() => keptFormDraft({ me, caseId, step, round }))
  const words = useFirstWords(caseId, kept === null && fields.some(({ prefill }) => prefill !== null))
  useLayoutEffect(() => {
    if (kept !== null) form.setFieldsValue({ ...kept, fields: plainValues((kept['fields'] ?? {}) as FormDraft) })
  }, [form, kept])
  useEffect(() => {
    if (kept !== null || words === null) return
    const empty = ([key]: readonly [string, string]): boolean => (form.getFieldValue(['fields', key]) ?? '') === '' && !form.isFieldTouched(['fields', key])
    for (const [key, value] of Object.entries(prefilled(fields, { first_message: words })).filter(empty)) form.setFieldValue(['fields', key], value)
  }, [form, kept, words, fields])
  const keep = useCallback((values: FormDraft) => keepFormDraft({ me, caseId, step, round }, withoutFiles(values, fields)), [me, caseId, step, round, fields])
  const done = useCallback(() => forgetFormDraft({ me, caseId, step, round }), [me, caseId, step, round])
  const anew = useCallback(() => {
    done()
    form.resetFields()
    setKept(null)
  }, [done, form])
  const filled = words !== null && Object.keys(prefilled(fields, { first_message: words })).length > 0
  return { began: kept !== null ? 'draft' : filled ? 'prefilled' : null, keep, done, anew }
}

/** What the customer came with, without what they quoted. */
function useFirstWords(caseId: string, wanted: boolean): string | null {
  const thread = useQuery({
    queryKey: [...caseKeys.one(caseId), 'first-words'],
    queryFn: async ({ signal }) => askCase('GET /api/v1/cases/:id/messages', { params: { id: caseId }, query: { order: 'oldest', limit: BEGINNING } }, { signal }),
    enabled: wanted,
    staleTime: Infinity,
  })
  const first = thread.data?.items.find(({ direction, auto }) => direction === 'in' && auto === 'none')
  return first === undefined ? null : (first.replyText ?? first.text)
}

/** Files were uploaded for a form on the screen; they are chosen anew. */
function withoutFiles({ fields: values, ...beside }: FormDraft, fields: readonly GuideField[]): FormDraft {
  const files = new Set(fields.flatMap(({ key, kind }) => (kind === 'file' ? [key] : [])))
  return { ...beside, fields: Object.fromEntries(Object.entries((values ?? {}) as FormDraft).filter(([key]) => !files.has(key))) }
}
