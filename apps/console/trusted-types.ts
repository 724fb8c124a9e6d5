import dompurify from 'dompurify'

type Policies = { createPolicy(name: string, rules: { createHTML(text: string): string }): unknown }

/**
 * The one door through which text becomes HTML: style sheets of the components carry no `<` and pass as they are,
 * everything else is cleaned. Scripts and script addresses have no door at all. Browsers without Trusted Types do without.
 */
export function guardHtml(): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: Policies }
  trustedTypes?.createPolicy('default', { createHTML: (text) => (text.includes('<') ? dompurify.sanitize(text) : text) })
}
