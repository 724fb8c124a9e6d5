import { sayPart } from './say-change-place.ts'
import type { SayVersion } from './use-version-words.ts'

const FIELD = /^([ ]*(?:- )*)([A-Za-z][A-Za-z-]*):(?= |$)/gm
const LENGTH = /\bP(?=[\dT])(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?(?![\dA-Za-z])/g
const CODES = { working: 'value.working', wall: 'value.wall', true: 'value.true', false: 'value.false' } as const
/** The kind of a field of a form. */
const KIND = /^([ ]*(?:- )*kind: )(class|choice|number|score|flag|date|text|long_text|phone|file)$/gm
type FieldKind = 'class' | 'choice' | 'number' | 'score' | 'flag' | 'date' | 'moment' | 'text' | 'long_text' | 'phone' | 'file'
const CODE = /(: |^- )(working|wall|true|false)$/gm

/** What a part of the handbook says, with its fields, lengths of time and ways of counting in words; what has no words stays as it is written. */
export function sayChangeValue(text: string, say: SayVersion): string {
  if (isCode(text)) return say(CODES[text])
  return text
    .replace(KIND, (_whole, before: string, kind: FieldKind) => `${before}${say(`value.kind.${kind}`)}`)
    .replace(FIELD, (_whole, indent: string, field: string) => `${indent}${sayPart({ key: field, name: null }, say)}:`)
    .replace(LENGTH, (whole, days?: string, hours?: string, minutes?: string) => {
      const parts = [days === undefined ? null : say('length.days', { count: days }), hours === undefined ? null : say('length.hours', { count: hours }), minutes === undefined ? null : say('length.minutes', { count: minutes })].filter((part) => part !== null)
      return parts.length === 0 ? whole : parts.join(' ')
    })
    .replace(CODE, (_whole, before: string, code: keyof typeof CODES) => `${before}${say(CODES[code])}`)
}

const isCode = (text: string): text is keyof typeof CODES => Object.hasOwn(CODES, text)
