import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { filesForRecord, filesInCase, type CaseFile } from '#capabilities/conversation/server/commands.ts'
import { assert } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { refusal } from '#platform/http/problem.ts'
import type { FormInput } from '../contract.ts'
import { fileAnswers, fileIdsIn, joinFileIds } from '../core/file-answer.ts'
import type { ScenarioDefinition } from '../definition.ts'
import type { CaseDeps } from './case-deps.ts'

type Filling = { readonly caseId: Id; readonly recordId: Id; readonly viewer: Viewer; readonly scenario: ScenarioDefinition; readonly form: FormInput; readonly of: { readonly step: string } | { readonly record: string } }
/** A form whose files are those of its record, and what moves them there. */
type Filed = { readonly form: FormInput; readonly rows: readonly Statement[] }

/** Takes the files of a form in: only what the writer uploaded or what lies in the case. A form without files is left as it is. */
export async function takeFormFiles(deps: CaseDeps, { caseId, recordId, viewer, scenario, form, of }: Filling): Promise<Filed> {
  const definition = formOf(scenario, of)
  const { answers, wrong } = fileAnswers(definition?.fields ?? [], form)
  if (wrong !== null) throw refusal({ code: 'case.form_field_invalid', params: { form: definition?.key ?? '', field: wrong } })
  if (answers.size === 0) return { form, rows: [] }
  assert(viewer.kind !== 'system', 'people and programs fill forms in')
  const { idOf, rows } = await filesForRecord(deps, { kind: viewer.kind, id: viewer.id }, { id: recordId, caseId, fileIds: [...answers.values()].flat() as Id[] })
  const filed = [...answers].map(([key, ids]) => [key, joinFileIds(ids.map((id) => idOf.get(id) ?? id))] as const)
  return { form: { ...form, words: { ...form.words, ...Object.fromEntries(filed) } }, rows }
}

function formOf({ steps, records = [], forms }: ScenarioDefinition, of: Filling['of']) {
  const key = 'step' in of ? steps.find((step) => step.key === of.step)?.form : records.find((record) => record.key === of.record)?.form
  return forms.find((form) => form.key === key)
}

/** The files that forms of a case name in their words, by id. */
export async function filesNamedIn(db: Db, caseId: Id, words: readonly Readonly<Record<string, string>>[]): Promise<ReadonlyMap<string, CaseFile>> {
  const ids = [...new Set(words.flatMap((each) => Object.values(each).flatMap((said) => fileIdsIn(said) ?? [])))] as Id[]
  if (ids.length === 0) return new Map()
  const { rows } = await db.query(filesInCase(caseId, ids))
  return new Map(rows.map((row) => [String(row['id']), { id: row['id'] as Id, name: String(row['name']), type: String(row['type']), bytes: Number(row['bytes']) }]))
}
