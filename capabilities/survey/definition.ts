import { Type, type Static } from 'typebox'
import { Clauses, HandbookText, Key, strict } from '#capabilities/handbook/definition.ts'
import type { Section } from '#capabilities/handbook/core/section.ts'
import type { Finding, Whole } from '#kernel/finding.ts'

/** A questionnaire: one overall score from 1 to 5, aspects from 1 to 5 that may be left out, and a reason in words. */
export const SurveySchema = strict({
  key: Key,
  name: HandbookText,
  clause: Type.Optional(Clauses),
  title: HandbookText,
  introduction: HandbookText,
  score: strict({ question: HandbookText, low: HandbookText, high: HandbookText }),
  aspects: Type.Array(strict({ key: Key, question: HandbookText }), { maxItems: 10 }),
  reason: strict({ question: HandbookText }),
  submit: HandbookText,
  thanks: HandbookText,
})
export type SurveyDefinition = Static<typeof SurveySchema>

/** The questionnaires of a handbook. */
export const surveysOf = (whole: Whole): readonly SurveyDefinition[] => whole.sections['surveys'] as readonly SurveyDefinition[]

const checkSurveys = (whole: Whole): readonly Finding[] =>
  surveysOf(whole).flatMap(({ aspects }, survey) =>
    aspects.flatMap(({ key }, index) => (aspects.findIndex((other) => other.key === key) < index ? [{ path: [survey, 'aspects', index, 'key'], code: 'survey.aspect_twice', params: { aspect: key } }] : [])))

/** surveys/*.yaml: what customers are asked. */
export const surveysSection: Section = {
  key: 'surveys',
  place: { folder: 'surveys' },
  schema: SurveySchema,
  check: checkSurveys,
  words: { 'survey.aspect_twice': { 'zh-CN': '方面“{aspect}”问了两次。请删去一个或换一个 key。', en: 'The aspect "{aspect}" is asked twice. Remove one or give it another key.' } },
}
