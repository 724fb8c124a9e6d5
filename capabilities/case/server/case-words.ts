import type { Id } from '#kernel/id.ts'
import type { Locale } from '#kernel/text.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import type { CaseDeps } from './case-deps.ts'
import { openWords } from './case-rows.ts'

/** The language a customer is written to in. */
export const localeOfCustomer = (text: string | undefined): Locale => (text === 'en' || text === 'zh-TW' ? text : 'zh-CN')

/** How a letter addresses a customer whose name may not be known. */
export const greetedAs = (name: string, locale: Locale): string => (name === '' ? ({ 'zh-CN': '尊敬的客户', 'zh-TW': '親愛的客戶', en: 'customer' } as const)[locale] : name)

/** What a letter calls a case that has no subject. */
export const calledAs = (subject: string | null, locale: Locale): string => subject || ({ 'zh-CN': '（无主题）', 'zh-TW': '（無主旨）', en: '(no subject)' } as const)[locale]

/** What was written into the forms of these cases. */
export const formWordsOf = (caseIds: readonly Id[]): Statement => ({
  name: 'case.form_words',
  text: `select case_id, id, words from case_records where case_id = any($1::uuid[]) and kind in ('form', 'record') and words is not null order by recorded_at, id`,
  values: [caseIds],
})

/** The newest words of each field of a case's forms: the need as restated, the plan as proposed. */
export const readFormWords = (deps: Pick<CaseDeps, 'sealing'>, { rows }: Rows, caseId: Id): Readonly<Record<string, string>> =>
  Object.assign({}, ...rows.filter((row) => row['case_id'] === caseId).map((row) => openWords(deps.sealing, row['id'] as Id, row['words'] as Uint8Array)))

export const latestWords = async (deps: CaseDeps, caseId: Id): Promise<Readonly<Record<string, string>>> => readFormWords(deps, await deps.db.query(formWordsOf([caseId])), caseId)
