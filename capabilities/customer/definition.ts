import { Type, type Static } from 'typebox'
import type { Section } from '#capabilities/handbook/core/section.ts'
import { Clauses, HandbookText, Key, strict } from '#capabilities/handbook/definition.ts'
import type { Finding, Whole } from '#kernel/finding.ts'
import type { Text } from '#kernel/text.ts'

/** A scheme of ranks: what customers carry as their tier and conditions read as `customer.tier`, each with its name, the lowest first. */
export const TierSchemeSchema = strict({
  key: Key,
  name: HandbookText,
  clause: Type.Optional(Clauses),
  tiers: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_-]*$' }), HandbookText, { minProperties: 1, maxProperties: 20 }),
})
type TierScheme = Static<typeof TierSchemeSchema>

const schemesOf = (whole: Whole): readonly TierScheme[] => (whole.sections['customers'] ?? []) as readonly TierScheme[]

/** The tiers of a handbook, the lowest first; a handbook need not have any. */
export const tiersOf = (whole: Whole): readonly { readonly key: string; readonly name: Text }[] =>
  schemesOf(whole).flatMap(({ tiers }) => Object.entries(tiers).map(([key, name]) => ({ key, name })))

const checkTiers = (whole: Whole): readonly Finding[] => {
  const seen = new Set<string>()
  return schemesOf(whole).flatMap(({ tiers }, scheme) =>
    Object.keys(tiers).flatMap((tier) => {
      if (seen.has(tier)) return [{ path: [scheme, 'tiers', tier], code: 'customer.tier_twice', params: { tier } }]
      seen.add(tier)
      return []
    }))
}

/** customers/*.yaml: how customers are ranked. */
export const customersSection: Section = {
  key: 'customers',
  place: { folder: 'customers' },
  schema: TierSchemeSchema,
  check: checkTiers,
  words: { 'customer.tier_twice': { 'zh-CN': '客户等级“{tier}”写了两次。请删去一个或换一个 key。', en: 'The tier "{tier}" is written twice. Remove one or give it another key.' } },
}
