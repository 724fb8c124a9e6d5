import { Type, type Static, type TSchema } from 'typebox'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const InstantSchema = Type.String({ format: 'date-time' })

/** What people change about themselves; what is absent stays. */
export const OwnChange = Type.Partial(
  strict({
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '^\\P{C}*[^\\s\\p{C}]\\P{C}*$' }),
    locale: Type.Union([Type.Literal('zh-CN'), Type.Literal('zh-TW'), Type.Literal('en')]),
  }),
  { additionalProperties: false, minProperties: 1 },
)
export type OwnChange = Static<typeof OwnChange>

/** Where one is signed in: `current` is the session that asks; `userAgent` is what its browser said of itself. */
export const OwnSession = strict({ id: Type.String({ format: 'uuid' }), current: Type.Boolean(), userAgent: Type.String(), startedAt: InstantSchema, expiresAt: InstantSchema })
export type OwnSession = Static<typeof OwnSession>
export const OwnSessions = strict({ items: Type.Array(OwnSession) })

/** What holds for everybody's screens. `watermark`: the reader's name and number lie over them, so that a picture of a screen names whose it was. */
export const ConsoleSettings = strict({ watermark: Type.Boolean() })
export type ConsoleSettings = Static<typeof ConsoleSettings>
