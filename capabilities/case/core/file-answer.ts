import type { FormInput } from '../contract.ts'
import type { FieldDefinition } from '../definition.ts'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What stands in a field of files: their ids, one after the other. */
export const joinFileIds = (ids: readonly string[]): string => ids.join(' ')

/** The files a field names; null where something else stands in it. */
export function fileIdsIn(answer: string): readonly string[] | null {
  const ids = answer.split(/\s+/).filter((part) => part !== '')
  return ids.every((id) => UUID.test(id)) ? ids : null
}

/** The fields of files that are filled in, with the ids they name; the first that names something else comes alone. */
export function fileAnswers(fields: readonly Pick<FieldDefinition, 'key' | 'kind'>[], { words = {} }: FormInput): { readonly answers: ReadonlyMap<string, readonly string[]>; readonly wrong: string | null } {
  const answers = new Map<string, readonly string[]>()
  for (const { key, kind } of fields) {
    const said = words[key]
    if (kind !== 'file' || said === undefined || said.trim() === '') continue
    const ids = fileIdsIn(said)
    if (ids === null) return { answers: new Map(), wrong: key }
    answers.set(key, ids)
  }
  return { answers, wrong: null }
}
