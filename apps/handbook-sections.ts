import { rolesSection } from '#capabilities/access/definition.ts'
import { calendarsSection } from '#capabilities/calendar/definition.ts'
import { promisesSection, scenariosSection } from '#capabilities/case/definition.ts'
import { wordingSection } from '#capabilities/conversation/definition.ts'
import { customersSection } from '#capabilities/customer/definition.ts'
import type { Section } from '#capabilities/handbook/core/section.ts'
import { clausesSection, headSection } from '#capabilities/handbook/definition.ts'
import { surveysSection } from '#capabilities/survey/definition.ts'

/** The service handbook, chapter by chapter: every capability that has something to say in it. */
export const HANDBOOK_SECTIONS: readonly Section[] = [
  headSection, clausesSection, rolesSection, calendarsSection, customersSection, surveysSection, wordingSection, scenariosSection, promisesSection,
]
