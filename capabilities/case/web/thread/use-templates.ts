import { useQuery } from '@tanstack/react-query'
import { useCommand } from '#ui/talk/use-command.ts'
import type { NewTemplate, ReplyTemplate, TemplateChange } from '../../writing-contract.ts'
import { askCase } from '../pieces/case-api.ts'

const KEY = ['reply-templates'] as const
const NONE: readonly ReplyTemplate[] = []

/** Texts to begin with, filled in for this case. */
export const useTemplates = (caseId: string, wanted: boolean): readonly ReplyTemplate[] =>
  useQuery({ queryKey: [...KEY, caseId], queryFn: async ({ signal }) => askCase('GET /api/v1/reply-templates', { query: { caseId } }, { signal }), enabled: wanted }).data?.items ?? NONE

export const useKeepTemplate = (onKept: () => void) => useCommand({ run: async (body: NewTemplate, key) => askCase('POST /api/v1/reply-templates', { body }, { key }), changes: () => [KEY], onDone: onKept })

export const useChangeTemplate = (onChanged: () => void) => useCommand({
  run: async ({ id, change }: { readonly id: string; readonly change: TemplateChange }, key) => askCase('PATCH /api/v1/reply-templates/:id', { params: { id }, body: change }, { key }), changes: () => [KEY], onDone: onChanged,
})

export const useRemoveTemplate = (onRemoved: () => void) => useCommand({ run: async (id: string, key) => askCase('DELETE /api/v1/reply-templates/:id', { params: { id } }, { key }), changes: () => [KEY], onDone: onRemoved })
