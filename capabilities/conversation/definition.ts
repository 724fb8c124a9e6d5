import { Type, type Static } from 'typebox'
import { nearest } from '#capabilities/handbook/core/check-condition.ts'
import { Clauses, HandbookText, Key, strict } from '#capabilities/handbook/definition.ts'
import type { Section } from '#capabilities/handbook/core/section.ts'
import type { Finding, Whole, Words } from '#kernel/finding.ts'

/** What a wording is for: a notice, a question the customer confirms behind a signed link, the invitation to a survey, or a text that colleagues begin a reply with. */
export const WORDING_KINDS = ['notice', 'confirmation', 'survey', 'reply'] as const
export type WordingKind = (typeof WORDING_KINDS)[number]

const ALWAYS = ['customer.name', 'case.number', 'case.subject', 'agent.name', 'agent.role', 'company.name']
/** The `{{path}}`s that are filled in, by kind of wording. */
export const WORDING_PATHS: Readonly<Record<WordingKind, readonly string[]>> = {
  notice: [...ALWAYS, 'need', 'plan', 'due'],
  confirmation: [...ALWAYS, 'need', 'plan', 'due', 'link'],
  survey: [...ALWAYS, 'due', 'link'],
  reply: [...ALWAYS, 'need', 'plan'],
}

export const WordingSchema = strict({
  key: Key,
  name: HandbookText,
  clause: Type.Optional(Clauses),
  kind: Type.Union(WORDING_KINDS.map((kind) => Type.Literal(kind))),
  subject: HandbookText,
  body: HandbookText,
  /** The page behind the link: its title, the question, and the two buttons. */
  page: Type.Optional(strict({ title: HandbookText, question: HandbookText, yes: HandbookText, no: HandbookText, thanksYes: HandbookText, thanksNo: HandbookText })),
})
export type WordingDefinition = Static<typeof WordingSchema>

/** The wordings of a handbook. */
export const wordingsOf = (whole: Whole): readonly WordingDefinition[] => whole.sections['wording'] as readonly WordingDefinition[]

const WORDING_WORDS: Readonly<Record<string, Words>> = {
  'wording.unknown_path': { 'zh-CN': '不认识“{{{path}}}”，客户会看到空白。可以写：{known}。', en: 'Unknown "{{{path}}}": the customer would see a gap. Allowed are: {known}.' },
  'wording.bad_braces': { 'zh-CN': '花括号不成对，或写了三重花括号。请写成 {{customer.name}} 这样。', en: 'Unbalanced or triple braces. Write {{customer.name}}.' },
  'wording.link_missing': { 'zh-CN': '正文（{locale}）没有 {{link}}，客户无法打开页面。请加上。', en: 'The body ({locale}) lacks {{link}}, so the customer cannot open the page. Add it.' },
}

function checkWordings(whole: Whole): readonly Finding[] {
  return wordingsOf(whole).flatMap((wording, index) => textsOf(wording).flatMap(({ path, locale, text }) => checkText(wording.kind, [index, ...path], locale, text)))
}

type Located = { readonly path: readonly string[]; readonly locale: string; readonly text: string }

function textsOf(wording: WordingDefinition): readonly Located[] {
  const page = Object.entries(wording.page ?? {}).map(([field, text]) => ({ path: ['page', field], text }))
  return [{ path: ['subject'], text: wording.subject }, { path: ['body'], text: wording.body }, ...page].flatMap(({ path, text }) =>
    typeof text === 'string' ? [{ path, locale: 'zh-CN', text }] : Object.entries(text).map(([locale, inner]) => ({ path: [...path, locale], locale, text: inner })))
}

function checkText(kind: WordingKind, path: readonly (string | number)[], locale: string, text: string): readonly Finding[] {
  const known = WORDING_PATHS[kind]
  const used = [...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map((match) => match[1] ?? '')
  const rest = text.replace(/\{\{\s*[^{}]*?\s*\}\}/g, '')
  const unknown = used.filter((name) => !known.includes(name)).map((name) => ({ path, code: 'wording.unknown_path', params: { path: name, known: nearest(name, known) } }))
  const needsLink = (kind === 'confirmation' || kind === 'survey') && path[1] === 'body' && !used.includes('link')
  return [
    ...unknown,
    ...(/\{\{|\}\}/.test(rest) || /\{\{\{|\}\}\}/.test(text) ? [{ path, code: 'wording.bad_braces' }] : []),
    ...(needsLink ? [{ path, code: 'wording.link_missing', params: { locale } }] : []),
  ]
}

/** wording/*.yaml: what the product writes to customers. */
export const wordingSection: Section = { key: 'wording', place: { folder: 'wording' }, schema: WordingSchema, check: checkWordings, words: WORDING_WORDS }
