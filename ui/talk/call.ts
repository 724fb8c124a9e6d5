import { forgetEarly, takeEarly } from './early-answers.ts'
import type { Caller } from './operation.ts'
import { Problem, problemOf } from './problem.ts'

type Input = { readonly params?: Readonly<Record<string, unknown>>; readonly query?: Readonly<Record<string, unknown>>; readonly body?: unknown }

/** A key for one intention. Works without a secure context too: a company's own server is often plain HTTP. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The operations of a list, ready to be called: `const call = caller<typeof CASE_OPERATIONS>()`. */
export const caller = <L>(): Caller<L> => (operation, input, options = {}) => send(operation, input as Input, options) as never

async function send(operation: string, input: Input, { signal, key }: { readonly signal?: AbortSignal; readonly key?: string }): Promise<unknown> {
  const [method = 'GET', path = ''] = operation.split(' ')
  if (method !== 'GET') forgetEarly()
  const answer = await reach(addressOf(path, input), {
    method,
    credentials: 'same-origin',
    headers: {
      'accept-language': document.documentElement.lang,
      ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' ? {} : { 'idempotency-key': key ?? newKey() }),
    },
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  const said = answer.headers.get('content-type')?.startsWith('application/json') === true ? await answer.json().catch(() => null) : null
  if (!answer.ok) throw problemOf(answer.status, said)
  return said
}

async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await ((request.method === 'GET' ? takeEarly(address) : null) ?? fetch(address, request))
  } catch (error) {
    if (request.signal?.aborted === true) throw error
    throw new Problem(0, 'no_connection')
  }
}

function addressOf(path: string, { params = {}, query = {} }: Input): string {
  const filled = path.replaceAll(/:(\w+)/g, (_hole, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => wordsOf(value).map((word): [string, string] => [name, word]))).toString()
  return search === '' ? filled : `${filled}?${search}`
}

const wordsOf = (value: unknown): readonly string[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value.map(String) : [String(value)])
