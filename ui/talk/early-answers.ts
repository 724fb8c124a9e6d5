/** What the page asked for before its program was there. Kept on the window: it is written by a script of its own. */
type Early = { readonly answer: Promise<Response>; readonly locale: string; readonly askedAt: number }

const SHELF = 'careloopEarly'
/** What was asked longer ago is asked again. */
const FRESH_MS = 15_000

/** Asks as the program will, so that it finds the answer waiting. */
export function askEarly(address: string, locale: string): void {
  const answer = fetch(address, { credentials: 'same-origin', headers: { 'accept-language': locale } })
  // Nobody may come for it; whoever does hears of the failure.
  answer.catch(() => undefined)
  shelf().set(address, { answer, locale, askedAt: performance.now() })
}

/** The answer to what was asked early, once; null where it was not, in another language, or too long ago. */
export function takeEarly(address: string): Promise<Response> | null {
  const early = shelf().get(address)
  shelf().delete(address)
  return early !== undefined && early.locale === document.documentElement.lang && performance.now() - early.askedAt < FRESH_MS ? early.answer : null
}

/** What was asked before something was done here says nothing any more: who signs in is not whom the answer refused. */
export const forgetEarly = (): void => shelf().clear()

function shelf(): Map<string, Early> {
  const known: unknown = Reflect.get(window, SHELF)
  if (known instanceof Map) return known as Map<string, Early>
  const made = new Map<string, Early>()
  Reflect.set(window, SHELF, made)
  return made
}
