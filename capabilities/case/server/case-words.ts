import type { Id } from '#kernel/id.ts'
import type { Locale } from '#kernel/text.ts'
import type { CaseDeps } from './case-deps.ts'
import { openWords } from './case-rows.ts'

/** The language a customer is written to in. */
export const localeOfCustomer = (text: string | undefined): Locale => (text === 'en' || text === 'zh-TW' ? text : 'zh-CN')

/** How a letter addresses a customer whose name may not be known. */
export const greetedAs = (name: string, locale: Locale): string => (name === '' ? ({ 'zh-CN': '您好', 'zh-TW': '您好', en: 'there' } as const)[locale] : name)

/** The newest words of each field of the case's forms: the need as restated, the plan as proposed. */
export async function latestWords(deps: CaseDeps, caseId: Id): Promise<Readonly<Record<string, string>>> {
  const { rows } = await deps.db.query({
    name: 'case.form_words',
    text: `select id, words from case_records where case_id = $1 and kind in ('form', 'record') and words is not null order by recorded_at, id`,
    values: [caseId],
  })
  return Object.assign({}, ...rows.map((row) => openWords(deps.sealing, row['id'] as Id, row['words'] as Uint8Array)))
}
