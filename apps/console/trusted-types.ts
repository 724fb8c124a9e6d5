type Policies = { createPolicy(name: string, rules: { createHTML(text: string): string }): unknown }

/**
 * Text does not become HTML here: style sheets of the components carry no `<` and pass as they are, all else is shown as the text it is.
 * Mails are cleaned by a policy of their own where they are shown; scripts have no door at all, script addresses only that of the worker that lays out drawings. Browsers without Trusted Types do without.
 */
export function guardHtml(): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: Policies }
  trustedTypes?.createPolicy('default', { createHTML: (text) => text.replaceAll('<', '&lt;') })
}
