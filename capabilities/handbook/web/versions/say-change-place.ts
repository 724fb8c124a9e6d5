import type { ChangeView } from '../../book-contract.ts'
import type { SayVersion } from './use-version-words.ts'

const SECTIONS = ['handbook', 'clauses', 'roles', 'calendars', 'surveys', 'wording', 'scenarios', 'promises', 'customers', 'care'] as const
const FIELDS = [
  'name', 'title', 'text', 'steps', 'clocks', 'forms', 'fields', 'records', 'rules', 'ladders', 'rungs', 'warnings', 'limits', 'starts', 'stops', 'classification', 'values', 'choices', 'required', 'kind',
  'role', 'collaborators', 'output', 'next', 'confirmation', 'survey', 'audience', 'aim', 'prefix', 'clause', 'calendar', 'owner', 'week', 'permissions', 'subject', 'body', 'page', 'help', 'when', 'notBefore',
  'effectiveOn', 'reopening', 'green', 'waits', 'dismissals', 'promises', 'ladder', 'pausesWhileWaiting', 'pausesWhileAsking', 'zh-CN', 'zh-TW', 'en', 'limit', 'counting', 'on', 'tiers', 'key', 'start', 'form',
  'opensAfter', 'ahead', 'contact', 'outcome', 'minimum', 'maximum', 'prefill', 'asks', 'accepts', 'writtenWhen', 'wordIfUnsent', 'remindAfter', 'reminder', 'invitation', 'lapseAfter',
  'scoreNeededOn', 'does', 'assigns', 'handsBack', 'resolves', 'optional', 'tells', 'tellsCustomer', 'emergency', 'after', 'intake', 'acknowledgement', 'recovered', 'step', 'record', 'by',
  'timezone', 'statutory', 'announcedThrough',
] as const

/** The chapter of the handbook. */
export function saySection(section: string, say: SayVersion): string {
  const known = SECTIONS.find((each) => each === section)
  return known === undefined ? section : say(`section.${known}`)
}

/** A part of the way to a difference: the name of the element, else the field in words, else as it is written in the files. */
export function sayPart({ key, name }: ChangeView['path'][number], say: SayVersion): string {
  const known = FIELDS.find((each) => each === key)
  return name ?? (known === undefined ? key : say(`field.${known}`))
}
