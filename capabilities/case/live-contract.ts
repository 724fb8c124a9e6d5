import { Type, type Static, type TSchema } from 'typebox'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const IdSchema = Type.String({ format: 'uuid' })

/** What a colleague is doing at a case just now. */
export const PresenceState = Type.Enum(['viewing', 'replying'])
export type PresenceState = Static<typeof PresenceState>

/** What a browser may say on `GET /api/v1/live`: which case it has open, and that it has left it. Anything else is answered `refused`. */
export const LiveAsk = Type.Union([
  strict({ type: Type.Literal('watch'), caseId: IdSchema, state: PresenceState }),
  strict({ type: Type.Literal('leave'), caseId: IdSchema }),
])
export type LiveAsk = Static<typeof LiveAsk>

/**
 * What the browser hears: never content, only what to read again.
 * `cases`: these changed, these have left one's sight; `resync`: too much to name, read everything again; `notices`: how many are unread, counted to 100;
 * `presence`: everybody who has the case open, oneself included; `signed-out`: the session is over, the socket closes; `refused`: what was asked is not done.
 */
export const LiveFrame = Type.Union([
  strict({ type: Type.Literal('cases'), changed: Type.Array(strict({ id: IdSchema, version: Type.Integer() })), gone: Type.Array(IdSchema) }),
  strict({ type: Type.Literal('resync') }),
  strict({ type: Type.Literal('notices'), unread: Type.Integer() }),
  strict({ type: Type.Literal('presence'), caseId: IdSchema, people: Type.Array(strict({ id: IdSchema, name: Type.String(), state: PresenceState })) }),
  strict({ type: Type.Literal('signed-out') }),
  strict({ type: Type.Literal('refused') }),
])
export type LiveFrame = Static<typeof LiveFrame>

/** The socket closes with this code when the session is over or its rights have changed: ask `GET /api/v1/me`, then connect again or sign in. */
export const LIVE_SESSION_OVER = 4401
