/**
 * Gives every style sheet that a script of the page makes the nonce of the page. The components forget it in two places (the lock of what
 * scrolls behind a dialog, the width of a scrollbar), and the policy would refuse those. Markup from outside makes no elements by script.
 */
export function lendNonce(nonce: string): void {
  const make = document.createElement.bind(document)
  const lend = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const made = make(name, options)
    if (made instanceof HTMLStyleElement) made.nonce = nonce
    return made
  }
  document.createElement = lend as typeof document.createElement
}
