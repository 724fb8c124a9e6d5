import type { Static, TSchema } from 'typebox'

/** One request of the API as a contract declares it: what it takes and what it answers, by status. */
export type Operation = {
  readonly params?: TSchema
  readonly querystring?: TSchema
  readonly body?: TSchema
  readonly response: Readonly<Record<number, TSchema>>
}

type Good = 200 | 201 | 202 | 204
type Read<O, K extends string> = O extends Readonly<Record<K, infer S extends TSchema>> ? Static<S> : never
type Part<O, K extends keyof Operation & string, Name extends string> = [Read<O, K>] extends [never] ? unknown : Readonly<Record<Name, Read<O, K>>>

/** What a caller hands over. */
export type InputOf<O> = Part<O, 'params', 'params'> & ([Read<O, 'querystring'>] extends [never] ? unknown : { readonly query?: Read<O, 'querystring'> }) & Part<O, 'body', 'body'>

/** What comes back when all went well. */
export type AnswerOf<O> = O extends { readonly response: infer R } ? (R[keyof R & Good] extends infer S extends TSchema ? Static<S> : never) : never

export type CallOptions = { readonly signal?: AbortSignal; /** Of one intention: tried again with the same key, it is done once. */ readonly key?: string }

/** Calls one operation of a list. Rejects with `Problem`. */
export type Caller<L> = <K extends keyof L & string>(operation: K, input: InputOf<L[K]>, options?: CallOptions) => Promise<AnswerOf<L[K]>>
