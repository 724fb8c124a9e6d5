/** What only the page of a demo carries: that all of it is invented, and who may be tried. */
export type DemoSign = {
  readonly password: string
  readonly accounts: readonly { readonly account: string; readonly name: string; readonly about: string }[]
}

/** The page says it in its head; whoever serves a page of real work has nothing to put there. */
export const DEMO_META = 'careloop-demo'

export function readDemoSign(page: Document): DemoSign | null {
  const text = page.querySelector<HTMLMetaElement>(`meta[name="${DEMO_META}"]`)?.content
  return text === undefined ? null : (JSON.parse(text) as DemoSign)
}
