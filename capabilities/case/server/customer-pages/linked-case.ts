import { loadCustomer, readCustomer } from '#capabilities/customer/server/commands.ts'
import type { WordingDefinition } from '#capabilities/conversation/definition.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import { textIn, type Locale, type Text } from '#kernel/text.ts'
import type { Statement } from '#platform/db/database.ts'
import type { CaseState, Confirmation } from '../../core/case-state.ts'
import type { Scenario } from '../../core/compile-scenario.ts'
import type { FieldDefinition, FormDefinition } from '../../definition.ts'
import type { CaseDeps } from '../case-deps.ts'
import { openWords } from '../case-rows.ts'
import type { HandbookVersion } from '../handbook-source.ts'
import { readCases } from '../store.ts'

/** What the pages stand on beside the shell of cases. */
export type PageDeps = CaseDeps & {
  readonly publicUrl: string
  /** What the company calls itself; empty when it has not said. */
  readonly companyName: () => Promise<string>
  /** The number customers may call; empty when nobody has said. */
  readonly companyPhone: () => Promise<string>
  /** The tokens of the product's design as a style sheet, light and dark. */
  readonly tokens: string
  /** Counts one try under this key and answers how many seconds to wait: 0 when it may go on. */
  readonly attempt: (key: string) => Promise<number>
}

/** The case a link leads to, with the handbook it runs under. */
export type LinkedCase = { readonly state: CaseState; readonly subject: string | null; readonly customerName: string | null; readonly handbook: HandbookVersion; readonly scenario: Scenario }

/** Null: there is none, or its customer was erased. */
export async function readLinkedCase(deps: CaseDeps, caseId: Id): Promise<LinkedCase | null> {
  const row = (await deps.db.query(readCases([caseId]))).rows[0]
  if (row === undefined) return null
  const state = row['state'] as CaseState
  const handbook = await deps.handbooks.version(state.handbook)
  const scenario = must(handbook.scenario(state.scenario), 'a case runs under a scenario of its handbook')
  const customer = state.customerId === null ? null : readCustomer(await deps.db.query(loadCustomer(state.customerId)))
  if (customer?.erased === true) return null
  return { state, subject: row['subject'] as string | null, customerName: customer?.name ?? null, handbook, scenario }
}

/** One line of what the customer is asked about: 处理方案 and the plan. */
export type AskedField = { readonly name: Text; readonly value: Text }
export type Asked = { readonly fields: readonly AskedField[]; /** Fills `{{plan}}` and its like. */ readonly values: Readonly<Record<string, string>> }

/** What was written at the step that led to the question: the words that the wording names, or all of them when it names none. */
export async function readAsked(deps: CaseDeps, linked: LinkedCase, asked: Confirmation, wording: WordingDefinition | undefined): Promise<Asked> {
  const { state, scenario } = linked
  const always = alwaysKnown(linked)
  const led = ledTo(scenario, state, asked)
  if (led === null) return { fields: [], values: always }
  const row = (await deps.db.query(latestForm(state.id, led.step, asked))).rows[0]
  if (row === undefined) return { fields: [], values: always }
  const words = openWords(deps.sealing, row['id'] as Id, row['words'] as Uint8Array | null)
  const codes = row['codes'] as Readonly<Record<string, unknown>>
  const shown = shownFields(led.form, wording).flatMap((field) => valueOf(field, { words, codes }))
  return { fields: shown, values: { ...words, ...always } }
}

/** What may be filled into the texts of any page. */
export const alwaysKnown = ({ state, subject, customerName }: LinkedCase): Readonly<Record<string, string>> => ({ 'case.number': state.number, 'case.subject': subject ?? '', 'customer.name': customerName ?? '' })

/** The last form that was filled in on the way to the question. */
function ledTo(scenario: Scenario, state: CaseState, asked: Confirmation): { readonly step: string; readonly form: FormDefinition } | null {
  const ways = scenario.definition.steps.flatMap(({ key, form, next }) => {
    const endedAt = state.steps[key]?.endedAt ?? null
    const leads = next.some(({ to }) => [to].flat().includes(asked.step))
    return form !== undefined && leads && endedAt !== null && endedAt <= asked.askedAt ? [{ step: key, form, endedAt }] : []
  })
  const last = ways.toSorted((a, b) => b.endedAt - a.endedAt)[0]
  return last === undefined ? null : { step: last.step, form: must(scenario.forms.get(last.form), `form ${last.form} exists`) }
}

const latestForm = (caseId: Id, step: string, asked: Confirmation): Statement => ({
  name: 'case.latest_form',
  text: `select id, codes, words from case_records where case_id = $1 and kind = 'form' and subject = $2 and recorded_at <= $3 order by recorded_at desc, id desc limit 1`,
  values: [caseId, step, formatInstant(asked.askedAt)],
})

/** Classes and short texts are for ourselves, unless the wording itself tells them to the customer. */
function shownFields(form: FormDefinition, wording: WordingDefinition | undefined): readonly FieldDefinition[] {
  const body = wording === undefined ? '' : JSON.stringify(wording.body)
  const named = new Set(form.fields.filter(({ key }) => body.includes(`{{${key}}}`)).map(({ key }) => key))
  return form.fields.filter(({ key, kind }) => named.has(key) || kind === 'choice' || kind === 'date' || (kind === 'long_text' && named.size === 0))
}

function valueOf(field: FieldDefinition, { words, codes }: { readonly words: Readonly<Record<string, string>>; readonly codes: Readonly<Record<string, unknown>> }): readonly AskedField[] {
  const code = codes[field.key]
  const value = words[field.key] ?? (code === undefined ? undefined : (field.choices?.[String(code)] ?? (field.kind === 'date' ? dayIn(String(code)) : String(code))))
  return value === undefined || value === '' ? [] : [{ name: field.name, value }]
}

/** A date as each language writes it. */
function dayIn(day: string): Text {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const written = (locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.UTC(year, month - 1, date))
  return { 'zh-CN': written('zh-CN'), 'zh-TW': written('zh-TW'), en: written('en-GB') }
}

/** A text of the handbook with its `{{path}}`s filled in; what is not known leaves no gap behind. */
export const filledIn = (text: Text, values: Readonly<Record<string, string>>, locale: Locale): string =>
  textIn(text, locale).replaceAll(/\{\{\s*([^{}\s]+)\s*\}\}/g, (_hole, path: string) => (Object.hasOwn(values, path) ? (values[path] ?? '') : ''))
